"""A small record of one council, whole, on a database of its own, to be tampered with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg import sql

from parishpump.archive import actions
from parishpump.archive.models import Blob, Leaf, Record, Unsealed
from parishpump.councils.tenancy import council_scope
from parishpump.home.postgres.roles import create_database, drop_database
from tests.conftest import as_superuser, make_council, use_database

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TABLES = ("blob", "record", "leaf", "node", "signingkey", "checkpoint", "unsealed")


def note(text: str, *blobs: Blob, subject: str = "post P-2026-0012") -> Record:
    """One record, as the rooms above would write it."""
    return actions.record(
        "post sent", subject=subject, body={"text": text}, by="Clerk", authority="minute 2026/118", at=NOON, blobs=blobs
    )


@dataclass
class Whole:
    """A record of 7 leaves sealed in two goes (3, then 4), one more waiting, and somebody who can change any of it."""

    superuser: psycopg.Connection
    council: int
    other_council: int
    second: int  # the number of the record at leaf 1, which names the blob
    waiting: int
    blob: str

    def tamper(self, statement: str, *values: object) -> None:
        assert self.superuser.execute(statement, values).rowcount > 0

    def restore(self) -> None:
        names = sql.SQL(", ").join(sql.Identifier(f"archive_{table}") for table in TABLES)
        self.superuser.execute(sql.SQL("TRUNCATE {}").format(names))
        for table in TABLES:
            copy = sql.SQL("INSERT INTO {} SELECT * FROM {}")
            self.superuser.execute(copy.format(sql.Identifier(f"archive_{table}"), sql.Identifier(f"kept_{table}")))


@pytest.fixture(scope="module")
def _whole(server, django_db_blocker) -> Iterator[Whole]:
    mine = create_database(server.postgres, "tampering", template="migrated")
    with django_db_blocker.unblock(), as_superuser(mine) as superuser:
        use_database(mine.app_url)
        whole = _written(superuser)
        for table in TABLES:
            superuser.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM archive_{table}")
        yield whole
        use_database(server.shared.app_url)
    drop_database(server.postgres, "tampering")


def _written(superuser: psycopg.Connection) -> Whole:
    council, other = make_council("Northfold"), make_council("Southfold")
    with council_scope(other.id):
        note("Another council's")
    with council_scope(council.id):
        picture = actions.capture(b"\x89PNG the new bench", "image/png")
        for text in ("first", "second", "third"):
            note(text, *([picture] if text == "second" else []))
        actions.seal(at=NOON)
        for text in ("fourth", "fifth", "sixth", "seventh"):
            note(text)
        actions.seal(at=NOON)
        note("eighth")
        second = Leaf.objects.get(index=1).record_id
        waiting = Unsealed.objects.get().number
    return Whole(superuser, council.id, other.id, second, waiting, picture.sha256)


@pytest.fixture
def whole(_whole, django_db_blocker) -> Iterator[Whole]:
    with django_db_blocker.unblock(), council_scope(_whole.council):
        yield _whole
        _whole.restore()
