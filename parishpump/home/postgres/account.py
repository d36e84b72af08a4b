"""The user that PostgreSQL runs as: this one, or under root a dedicated one, because PostgreSQL refuses root."""

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from parishpump.home.errors import HomeError

DEDICATED_USER = "parishpump"


@dataclass(frozen=True)
class Account:
    """A user of this machine; `dropped` says that root steps down to it."""

    uid: int
    gid: int
    dropped: bool

    @property
    def drop_to(self) -> tuple[int, int] | None:
        """The user and group that a program has to be given, if not our own."""
        return (self.uid, self.gid) if self.dropped else None

    def can_enter(self, folder: Path) -> bool:
        """Whether this user can walk into a folder that exists, asked of the system itself."""
        if not self.dropped:
            return os.access(folder, os.X_OK)
        return self.run([shutil.which("test") or "/usr/bin/test", "-x", str(folder)]).returncode == 0

    def run(self, command: list[str], timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a program as this user with an environment of its own, and wait for it (seconds)."""
        return subprocess.run(  # noqa: S603 (our own programs and arguments)
            command,
            user=self.uid if self.dropped else None,
            group=self.gid if self.dropped else None,
            extra_groups=[] if self.dropped else None,
            cwd="/",
            env=PLAIN_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )


PLAIN_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def server_account() -> Account:
    """Who runs the server: the present user, or the dedicated system user, made if missing, when that is root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), dropped=False)
    entry = _entry() or _made()
    return Account(entry.pw_uid, entry.pw_gid, dropped=True)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(DEDICATED_USER)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    command = [useradd or "useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    for _ in range(10 if useradd else 0):
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", DEDICATED_USER], capture_output=True, check=False)  # noqa: S603
        if entry := _entry():
            return entry
        time.sleep(0.3)  # another process may hold the lock on the list of users
    raise HomeError(
        f"PostgreSQL does not run as root, and the user “{DEDICATED_USER}” could not be made.",
        f"Add a system user named {DEDICATED_USER}, or start Parish Pump as an ordinary user.",
    )
