"""One run of the server: started as our child, watched, stopped."""

import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from parishpump.home.errors import HomeError
from parishpump.home.postgres.account import PLAIN_ENVIRONMENT, Account
from parishpump.home.postgres.binaries import Binaries
from parishpump.home.postgres.launcher import tied
from parishpump.home.postgres.place import Place
from parishpump.home.postgres.settings import LOG_FILES_KEPT, server_settings
from parishpump.home.postgres.trouble import trouble_in

_READY_WITHIN = 120.0
"""Seconds; recovery after a crash reads back the log of changes first."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that is our direct child; call from one thread, which must outlive it (its tie to us is to that)."""

    child: subprocess.Popen[bytes]
    place: Place

    @classmethod
    def launch(cls, place: Place, binaries: Binaries, account: Account, *, durable: bool) -> "Server":
        """Start the server; it is not ready yet."""
        settings = server_settings(place, durable=durable)
        command = tied([str(binaries.program("postgres")), "-D", str(place.data)], account.drop_to)
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        place.startup_log.unlink(missing_ok=True)
        with place.startup_log.open("xb") as log:
            child = subprocess.Popen(  # noqa: S603 (our own programs and arguments)
                command,
                stdin=subprocess.PIPE,  # held open: where there is no other tie, its end tells that we died
                stdout=log,
                stderr=log,
                cwd="/",
                env=PLAIN_ENVIRONMENT,
                start_new_session=True,  # Ctrl-C in a terminal is for us; we stop the server when we are done
            )
        return cls(child, place)

    @property
    def alive(self) -> bool:
        """Whether it still runs; once it ended it is reaped here, so that its number is free."""
        return self.child.poll() is None

    def wait_until_ready(self) -> None:
        """Wait until it takes connections, or raise HomeError in its own words once it ended."""
        deadline = time.monotonic() + _READY_WITHIN
        while not self._says_ready():
            if not self.alive:
                raise trouble_in(self._said(), self.place.data)
            if time.monotonic() > deadline:
                raise HomeError(
                    f"PostgreSQL has not become ready in {_READY_WITHIN:.0f} seconds: {self._said()[-300:]}",
                    "Start again; if it stays so, run “parishpump doctor”.",
                )
            time.sleep(0.02)

    def stop(self) -> None:
        """Ask for a fast shutdown, then for an immediate one; never leave children of a killed server behind."""
        for sign, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 15), (signal.SIGKILL, 5)):
            if self.alive:
                self.child.send_signal(sign)
                try:
                    self.child.wait(seconds)
                except subprocess.TimeoutExpired:
                    continue
        if self.child.stdin:
            self.child.stdin.close()

    def _says_ready(self) -> bool:
        """The eighth line of postmaster.pid; any stale one was cleared before the start."""
        try:
            lines = (self.place.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _said(self) -> str:
        logs = [self.place.startup_log, *newest_logs(self.place)[:1]]
        return "\n".join(log.read_text(errors="replace")[-4000:] for log in logs if log.exists())


def newest_logs(place: Place) -> list[Path]:
    """The server's log files, newest first."""
    return sorted(place.log.glob("*.log"), reverse=True)


def drop_old_logs(place: Place) -> None:
    """Keep the log bounded."""
    for old in newest_logs(place)[LOG_FILES_KEPT:]:
        old.unlink(missing_ok=True)
