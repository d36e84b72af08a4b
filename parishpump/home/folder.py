"""The data folder: the one place on this machine where an installation keeps what it must not lose."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from parishpump.home.errors import HomeError, disk_trouble
from parishpump.home.files import make_folder


@dataclass(frozen=True)
class Home:
    """The folders of one installation; nothing is made on disk before `create`."""

    path: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """The folder named by PARISHPUMP_HOME, or the usual one for this user."""
        environ = os.environ if environ is None else environ
        named = environ.get("PARISHPUMP_HOME", "").strip()
        if named:
            return cls(Path(named).expanduser().absolute())
        if os.geteuid() == 0:
            return cls(Path("/var/lib/parishpump"))
        return cls(Path("~/.local/share/parishpump").expanduser())

    @property
    def postgres(self) -> Path:
        """The database cluster, or a note of where it had to go."""
        return self.path / "postgres"

    @property
    def keys(self) -> Path:
        """Secrets made once for this installation."""
        return self.path / "keys"

    @property
    def run(self) -> Path:
        """Lock and notes of the running server."""
        return self.path / "run"

    @property
    def backups(self) -> Path:
        """Backups that were given no other place."""
        return self.path / "backups"

    def create(self) -> Self:
        """Make the folders that are missing, readable by this user alone.

        Under root the top folder is 0711, not 0700: PostgreSQL refuses to run as root, so the user it runs as has to
        walk through to its own folder. What lies beside it stays closed. Folders above are never changed.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            make_folder(self.path, 0o711 if os.geteuid() == 0 else 0o700)
            self._require_own()
            for folder in (self.keys, self.run, self.backups):
                make_folder(folder, 0o700)
        except OSError as error:
            raise disk_trouble(error, self.path) from error
        return self

    def _require_own(self) -> None:
        owner = self.path.stat().st_uid
        if owner != os.geteuid():
            raise HomeError(
                f"The data folder {self.path} belongs to another user (number {owner}).",
                "Run Parish Pump as that user, or set PARISHPUMP_HOME to a folder of your own.",
            )
