"""One supervisor for one home: a lock that the system lets go of when its holder dies."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from parishpump.home.errors import disk_trouble
from parishpump.home.folder import Home


@dataclass
class SupervisorLock:
    """A file lock in the home; the file may stay behind, the lock cannot."""

    path: Path
    _descriptor: int | None = None

    @classmethod
    def of(cls, home: Home) -> "SupervisorLock":
        """The lock of this home, not yet taken."""
        return cls(home.run / "supervisor.lock")

    @property
    def held(self) -> bool:
        """Whether we hold it."""
        return self._descriptor is not None

    def try_take(self) -> bool:
        """Take it if nobody has it; True when it is ours."""
        if self.held:
            return True
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            raise disk_trouble(error, self.path) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let go of it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
