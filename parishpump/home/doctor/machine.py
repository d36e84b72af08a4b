"""What the doctor looks at on the machine itself."""

import os
import shutil
import socket
import stat
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from parishpump.home.doctor.diagnosis import Diagnosis
from parishpump.home.folder import Home

_OLDEST_PYTHON = (3, 11)
_TOO_LITTLE, _LITTLE = 200_000_000, 1_000_000_000
_NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
"""Nothing of this software is older: a clock before that is wrong."""


def python() -> Diagnosis:
    """The interpreter."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    well = sys.version_info >= _OLDEST_PYTHON
    return Diagnosis(well, "Python", f"It is {version}.", "" if well else "Install Python 3.11 or newer.")


def clock(at: datetime) -> Diagnosis:
    """The machine's time and its list of time zones."""
    if at < _NOT_BEFORE:
        return Diagnosis(False, "Clock", f"It says {at:%d %B %Y}.", "Set the clock, and have it kept by the network.")
    try:
        zoneinfo.ZoneInfo("Europe/London")
    except zoneinfo.ZoneInfoNotFoundError:
        return Diagnosis(False, "Clock", "This machine does not know British time.", "Install the package tzdata.")
    return Diagnosis(True, "Clock", f"It says {at:%d %B %Y, %H:%M %Z}.")


def folder(home: Home) -> Diagnosis:
    """Whether the data folder is there and ours."""
    if not home.path.exists():
        return Diagnosis(None, "Data folder", f"{home.path} is not there yet.", "It is made at the first start.")
    owner = home.path.stat().st_uid
    if owner != os.geteuid():
        why = f"{home.path} belongs to another user (number {owner})."
        return Diagnosis(False, "Data folder", why, "Run Parish Pump as that user, or set PARISHPUMP_HOME.")
    if not os.access(home.path, os.W_OK | os.X_OK):
        why = f"{home.path} cannot be written to."
        return Diagnosis(False, "Data folder", why, "Make it writable, or set PARISHPUMP_HOME to another folder.")
    mode = stat.S_IMODE(home.path.stat().st_mode)
    if mode & 0o066:
        why = f"Others on this machine may look into {home.path} (mode {mode:04o})."
        return Diagnosis(False, "Data folder", why, f"Close it: chmod go-rw {home.path}")
    return Diagnosis(True, "Data folder", f"It is {home.path}.")


def space(home: Home) -> Diagnosis:
    """Room on the disk that holds the data folder, or will."""
    there = next(path for path in (home.path, *home.path.parents) if path.exists())
    free = shutil.disk_usage(there).free
    why = f"{free / 1e9:.1f} GB are free."
    if free < _TOO_LITTLE:
        return Diagnosis(False, "Disk", why, "Free some space: at least 200 MB are needed to go on.")
    return Diagnosis(True if free >= _LITTLE else None, "Disk", why, "" if free >= _LITTLE else "Free some space soon.")


def keys(home: Home) -> Iterator[Diagnosis]:
    """The key files and who may read them."""
    files = sorted(path for path in home.keys.glob("*") if path.is_file()) if home.keys.is_dir() else []
    if not files:
        yield Diagnosis(None, "Keys", "There are none yet.", "They are made at the first start.")
        return
    loose = [path for path in files if path.stat().st_mode & 0o077]
    empty = [path for path in files if path.stat().st_size == 0]
    for path in loose:
        yield Diagnosis(False, "Keys", f"Others may read {path.name}.", f"Close it: chmod 600 {path}")
    for path in empty:
        yield Diagnosis(False, "Keys", f"{path.name} is empty.", "Put it back from a backup.")
    if not loose and not empty:
        yield Diagnosis(True, "Keys", f"{len(files)} files, readable by this user alone.")


def static_files(path: Path) -> Diagnosis:
    """Stylesheets and fonts, which are fetched at set-up."""
    found = path.is_dir() and any(file.is_file() for file in path.rglob("*"))
    do = "" if found else "Run “make demo” or “make run” once with a network, or install the released package."
    return Diagnosis(found, "Stylesheets and fonts", f"{path} {'is filled' if found else 'is missing or empty'}.", do)


def port(number: int, host: str = "127.0.0.1") -> Diagnosis:
    """Whether somebody else listens where we would."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as error:
            why = f"Port {number} cannot be used ({error.strerror})."
            return Diagnosis(None, "Port", why, "Parish Pump may be running already; if not, set PORT to another one.")
    return Diagnosis(True, "Port", f"Port {number} is free.")
