"""What can go wrong with the data folder, said so that a clerk can act on it."""

import errno
from pathlib import Path


class HomeError(Exception):
    """Something about the data folder or its database is wrong: what happened, and what to do now."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(f"{what} {do}")
        self.what = what
        self.do = do


class BackupError(HomeError):
    """A backup could not be written, read or put back."""


class SecretError(HomeError):
    """A stored credential cannot be read with this installation's key."""


_DISK_TROUBLE: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("The disk is full: {path} could not be written.", "Free some space on that disk, then start again."),
    errno.EDQUOT: ("The disk quota is used up: {path} could not be written.", "Free some space, then start again."),
    errno.EROFS: (
        "The disk that holds {path} can only be read.",
        "Make it writable, or set PARISHPUMP_HOME to a folder on another disk.",
    ),
    errno.EACCES: (
        "This user may not read or write {path}.",
        "Run Parish Pump as the user who owns it, or set PARISHPUMP_HOME to a folder of your own.",
    ),
}
_DISK_TROUBLE[errno.EPERM] = _DISK_TROUBLE[errno.EACCES]


def disk_trouble(error: OSError, path: Path) -> HomeError:
    """Turn an operating system's error at a path into words with a remedy."""
    what, do = _DISK_TROUBLE.get(
        error.errno or 0,
        ("{path} could not be used: " + (error.strerror or str(error)) + ".", "Look at that folder, then start again."),
    )
    return HomeError(what.format(path=path), do)
