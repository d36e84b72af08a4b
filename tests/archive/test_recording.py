"""What happened is written down once, with the fact itself, for one council, and never changed."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from parishpump.archive import actions, queries
from parishpump.archive.canonical import NotCanonical
from parishpump.archive.models import Blob, Checkpoint, Leaf, Node, Record, SigningKey, Unsealed
from parishpump.archive.tree import leaf_hash
from parishpump.councils.tenancy import NoCouncil, council_scope
from tests.archive.conftest import NOON, TABLES, note

MODELS = [Blob, Checkpoint, Leaf, Node, Record, SigningKey, Unsealed]


def test_a_record_says_what_happened_to_what_by_whom_under_which_authority_and_when(northfold):
    picture = actions.capture(b"\x89PNG", "image/png")

    written = actions.record(
        "post sent", subject="post P-2026-0012", body={"text": "“Bins” £5\n", "likes": 3}, by="Clerk",
        authority="Delegation, minute 2026/118", at=NOON, blobs=[picture],
    )  # fmt: skip

    assert json.loads(written.canonical) == {
        "version": 1,
        "council": northfold.id,
        "id": written.id,
        "kind": "post sent",
        "subject": "post P-2026-0012",
        "body": {"text": "“Bins” £5\n", "likes": 3},
        "actor": "Clerk",
        "authority": "Delegation, minute 2026/118",
        "at": "2026-11-24T12:00:00.000000Z",
        "blobs": [{"sha256": picture.sha256, "media_type": "image/png", "size": 4}],
        "salt": written.salt.hex(),
    }
    assert written.leaf == leaf_hash(written.canonical)


def test_a_record_read_back_says_the_same_as_when_it_was_written(northfold):
    written = actions.record(
        "x", subject="y", body={"deep": [{"ö": [None, True, -7, 2**53 - 1]}, "\x1f\u2028😀"], "empty": {}}, by="Clerk",
        authority="", at=NOON + timedelta(microseconds=1),
    )  # fmt: skip

    kept = Record.objects.get(id=written.id)

    assert kept.as_written() == kept.read() == written.as_written()


def test_two_records_of_the_same_have_different_leaves(northfold):
    assert note("the same").leaf != note("the same").leaf


def test_a_record_falls_with_the_fact_it_records(northfold):
    with pytest.raises(ConnectionResetError):
        _record_and_fail()

    assert not Record.objects.exists()
    assert queries.unsealed_count() == 0


def test_what_cannot_be_written_in_one_way_only_is_refused(northfold):
    with pytest.raises(NotCanonical), transaction.atomic():
        actions.record("x", subject="y", body={"price": 1.5}, by="Clerk", authority="", at=NOON)

    assert queries.unsealed_count() == 0


def test_the_same_bytes_are_kept_once(northfold):
    first = actions.capture(b"bench", "image/png")
    second = actions.capture(b"bench", "image/webp")

    assert first == second == Blob.objects.get()
    assert second.media_type == "image/png"


def test_a_long_and_an_empty_file_are_captured_as_they_are(northfold):
    long = bytes(range(256)) * 20_000

    assert bytes(actions.capture(long, "image/png").content) == long
    assert actions.capture(b"", "text/plain").size == 0


def test_many_are_captured_as_each_would_be_in_their_order(northfold):
    long = b"x" * (actions.LARGE + 1)
    contents = [(b"two", "text/plain"), (long, "image/png"), (b"one", "text/plain"), (b"two", "image/webp")]

    kept = actions.capture_all(contents)

    assert [bytes(blob.content) for blob in kept] == [content for content, _ in contents]
    assert [blob.media_type for blob in kept] == ["text/plain", "image/png", "text/plain", "text/plain"]
    assert actions.capture_all([]) == []


def test_the_history_of_a_subject_is_in_the_order_of_its_life(northfold):
    for text in ("drafted", "approved"):
        note(text, subject="post P-1")
    note("another", subject="post P-10")

    assert [record.body["text"] for record in queries.records_for("post P-1")] == ["drafted", "approved"]


def test_records_are_found_by_the_words_in_them(northfold):
    note("The playing field is closed for the pump’s repair")
    note("The office is closed")

    assert [record.body["text"] for record in queries.records_saying("closing -field")] == ["The office is closed"]
    assert not queries.records_saying("zebra").exists()


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"unsealed"}))
@pytest.mark.parametrize(
    "change", ["UPDATE {0} SET council_id = council_id", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
def test_the_database_refuses_to_change_the_record(northfold, table, change):
    note("one", actions.capture(b"picture", "image/png"))
    note("two")
    actions.seal(at=NOON)

    with pytest.raises(DatabaseError, match=r"written once|permission denied"), connection.cursor() as cursor:
        cursor.execute(change.format(f"archive_{table}"))


def test_not_even_the_owner_of_the_tables_can_empty_them(own_database):
    for table in TABLES:
        with psycopg.connect(own_database.owner_url) as owner, pytest.raises(psycopg.Error, match="written once"):
            owner.execute(f"TRUNCATE archive_{table} CASCADE")


def test_a_waiting_record_cannot_be_renumbered(northfold):
    note("one")

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Unsealed.objects.update(number=7)


@pytest.mark.parametrize("model", MODELS)
def test_one_council_does_not_see_the_record_of_another(northfold, southfold, model):
    note("one", actions.capture(b"picture", "image/png"))
    note("two")
    actions.seal(at=NOON)
    note("waiting")

    with council_scope(southfold.id):
        assert not model.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            assert cursor.fetchone() == (0,)
    assert model.objects.exists()


def test_nothing_is_recorded_for_nobody(db):
    with pytest.raises(NoCouncil):
        note("whose?")


@transaction.atomic
def _record_and_fail() -> None:
    note("never happened")
    raise ConnectionResetError
