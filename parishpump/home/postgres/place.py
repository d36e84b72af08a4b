"""Where a home's cluster lies, and its socket."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from parishpump.home.errors import HomeError, disk_trouble
from parishpump.home.files import make_folder, write_privately
from parishpump.home.folder import Home
from parishpump.home.postgres.account import DEDICATED_USER, Account
from parishpump.home.postgres.binaries import SHARED_PLACE

SOCKET_NAME = ".s.PGSQL.5432"
_LONGEST_SOCKET = 107
"""Bytes in a socket's path that Linux allows (unix(7)); macOS allows 103, which the margin below leaves."""


@dataclass(frozen=True)
class Place:
    """The folder that belongs to the server's user: the cluster, its log, and the socket unless that is too long."""

    area: Path
    socket: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.area / "data"

    @property
    def log(self) -> Path:
        """The server's log files."""
        return self.area / "log"

    @property
    def startup_log(self) -> Path:
        """What the server said before its log was open."""
        return self.area / "startup.log"


def place_for(home: Home, account: Account) -> Place:
    """Choose, make and remember the place of a home's cluster.

    It is `postgres/` in the home. Where root's server user cannot walk into the home (under /root, say), it is a folder
    of its own under /var/lib/parishpump, and `postgres-place` in the home says which.
    """
    try:
        area = _recorded(home) or _chosen(home, account)
        _make_own(area, account)
        place = Place(area, _socket_folder(area))
        for folder in (place.log, place.socket):
            _make_own(folder, account)
    except OSError as error:
        raise disk_trouble(error, home.postgres) from error
    return place


def socket_of(home: Home) -> Path:
    """The socket folder that a server of this home uses, without making anything."""
    return _socket_folder(area_of(home))


def _note(home: Home) -> Path:
    return home.path / "postgres-place"


def area_of(home: Home) -> Path:
    """The folder of this home's cluster, whether it is made or not."""
    return _recorded(home) or home.postgres


def _recorded(home: Home) -> Path | None:
    try:
        return Path(_note(home).read_text().strip())
    except FileNotFoundError:
        return None


def _chosen(home: Home, account: Account) -> Path:
    if account.can_enter(home.path):
        return home.postgres
    clusters = SHARED_PLACE / "clusters"
    for folder in (SHARED_PLACE, clusters):
        make_folder(folder, 0o711)
    if not account.can_enter(clusters):
        raise HomeError(
            f"The user “{DEDICATED_USER}”, which runs PostgreSQL, cannot walk into {home.path} or {clusters}.",
            f"Let it in: chmod o+x {SHARED_PLACE} {clusters}",
        )
    # Never the same name twice: a new home at the path of a deleted one must not meet its cluster.
    area = clusters / f"{hashlib.sha256(os.fsencode(home.path)).hexdigest()[:12]}-{secrets.token_hex(4)}"
    write_privately(_note(home), f"{area}\n".encode())
    return area


def _make_own(folder: Path, account: Account) -> None:
    made = not folder.exists()
    if made:
        make_folder(folder, 0o700)
        if account.dropped:
            os.chown(folder, account.uid, account.gid)
    owner = folder.lstat().st_uid
    if folder.is_symlink() or owner != account.uid:
        raise HomeError(
            f"The folder {folder} belongs to another user (number {owner}) than PostgreSQL runs as ({account.uid}).",
            f"Start Parish Pump as the user it was set up with, or hand it over: chown -R {account.uid} {folder}",
        )


def _socket_folder(area: Path) -> Path:
    inside = area / "socket"
    if len(os.fsencode(inside / SOCKET_NAME)) <= _LONGEST_SOCKET - 10:  # the lock file beside it, and macOS
        return inside
    digest = hashlib.sha256(os.fsencode(area)).hexdigest()[:12]
    return Path("/tmp") / f"parishpump-{os.geteuid()}-{digest}"  # noqa: S108 (owner and mode are checked)
