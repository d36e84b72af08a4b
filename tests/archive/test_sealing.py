"""Every record is sealed once, whenever it was committed, into one tree that only grows."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier, Event

import pytest
from django.db import connection, connections, transaction

from parishpump.archive import actions, queries, signing, tree
from parishpump.archive.checkpoint import TreeHead, Verifier, open_note
from parishpump.archive.jobs import seal_the_record
from parishpump.archive.models import Checkpoint, Leaf, Record, SigningKey
from parishpump.archive.queries import NotSealed
from parishpump.archive.verification import verify
from parishpump.councils.tenancy import council_scope
from tests.archive.conftest import NOON, note
from tests.conftest import make_council


@pytest.fixture
def committed(own_database) -> Iterator[int]:
    """A council on a database of the test's own, where transactions really commit."""
    council = make_council("Northfold")
    with council_scope(council.id):
        yield council.id


def elsewhere(council: int, act: Callable[[], object]) -> object:
    """Do it on another connection, as another worker would."""
    with council_scope(council), closing(connections["default"]):
        return act()


def test_nothing_to_seal_makes_no_checkpoint(northfold):
    assert actions.seal(at=NOON) is None
    assert queries.latest_checkpoint() is None


def test_a_seal_signs_the_root_of_all_leaves_so_far(northfold):
    for number in range(5):
        note(str(number))
    actions.seal(at=NOON)
    note("sixth")

    head = TreeHead.read(open_note(actions.seal(at=NOON).note, Verifier.read(queries.verifier_key())))

    assert (head.origin, head.size, head.after, head.sealed_at) == ("northfold.example/record", 6, 5, NOON)
    assert head.root == tree.Frontier().append(bytes(record.leaf) for record in Record.objects.all())[0].root
    assert queries.unsealed_count() == 0


def test_at_most_so_many_records_are_sealed_at_once(northfold, monkeypatch):
    monkeypatch.setattr(actions, "MOST_AT_ONCE", 3)
    for number in range(5):
        note(str(number))

    assert [actions.seal(at=NOON).size, actions.seal(at=NOON).size, actions.seal(at=NOON)] == [3, 5, None]


def test_every_size_of_tree_grown_in_uneven_seals_is_whole(northfold):
    for more in (1, 1, 2, 3, 5, 8, 13, 1):
        for number in range(more):
            note(str(number))
        actions.seal(at=NOON)

    assert list(verify()) == []


def test_the_key_is_made_once_and_its_private_half_kept_encrypted(northfold):
    note("one")
    actions.seal(at=NOON)
    note("two")
    actions.seal(at=NOON)

    key = SigningKey.objects.get()

    assert signing.private_half(key).private_bytes_raw() not in bytes(key.private)


def test_each_council_has_its_own_tree_and_key(northfold, southfold):
    note("north")
    actions.seal(at=NOON)
    with council_scope(southfold.id):
        note("south")
        checkpoint = actions.seal(at=NOON)
        assert (checkpoint.size, list(verify())) == (1, [])
        assert queries.verifier_key().startswith("southfold.example/record+")

    assert (Leaf.objects.count(), list(verify())) == (1, [])


def test_every_minute_the_record_of_every_council_is_sealed(northfold, southfold):
    note("north")
    with council_scope(southfold.id):
        note("south")

    seal_the_record(timestamp=0)

    assert queries.unsealed_count() == 0
    with council_scope(southfold.id):
        assert queries.unsealed_count() == 0


def test_a_record_that_was_written_early_and_committed_late_is_sealed_later(committed):
    written, go_on = Event(), Event()

    def late() -> None:
        with transaction.atomic():
            note("early and late")
            written.set()
            assert go_on.wait(10)

    with ThreadPoolExecutor(1) as workers:
        worker = workers.submit(elsewhere, committed, late)
        assert written.wait(10)
        note("on time")
        sizes = [actions.seal(at=NOON).size]
        go_on.set()
        worker.result()
    sizes.append(actions.seal(at=NOON).size)

    assert sizes == [1, 2]
    assert [leaf.record.body["text"] for leaf in Leaf.objects.order_by("index")] == ["on time", "early and late"]
    assert list(verify()) == []


def test_sealers_and_writers_at_once_make_one_tree(committed):
    start = Barrier(4)

    def write() -> None:
        start.wait(10)
        for number in range(30):
            note(str(number))

    def seal() -> None:
        start.wait(10)
        for _ in range(15):
            actions.seal(at=NOON)

    with ThreadPoolExecutor(4) as workers:
        for worker in [workers.submit(elsewhere, committed, act) for act in (write, write, seal, seal)]:
            worker.result()
    actions.seal(at=NOON)

    assert (queries.latest_checkpoint().size, queries.unsealed_count()) == (60, 0)
    assert list(verify(held=[head.note for head in Checkpoint.objects.all()])) == []


def test_a_sealer_that_dies_before_the_end_leaves_nothing_behind(committed, monkeypatch):
    note("one")
    with monkeypatch.context() as dying:
        dying.setattr(signing, "sign_head", _die)
        with pytest.raises(ConnectionResetError):
            actions.seal(at=NOON)

    assert (Leaf.objects.count(), queries.unsealed_count()) == (0, 1)
    assert actions.seal(at=NOON).size == 1
    assert list(verify()) == []


def test_a_sealer_whose_connection_is_cut_leaves_nothing_behind(committed, monkeypatch):
    note("one")
    with monkeypatch.context() as dying:
        dying.setattr(signing, "sign_head", lambda head, key: connection.close() or _die(head, key))
        with pytest.raises(ConnectionResetError):
            actions.seal(at=NOON)

    assert actions.seal(at=NOON).size == 1
    assert list(verify()) == []


def test_a_record_that_waits_has_no_proof(northfold):
    with pytest.raises(NotSealed):
        queries.proof(note("waiting"))


def test_every_record_of_a_growing_tree_is_proved_against_every_checkpoint(northfold):
    records = []
    for more in (2, 3, 6):
        records += [note(str(number)) for number in range(more)]
        actions.seal(at=NOON)
    head = queries.latest_checkpoint()

    for index, record in enumerate(records):
        proof = queries.proof(record)
        path = [b64decode(value) for value in proof["path"]]
        assert tree.proves_inclusion(leaf_of(proof["record"]), proof["index"], head.size, path, bytes(head.root))
        assert proof["index"] == index


@pytest.mark.parametrize(("old", "new"), [(2, 5), (2, 11), (5, 11), (3, 7), (11, 11)])
def test_any_smaller_tree_is_proved_the_beginning_of_any_larger_one(northfold, old, new):
    for number in range(11):
        note(str(number))
    actions.seal(at=NOON)

    proof = queries.consistency(old, new)

    roots = [queries.frontier(size).root for size in (old, new)]
    assert tree.proves_consistency(old, new, *roots, [b64decode(value) for value in proof["path"]])


def test_there_is_no_consistency_with_what_is_not_sealed(northfold):
    note("one")

    with pytest.raises(IndexError):
        queries.consistency(1, 1)


def test_a_proof_asks_the_database_few_questions(northfold, django_assert_max_num_queries):
    records = [note(str(number)) for number in range(40)]
    actions.seal(at=NOON)

    with django_assert_max_num_queries(5):
        queries.proof(records[17])


def leaf_of(record: str) -> bytes:
    return tree.leaf_hash(record.encode())


def _die(*_: object) -> str:
    raise ConnectionResetError
