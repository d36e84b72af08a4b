"""How to reach the embedded server: three roles over one socket."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self
from urllib.parse import quote

from parishpump.home.keys import DatabasePasswords

SUPERUSER = "parishpump_supervisor"
"""Owns the cluster; known to the supervisor only."""

OWNER = "parishpump_owner"
"""Owns the database and its tables, and runs migrations; row-level security binds it where it is forced."""

APP = "parishpump"
"""The application's own role: reads and writes rows, and no more."""

DATABASE = "parishpump"


@dataclass(frozen=True)
class ConnectionInfo:
    """A server's socket folder, the roles' passwords and one database, as postgresql:// addresses."""

    socket: Path
    passwords: DatabasePasswords = field(repr=False)
    database: str = DATABASE

    @property
    def app_url(self) -> str:
        """For the application and its workers."""
        return self._url(APP, self.passwords.app)

    @property
    def owner_url(self) -> str:
        """For migrations."""
        return self._url(OWNER, self.passwords.owner)

    @property
    def superuser_url(self) -> str:
        """For backups and the making of databases; the application never gets it."""
        return self._url(SUPERUSER, self.passwords.superuser)

    def for_database(self, name: str) -> Self:
        """The same server and roles, another database."""
        return replace(self, database=name)

    def _url(self, role: str, password: str) -> str:
        # Asking for SCRAM means that nobody who took the socket's place can ask for the password itself.
        return (
            f"postgresql://{role}:{quote(password, safe='')}@/{quote(self.database, safe='')}"
            f"?host={quote(str(self.socket), safe='')}&port=5432&require_auth=scram-sha-256"
        )
