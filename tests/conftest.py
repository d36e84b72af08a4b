"""Standing people, two councils, and a real PostgreSQL for whoever asks for a database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import connections

from parishpump.channels.actions import found_noticeboard
from parishpump.channels.models import Channel
from parishpump.config.database import settings_for
from parishpump.councils.actions import found_council
from parishpump.councils.models import Council
from parishpump.councils.tenancy import council_scope, current_scope
from parishpump.home.folder import Home
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.home.postgres.roles import create_database, drop_database
from parishpump.home.postgres.supervisor import EmbeddedPostgres
from parishpump.people.actions import appoint, delegate, introduce
from parishpump.people.models import Person
from parishpump.people.powers import (
    APPROVE,
    CHANNELS,
    CLERK,
    COMMUNICATIONS_OFFICER,
    COUNCILLOR,
    DEPUTY_CLERK,
    LISTEN,
    MODERATE,
    PAUSE,
    PEOPLE,
    POWERS,
    WITHDRAW,
    WRITE,
)
from tests.migrated import fill

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
MAY = date(2026, 5, 13)
NEXT_MAY = date(2027, 5, 12)
DEPUTYS_POWERS = (WRITE, APPROVE, WITHDRAW, LISTEN, MODERATE, PAUSE, CHANNELS, PEOPLE)


@dataclass
class Server:
    """The test session's PostgreSQL, with one migrated database that others are copied from."""

    postgres: EmbeddedPostgres
    template: ConnectionInfo
    shared: ConnectionInfo


def use_database(url: str) -> None:
    """Point Django's connection at another database."""
    connection = connections["default"]
    connection.close()
    connection.close_pool()
    fresh = settings_for(url)
    connection.settings_dict.update(
        {key: fresh[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    )
    os.environ["DATABASE_URL"] = url


@pytest.fixture(scope="session")
def server(django_db_blocker) -> Iterator[Server]:
    with EmbeddedPostgres(Home.from_environment(), durable=False) as postgres, django_db_blocker.unblock():
        template = create_database(postgres, "migrated")
        use_database(template.owner_url)
        fill(template)
        use_database(template.app_url)
        connections["default"].close_pool()
        shared = create_database(postgres, "shared", template="migrated")
        use_database(shared.app_url)
        yield Server(postgres, template, shared)
        connections["default"].close()
        connections["default"].close_pool()


@pytest.fixture(scope="session")
def django_db_setup(server) -> None:
    """pytest-django's database is ours."""


@pytest.fixture
def own_database(server, django_db_blocker) -> Iterator[ConnectionInfo]:
    """A database of the test's own, for what really commits, runs in other processes, or is tampered with."""
    name = f"own_{os.getpid()}_{os.urandom(4).hex()}"
    mine = create_database(server.postgres, name, template="migrated")
    with django_db_blocker.unblock():
        use_database(mine.app_url)
        yield mine
        use_database(server.shared.app_url)
    drop_database(server.postgres, name)


@contextmanager
def as_superuser(database: ConnectionInfo) -> Iterator[psycopg.Connection]:
    """Somebody with full power over the server, whom no trigger and no policy stops: for tampering."""
    with psycopg.connect(database.superuser_url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


def make_council(name: str, *, address: str = "") -> Council:
    return found_council(
        f"{name} Parish Council",
        kind="parish",
        host=f"{name.lower()}.example",
        pack="lenham",
        pack_minute="2026/061",
        address=address or f"https://{name.lower()}.example",
        at=NOON,
    )


@pytest.fixture
def northfold(db) -> Iterator[Council]:
    """The council that the test is in."""
    council = make_council("Northfold")
    with council_scope(council.id):
        yield council


@pytest.fixture
def southfold(db) -> Council:
    """Another council, which must never be seen from the first."""
    return make_council("Southfold")


def person_in(kind: str, *powers: str, minute: str, council: str = "northfold") -> Person:
    """Somebody in an office of the council in scope, with a delegation where powers are named."""
    person = introduce(f"{kind.replace(' ', '.')}@{council}.example", name=kind.title(), at=NOON)
    office = appoint(person, kind, since=MAY, minute="2026/100", by=None, at=NOON)
    if powers:
        delegate(office, list(powers), minute=minute, starts=MAY, ends=NEXT_MAY, by=None, at=NOON)
    return person


def the_clerk() -> Person:
    return person_in(CLERK, *POWERS, minute="2026/118")


def the_deputy_clerk() -> Person:
    return person_in(DEPUTY_CLERK, *DEPUTYS_POWERS, minute="2026/119")


def the_communications_officer() -> Person:
    return person_in(COMMUNICATIONS_OFFICER, WRITE, LISTEN, minute="2026/120")


def a_councillor() -> Person:
    return person_in(COUNCILLOR, minute="")


@pytest.fixture
def clerk(northfold) -> Person:
    return the_clerk()


@pytest.fixture
def deputy_clerk(northfold) -> Person:
    return the_deputy_clerk()


@pytest.fixture
def communications_officer(northfold) -> Person:
    return the_communications_officer()


@pytest.fixture
def councillor(northfold) -> Person:
    return a_councillor()


@pytest.fixture
def noticeboard(clerk) -> Channel:
    return found_noticeboard(address="https://northfold.example/", by=clerk, at=NOON)


@pytest.fixture
def own_pack(northfold, tmp_path):
    """Gives the council a policy of its own: the base pack with more lines."""

    def adopt(lines: str) -> None:
        file = tmp_path / "northfold.toml"
        file.write_text(f'[pack]\nname = "northfold"\ncouncil = "Northfold"\nextends = "lenham"\n{lines}')
        northfold.pack = str(file)
        northfold.save(update_fields=["pack"])
        current_scope().memory.clear()

    return adopt
