"""A database and a council to measure on. Imported first: it sets the environment that Django reads."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="parishpump-bench-"))
SCRATCH.chmod(0o711)
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "parishpump.config.settings"
os.environ["PARISHPUMP_HOME"] = str(SCRATCH / "home")
os.environ["PARISHPUMP_PRIVATE_NETWORKS"] = "1"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from parishpump.config.inside import migrate, use_database  # noqa: E402
from parishpump.home.folder import Home  # noqa: E402
from parishpump.home.postgres.connection import ConnectionInfo  # noqa: E402
from parishpump.home.postgres.roles import create_database  # noqa: E402
from parishpump.home.postgres.supervisor import EmbeddedPostgres  # noqa: E402


@contextmanager
def server() -> Iterator[ConnectionInfo]:
    """The embedded server as people run it: every commit reaches the disk."""
    with EmbeddedPostgres(Home.from_environment()) as postgres:
        migrate(create_database(postgres, "migrated").owner_url)
        yield postgres


def fresh_database(postgres: ConnectionInfo, name: str) -> ConnectionInfo:
    """A migrated database of its own, to which Django's connection goes from now on."""
    made = create_database(postgres, name, template="migrated")
    use_database(made.app_url)
    os.environ["DATABASE_URL"] = made.app_url
    return made
