"""Whoever changes, removes or reorders anything in the record is found out, and the place is named."""

import re

import pytest
from psycopg.types.json import Jsonb

from parishpump.archive import actions, queries
from parishpump.archive.models import Checkpoint, Leaf, Record
from parishpump.archive.tree import Frontier
from parishpump.archive.verification import verify
from tests.archive.conftest import NOON, TABLES, Whole, note

# What tampering does to each column, and a name that the fault must give. {…} are the facts of conftest.Whole.
ROWS = {
    "blob": "sha256 = '{blob}'",
    "record": "id = {second}",
    "leaf": "index = 1 AND council_id = {council}",
    "node": "level = 1 AND index = 0",
    "signingkey": "true",
    "checkpoint": "size = 3",
    "unsealed": "number = {waiting}",
}
PLACES = {
    "blob": "{blob}",
    "record": "record {second}",
    "leaf": "leaf 1",
    "node": "node 1/0",
    "signingkey": "signing key",
    "checkpoint": "checkpoint",
    "unsealed": "record {waiting}",
}
FLIPPED = "set_byte({0}, octet_length({0}) / 2, get_byte({0}, octet_length({0}) / 2) # 1)"
ALTERED = "overlay({0} placing chr(ascii(substr({0}, length({0}) / 2)) # 1) from length({0}) / 2 for 1)"
CHANGES = {
    **{(table, "council_id"): "{other_council}" for table in TABLES},
    ("blob", "sha256"): ALTERED,
    ("blob", "media_type"): ALTERED,
    ("blob", "size"): "size + 1",
    ("blob", "content"): FLIPPED,
    ("record", "id"): "id + 1000",
    ("record", "kind"): ALTERED,
    ("record", "subject"): ALTERED,
    ("record", "body"): """jsonb_set(body, '{{text}}', '"seconds"')""",
    ("record", "actor"): ALTERED,
    ("record", "authority"): ALTERED,
    ("record", "at"): "at - interval '1 microsecond'",
    ("record", "blobs"): "'[]'",
    ("record", "salt"): FLIPPED,
    ("record", "canonical"): FLIPPED,
    ("record", "leaf"): FLIPPED,
    ("leaf", "index"): "index + 1000",
    ("leaf", "record_id"): "{waiting}",
    ("leaf", "hash"): FLIPPED,
    ("node", "level"): "level + 10",
    ("node", "index"): "index + 1000",
    ("node", "hash"): FLIPPED,
    ("signingkey", "origin"): ALTERED,
    ("signingkey", "public"): FLIPPED,
    ("signingkey", "private"): FLIPPED,
    ("checkpoint", "size"): "size + 1",
    ("checkpoint", "root"): FLIPPED,
    ("checkpoint", "at"): "at + interval '1 microsecond'",
    ("checkpoint", "note"): ALTERED,
    ("unsealed", "number"): "number + 1000",
}


def faults(**kwargs) -> list[str]:
    return [str(fault) for fault in verify(**kwargs)]


def test_an_unharmed_record_has_no_faults(whole):
    assert faults(held=[head.note for head in Checkpoint.objects.all()]) == []


def test_the_list_of_changes_holds_every_column_that_there_is(whole):
    there_are = whole.superuser.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE 'archive\\_%'"
    ).fetchall()

    assert {(table.removeprefix("archive_"), column) for table, column in there_are} == set(CHANGES)


@pytest.mark.parametrize(("table", "column"), sorted(CHANGES))
def test_a_changed_column_is_found_and_its_place_named(whole, table, column):
    change = CHANGES[table, column].format(column, **vars(whole))

    whole.tamper(f"UPDATE archive_{table} SET {column} = {change} WHERE {ROWS[table].format(**vars(whole))}")

    assert PLACES[table].format(**vars(whole)) in "\n".join(faults())


@pytest.mark.parametrize("table", TABLES)
def test_a_removed_row_is_found_and_its_place_named(whole, table):
    whole.tamper(f"DELETE FROM archive_{table} WHERE {ROWS[table].format(**vars(whole))}")

    assert PLACES[table].format(**vars(whole)) in "\n".join(faults())


@pytest.mark.parametrize(
    ("table", "last", "place"),
    [
        ("record", "id = {waiting} - 1", "leaf 6"),
        ("leaf", "index = 6", "checkpoint 7"),
        ("node", "level = 2", "node 2/0"),
        ("checkpoint", "size = 7", "leaf 6"),
    ],
)
def test_a_row_removed_from_the_end_is_found(whole, table, last, place):
    whole.tamper(f"DELETE FROM archive_{table} WHERE {last.format(**vars(whole))}")

    assert place in "\n".join(faults())


@pytest.mark.parametrize(
    ("table", "column"), [("record", "canonical"), ("leaf", "hash"), ("checkpoint", "root"), ("signingkey", "private")]
)
def test_every_single_byte_counts(whole, table, column):
    row = f"archive_{table} WHERE {ROWS[table].format(**vars(whole))}"
    ((kept,),) = whole.superuser.execute(f"SELECT {column} FROM {row}").fetchall()

    for place in [*range(0, len(kept), 1 + len(kept) // 24), len(kept) - 1]:
        changed = kept[:place] + bytes([kept[place] ^ 0x20]) + kept[place + 1 :]
        whole.tamper(f"UPDATE archive_{table} SET {column} = %s WHERE {ROWS[table].format(**vars(whole))}", changed)
        assert PLACES[table].format(**vars(whole)) in "\n".join(faults()), place


def test_every_single_letter_of_a_note_counts(whole):
    ((kept,),) = whole.superuser.execute("SELECT note FROM archive_checkpoint WHERE size = 7").fetchall()

    for place in [*range(0, len(kept), 5), len(kept) - 2, len(kept) - 1]:
        changed = kept[:place] + chr(ord(kept[place]) ^ 1) + kept[place + 1 :]
        whole.tamper("UPDATE archive_checkpoint SET note = %s WHERE size = 7", changed)
        assert "checkpoint 7" in "\n".join(faults()), place


def test_two_records_that_changed_places_are_found(whole):
    whole.tamper("UPDATE archive_leaf SET record_id = record_id - %s WHERE index IN (1, 2)", 2 * whole.second + 1)
    whole.tamper("UPDATE archive_leaf SET record_id = -record_id WHERE index IN (1, 2)")

    assert {"leaf 1", "leaf 2"} <= {fault.place for fault in verify()}


def test_two_leaves_that_changed_places_with_their_records_are_found(whole):
    whole.tamper("UPDATE archive_leaf SET index = 1000 + 3 - index WHERE index IN (1, 2)")
    whole.tamper("UPDATE archive_leaf SET index = index - 1000 WHERE index >= 1000")

    assert {"node 1/0 (leaves 0 to 1)", "node 1/1 (leaves 2 to 3)", "checkpoint 3"} <= {
        fault.place for fault in verify()
    }


def test_a_record_rewritten_with_all_its_hashes_is_found_at_its_leaf(whole):
    record = Record.objects.get(id=whole.second)
    record.body = {"text": "What the council wishes it had said"}

    _rewrite_record(whole, record)

    assert [fault.place for fault in verify()] == ["leaf 1"]


def test_a_record_rewritten_up_to_the_root_is_found_at_the_checkpoint(whole):
    _rewrite_up_to_the_root(whole)

    assert [fault.place for fault in verify()] == ["checkpoint 3", "checkpoint 7"]


def test_a_rewritten_history_signed_anew_is_found_with_a_checkpoint_that_was_kept(whole):
    kept = queries.latest_checkpoint().note
    whole.superuser.execute(f"TRUNCATE {', '.join(f'archive_{table}' for table in TABLES if table != 'signingkey')}")
    for text in ("Another", "history", "of", "seven", "notes", "and", "no more"):
        note(text)
    actions.seal(at=NOON)

    assert faults() == []
    assert faults(held=[kept]) == ["kept checkpoint 7: tells another history: the record was rewritten"]


def test_a_history_cut_off_at_a_checkpoint_is_found_with_a_later_one_that_was_kept(whole):
    kept = queries.latest_checkpoint().note
    for table, rows in (
        ("checkpoint", "size = 7"), ("leaf", "index > 2"), ("node", "level = 2 OR index > 0"), ("unsealed", "true"),
    ):  # fmt: skip
        whole.tamper(f"DELETE FROM archive_{table} WHERE council_id = {whole.council} AND ({rows})")
    whole.tamper("DELETE FROM archive_record WHERE council_id = %s AND id > %s", whole.council, whole.second + 1)

    assert faults() == []
    assert faults(held=[kept]) == ["kept checkpoint 7: the record is shorter now: its end was cut off"]


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("INSERT INTO archive_node (council_id, level, index, hash) VALUES ({council}, 3, 0, '\\x00')", "node 3/0"),
        ("INSERT INTO archive_node (council_id, level, index, hash) VALUES ({council}, 0, 0, '\\x00')", "node 0/0"),
        ("INSERT INTO archive_node (council_id, level, index, hash) VALUES ({council}, 1, -1, '\\x00')", "node 1/-1"),
        ("UPDATE archive_leaf SET index = -1 WHERE index = 6", "leaf -1"),
        ("UPDATE archive_leaf SET index = 9 WHERE index = 6", "leaf 9"),
        ("UPDATE archive_checkpoint SET size = 9000000000000 WHERE size = 7", "checkpoint 9000000000000"),
        ("UPDATE archive_checkpoint SET size = 0 WHERE size = 3", "checkpoint 0"),
        ("UPDATE archive_record SET canonical = '[]' WHERE id = {second}", "record {second}"),
        ("UPDATE archive_record SET canonical = '\\xff' WHERE id = {second}", "record {second}"),
        ("UPDATE archive_record SET body = '1.5' WHERE id = {second}", "record {second}"),
        ("UPDATE archive_record SET blobs = '7' WHERE id = {second}", "record {second}"),
        ("UPDATE archive_record SET kind = 'post' WHERE id = {waiting}", "record {waiting}"),
        ("UPDATE archive_signingkey SET public = '\\x00'", "signing key"),
        ("UPDATE archive_signingkey SET origin = 'two words+plus'", "signing key"),
        ("INSERT INTO archive_unsealed (number, council_id) VALUES ({second}, {council})", "record {second}"),
    ],
)
def test_rows_where_none_belong_and_values_that_make_no_sense_are_found(whole, statement, place):
    whole.tamper(statement.format(**vars(whole)))

    assert re.search(rf"^{place.format(**vars(whole))}\b", "\n".join(faults()), re.MULTILINE)


def test_what_is_written_and_sealed_during_the_check_is_no_fault(whole):
    check = verify()
    found = [next(check, None)]
    for number in range(5):
        note(f"meanwhile {number}")
    actions.seal(at=NOON)

    assert [*found, *check] == [None]


def test_the_check_reads_in_chunks(whole, monkeypatch):
    monkeypatch.setattr("parishpump.archive.verification.CHUNK", 2)

    unharmed = faults()
    whole.tamper(f"UPDATE archive_leaf SET hash = {FLIPPED.format('hash')} WHERE index = 5")

    assert unharmed == []
    assert {"leaf 5", "node 1/2 (leaves 4 to 5)", "checkpoint 7"} == {fault.place for fault in verify()}


def _rewrite_up_to_the_root(whole: Whole) -> None:
    """Change a record and everything that hangs on it, as far as anybody can who has not the signing key."""
    record = Record.objects.get(id=whole.second)
    record.body = {"text": "What the council wishes it had said"}
    _rewrite_record(whole, record)
    whole.tamper("UPDATE archive_leaf SET hash = %s WHERE index = 1", record.leaf)
    frontier, completed = Frontier().append(bytes(leaf.hash) for leaf in Leaf.objects.order_by("index"))
    for place, value in completed:
        whole.tamper(
            "UPDATE archive_node SET hash = %s WHERE level = %s AND index = %s", value, place.level, place.index
        )
    whole.tamper("UPDATE archive_checkpoint SET root = %s WHERE size = 7", frontier.root)


def _rewrite_record(whole: Whole, record: Record) -> None:
    record.write()
    whole.tamper(
        "UPDATE archive_record SET body = %s, canonical = %s, leaf = %s WHERE id = %s",
        Jsonb(record.body), record.canonical, record.leaf, record.id,
    )  # fmt: skip
