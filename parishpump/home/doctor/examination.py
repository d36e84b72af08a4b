"""The doctor: looks at everything an installation stands on, changes nothing, and says what to do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from parishpump.home.database import DatabaseUrls
from parishpump.home.doctor import database, machine
from parishpump.home.doctor.diagnosis import Diagnosis
from parishpump.home.folder import Home
from parishpump.home.postgres.running import running_server


def examine(
    home: Home,
    environ: Mapping[str, str],
    *,
    at: datetime,
    waiting_migrations: Callable[[], Sequence[str]] | None = None,
    static_files: Path | None = None,
    port: int | None = None,
) -> tuple[Diagnosis, ...]:
    """Every finding, in the order in which to mend; `at` is now, with its zone."""
    return tuple(_findings(home, environ, at, waiting_migrations, static_files, port))


def _findings(
    home: Home,
    environ: Mapping[str, str],
    at: datetime,
    waiting_migrations: Callable[[], Sequence[str]] | None,
    static_files: Path | None,
    port: int | None,
) -> Iterator[Diagnosis]:
    yield machine.python()
    yield machine.clock(at)
    yield machine.folder(home)
    yield machine.space(home)
    yield from machine.keys(home)
    urls = DatabaseUrls.from_environment(environ)
    if urls is None:
        yield from database.embedded(home)
        running = running_server(home)
        urls = DatabaseUrls.of(running) if running else None
    if urls is not None:
        yield from database.server(urls, at)
        if waiting_migrations is not None:
            yield database.migrations(waiting_migrations)
    if static_files is not None:
        yield machine.static_files(static_files)
    if port is not None:
        yield machine.port(port)
