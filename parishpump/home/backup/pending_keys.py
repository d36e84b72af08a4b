"""Keys from a backup, written beside the present ones until the database has them too."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parishpump.home.errors import BackupError, disk_trouble
from parishpump.home.files import write_privately
from parishpump.home.folder import Home
from parishpump.home.keys import CREDENTIAL_KEY, DJANGO_SECRET, overruled_by

_NAMES = (CREDENTIAL_KEY, DJANGO_SECRET)


@dataclass(frozen=True)
class PendingKeys:
    """The two keys that a backup carries, on their way into a home."""

    home: Home
    environ: Mapping[str, str]

    def write(self, keys: Mapping[str, bytes]) -> None:
        """Write them under a name of their own; BackupError where the environment would overrule them."""
        if missing := [name for name in _NAMES if name not in keys]:
            raise BackupError(f"This backup lacks the key {missing[0]}.", "Use another copy of it, or an older backup.")
        if overruling := overruled_by(self.environ, keys):
            raise BackupError(
                f"{overruling[0]} is set here to another key than the backup's, so its credentials could not be read.",
                f"Take {overruling[0]} away, or set it to the key of the installation that was backed up.",
            )
        for name in _NAMES:
            try:
                write_privately(self._pending(name), keys[name])
            except OSError as error:
                self.drop()
                trouble = disk_trouble(error, self._pending(name))
                raise BackupError(trouble.what, trouble.do) from error

    def put_in_place(self) -> None:
        """Make them the home's keys, and keep the old ones."""
        for name in _NAMES:
            present = self.home.keys / name
            if present.exists():
                write_privately(self.home.keys / f"{name}.before-restore", present.read_bytes())
            self._pending(name).replace(present)

    def drop(self) -> None:
        """Forget them."""
        for name in _NAMES:
            self._pending(name).unlink(missing_ok=True)

    def _pending(self, name: str) -> Path:
        return self.home.keys / f"{name}.restoring"
