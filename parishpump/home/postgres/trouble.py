"""What PostgreSQL says when it cannot start, in words that a clerk can act on."""

import re
from pathlib import Path

from parishpump.home.errors import HomeError

_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        r"No space left on device|Disk quota exceeded",
        "The disk is full: the database in {data} could not write.",
        "Free some space on that disk. A Parish Pump that runs then goes on by itself; otherwise start it again.",
    ),
    (
        r"Read-only file system",
        "The disk that holds the database in {data} can only be read.",
        "Make it writable, then start again.",
    ),
    (
        r"database files are incompatible with server",
        "The database in {data} was made by another version of PostgreSQL.",
        "Go back to the Parish Pump that made it, take a backup, and restore that with this one.",
    ),
    (
        r"[Pp]ermission denied|has wrong ownership|has invalid permissions",
        "PostgreSQL may not use {data}.",
        "Give the folder back to the user who runs it, with mode 0700.",
    ),
    (
        r"[Cc]annot allocate memory|could not (create|map) .*shared memory",
        "This machine has too little memory left for the database.",
        "Stop another program or give the machine more memory, then start again.",
    ),
    (
        r"could not locate a valid checkpoint record|invalid (primary )?checkpoint|invalid data in file|PANIC:",
        "The database in {data} is damaged.",
        "Restore the newest backup into an empty data folder, and keep this one for whoever examines it.",
    ),
)


def trouble_in(said: str, data: Path) -> HomeError:
    """The first known trouble in PostgreSQL's own words; its last lines where none is known."""
    for pattern, what, do in _KNOWN:
        if re.search(pattern, said):
            return HomeError(what.format(data=data), do)
    lines = [line for line in said.strip().splitlines() if line.strip()]
    last = " / ".join(lines[-3:]) or "it said nothing"
    return HomeError(f"PostgreSQL could not start in {data}: {last}.", "Run “parishpump doctor” for more.")
