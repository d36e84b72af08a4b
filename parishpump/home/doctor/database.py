"""What the doctor looks at in PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from parishpump.home.database import DatabaseUrls, connect, inspect_server
from parishpump.home.doctor.diagnosis import Diagnosis
from parishpump.home.errors import HomeError
from parishpump.home.folder import Home
from parishpump.home.postgres.binaries import Binaries, find_binaries
from parishpump.home.postgres.lock import SupervisorLock
from parishpump.home.postgres.place import area_of
from parishpump.home.postgres.running import running_server

_CLOCKS_APART = 10.0
"""Seconds between this machine's clock and the server's that are still no trouble."""


def embedded(home: Home) -> Iterator[Diagnosis]:
    """The programs, the cluster on disk, and who looks after it."""
    try:
        binaries = find_binaries()
    except HomeError as error:
        yield Diagnosis(False, "PostgreSQL's programs", error.what, error.do)
        return
    yield Diagnosis(True, "PostgreSQL's programs", f"Release {binaries.release} in {binaries.folder}.")
    yield _cluster(home, binaries)
    yield _supervision(home)


def server(urls: DatabaseUrls, at: datetime) -> Iterator[Diagnosis]:
    """Whether the application could work with this database."""
    try:
        facts = inspect_server(urls.app)
        yield Diagnosis(True, "Database", "; ".join(f"{fact.what}: {fact.value}" for fact in facts) + ".")
        yield _clocks(urls.app, at)
        if urls.owner != urls.app:
            connect(urls.owner).close()
            yield Diagnosis(True, "Role for migrations", "It can connect.")
    except HomeError as error:
        yield Diagnosis(False, "Database", error.what, error.do)


def migrations(waiting: Callable[[], Sequence[str]]) -> Diagnosis:
    """Whether the tables are those of this version."""
    try:
        names = waiting()
    except Exception as error:  # whatever keeps the tables from being read, the doctor goes on
        return Diagnosis(False, "Tables", f"They could not be examined: {error}.", "See to the database first.")
    if names:
        why = f"{len(names)} changes are waiting: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}."
        return Diagnosis(False, "Tables", why, "Take a backup, then run “parishpump migrate”.")
    return Diagnosis(True, "Tables", "They are up to date.")


def _cluster(home: Home, binaries: Binaries) -> Diagnosis:
    version = area_of(home) / "data" / "PG_VERSION"
    try:
        made_by = version.read_text().strip()
    except FileNotFoundError:
        return Diagnosis(None, "Database folder", "There is none yet.", "It is made at the first start.")
    except OSError:
        return Diagnosis(False, "Database folder", f"{version.parent} cannot be read.", "Give it back to this user.")
    if made_by != str(binaries.major):
        why = f"It was made by PostgreSQL {made_by}, and the programs here are {binaries.release}."
        do = f"Go back to the Parish Pump that came with PostgreSQL {made_by}, back up, and restore that with this one."
        return Diagnosis(False, "Database folder", why, do)
    return Diagnosis(True, "Database folder", f"{version.parent}, made by PostgreSQL {made_by}.")


def _supervision(home: Home) -> Diagnosis:
    running = running_server(home)
    lock = SupervisorLock.of(home)
    free = not lock.path.exists() or lock.try_take()
    lock.release()
    if running and free:
        why = "PostgreSQL runs, but no Parish Pump looks after it; it may just be stopping."
        return Diagnosis(None, "Running", why, "Start Parish Pump: it waits until the other has stopped.")
    if running:
        return Diagnosis(True, "Running", "PostgreSQL runs, looked after by a Parish Pump on this machine.")
    if not free:
        why = "A Parish Pump holds this data folder, but its database does not answer."
        return Diagnosis(False, "Running", why, "Wait a minute; if it stays so, stop that one and start it again.")
    return Diagnosis(None, "Running", "It does not run now.", "It starts with Parish Pump.")


def _clocks(url: str, at: datetime) -> Diagnosis:
    with connect(url) as session:
        row = session.execute("SELECT abs(extract(epoch FROM clock_timestamp() - %s))::float", [at]).fetchone()
    apart = float(str(row[0])) if row else 0.0
    if apart > _CLOCKS_APART:
        why = f"The clock here and the database server's are {apart:.0f} seconds apart."
        return Diagnosis(False, "Clocks", why, "Have both machines' clocks kept by the network.")
    return Diagnosis(True, "Clocks", "This machine and the database agree on the time.")
