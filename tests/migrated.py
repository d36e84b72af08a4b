"""The migrated database, remembered: to apply every migration takes half a minute of each run, and they seldom change.

It is kept beside pytest's own cache, under a hash of all that could make it another one. Delete the folder at will.
"""

import hashlib
import importlib.metadata
import os
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command

import parishpump
from parishpump.home.backup.programs import running
from parishpump.home.postgres.binaries import Binaries, find_binaries
from parishpump.home.postgres.connection import ConnectionInfo

KEPT = Path(__file__).parents[1] / ".pytest_cache" / "migrated"
MOST_KEPT = 4
PACKAGE = Path(parishpump.__file__).parent
# What migrations import, and what makes the database before them.
ASKED_BY_MIGRATIONS = (
    PACKAGE / "councils",
    PACKAGE / "home" / "postgres",
    PACKAGE / "publishing" / "pictures.py",
    PACKAGE / "channels" / "seal.py",
)


def fill(database: ConnectionInfo) -> None:
    """Bring an empty database, to which Django's connection already points, to this version."""
    programs = find_binaries()
    kept = KEPT / f"{fingerprint(programs)}.dump"
    if kept.exists():
        _restore(kept, database, programs)
        return
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    _keep(kept, database, programs)


def fingerprint(programs: Binaries) -> str:
    """A hash of every migration, of what they import, of the packages and of the server's release."""
    told = hashlib.sha256(f"{programs.release} {settings.INSTALLED_APPS}".encode())
    for distribution in sorted({f"{one.name} {one.version}" for one in importlib.metadata.distributions()}):
        told.update(distribution.encode())
    for file in sorted(_files()):
        told.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return told.hexdigest()[:32]


def _files() -> Iterator[Path]:
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    for place in (Path(__file__), *folders, *ASKED_BY_MIGRATIONS):
        yield from [place] if place.is_file() else place.rglob("*.py")


def _keep(kept: Path, database: ConnectionInfo, programs: Binaries) -> None:
    command = [str(programs.program("pg_dump")), "--format=custom", "--no-password"]
    with running(command, database.superuser_url) as dump:
        content = dump.stdout.read()
        assert dump.process.wait() == 0, dump.complaint()
    kept.parent.mkdir(parents=True, exist_ok=True)
    written = kept.with_suffix(f".{os.getpid()}")
    written.write_bytes(content)
    written.rename(kept)
    for old in sorted(KEPT.glob("*.dump"), key=lambda one: one.stat().st_mtime)[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def _restore(kept: Path, database: ConnectionInfo, programs: Binaries) -> None:
    command = [str(programs.program("pg_restore")), "--exit-on-error", "--single-transaction", "--no-password"]
    with running(command, database.superuser_url) as restoring:
        restoring.stdin.write(kept.read_bytes())
        restoring.stdin.close()
        assert restoring.process.wait() == 0, restoring.complaint()
