"""Processes of our own that a test may kill: each supervises a home, as any user of this machine."""

import os
import pwd
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg

from parishpump.home.folder import Home

PACKAGE_FOLDER = Path(__file__).parents[2]

_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "PYTHONPATH": f"{PACKAGE_FOLDER}:{Path(psycopg.__file__).parents[1]}",
    "PYTHONDONTWRITEBYTECODE": "1",
}
_SUPERVISE = """
import sys, time
from pathlib import Path
import psycopg

from parishpump.home.folder import Home
from parishpump.home.postgres.supervisor import EmbeddedPostgres
supervisor = EmbeddedPostgres(Home(Path(sys.argv[1])), durable=sys.argv[2] == "durable")
connection = supervisor.start()
print(supervisor.server_pid or 0, connection.app_url, connection.owner_url, flush=True)
sys.stdin.read()
supervisor.stop()
"""


@contextmanager
def supervising_process(home: Home, *, durable: bool = False, user: str | None = None) -> Iterator["Child"]:
    """A process that runs a home's server until its input ends or the test kills it."""
    process = begin_supervising(home, durable=durable, user=user)
    try:
        yield Child(process)
    finally:
        process.communicate(timeout=60)


def begin_supervising(home: Home, *, durable: bool = False, user: str | None = None) -> "subprocess.Popen[str]":
    """Such a process, not waited for."""
    return subprocess.Popen(
        [
            *as_user(user),
            _interpreter(user) or sys.executable,
            "-c",
            _SUPERVISE,
            str(home.path),
            "durable" if durable else "fast",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PACKAGE_FOLDER,
        env=_ENVIRONMENT,
    )


class Child:
    """What a supervising process said when its server was ready."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.process = process
        pid, self.app_url, self.owner_url = process.stdout.readline().split()
        self.server_pid = int(pid)

    def kill(self) -> None:
        """As `kill -9` does."""
        self.process.kill()
        self.process.wait()


def as_user(user: str | None) -> list[str]:
    """The beginning of a command that root runs as somebody else."""
    if user is None:
        return []
    entry = pwd.getpwnam(user)
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups", "--"]


@cache
def ordinary_user() -> str | None:
    """Somebody other than root who can run this checkout; None is the present user, who has to do where root's
    checkout is closed to everybody else."""
    return "nobody" if os.geteuid() == 0 and _interpreter("nobody") else None


@cache
def _interpreter(user: str | None) -> str | None:
    """A Python that this user may run; root's own may lie in a closed folder."""
    candidates = (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
    for candidate in candidates:
        tried = subprocess.run([*as_user(user), candidate, "-c", _TRY], env=_ENVIRONMENT, cwd="/", capture_output=True)
        if tried.returncode == 0:
            return candidate
    return None


_TRY = "import subprocess, sys, cryptography, psycopg, parishpump; subprocess.run([sys.executable, '-V'], check=True)"


def within(seconds: float, happens: Callable[[], bool]) -> bool:
    """Whether something happens within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happens():
            return True
        time.sleep(0.02)
    return happens()


def gone(pid: int) -> bool:
    """Whether no process has this number, or only a dead one waiting to be reaped."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return True
