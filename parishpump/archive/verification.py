"""Checking the whole record against itself, and against checkpoints that somebody kept.

Everything is hashed again from the columns: the text of each record, its leaf, the tree above, each signed head. What
this cannot see alone is a history cut off at its end, or rewritten whole with the signing key in hand: for that it is
given checkpoints that were published or mailed out (`held`), which a rewritten history cannot match.

Rows are read in chunks, so that the memory needed does not grow with the record. Each question that concerns two tables
is one statement, so that records being written and sealed meanwhile are no faults.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import BinaryField, CharField, F, Func, Q, Value

from parishpump.archive import queries, signing, tree
from parishpump.archive.canonical import Json
from parishpump.archive.checkpoint import BadNote, TreeHead, Verifier, open_note, verifier_of
from parishpump.archive.models import Blob, Checkpoint, Leaf, Node, Record, SigningKey
from parishpump.archive.tree import Frontier, Place, leaf_hash
from parishpump.home.errors import HomeError

CHUNK = 2000  # records read at once


@dataclass(frozen=True)
class Fault:
    """Something in the record that is not as it was sealed, and where."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def verify(*, held: Iterable[str] = ()) -> Iterator[Fault]:
    """Every fault in the record of the council in scope, found while it is read; none means that it is whole.

    `held` are checkpoints (signed notes) kept elsewhere. Consume it inside the scope.
    """
    leaves, last_index, last_size = _extent()
    verifier = yield from _key_faults(last_size)
    yield from _tree_faults(verifier, min(leaves, last_size))
    yield from _faults_beyond(min(leaves, last_size), last_index, last_size)
    yield from _node_strays()
    yield from _unsealed_faults()
    yield from _blob_faults()
    if verifier:
        yield from _held_faults(held, verifier)


def _extent() -> tuple[int, int, int]:
    """How many leaves there are, the last index among them, and the size of the last checkpoint, at one moment."""
    ((leaves, last_index, last_size),) = _rows(
        "SELECT count(*), coalesce(max(index), -1),"
        " (SELECT coalesce(max(size), 0) FROM archive_checkpoint) FROM archive_leaf"
    )
    return int(leaves), int(last_index), int(last_size)


def _key_faults(sealed: int) -> Generator[Fault, None, Verifier | None]:
    """The faults of the signing key; returns what checks its signatures, where there is any."""
    key = SigningKey.objects.first()
    if key is None:
        if sealed:
            yield Fault("signing key", "is missing")
        return None
    try:
        verifier = signing.verifier(key)
        own = verifier_of(key.origin, signing.private_half(key))
    except (BadNote, HomeError, ValueError):
        yield Fault("signing key", "its name or one of its halves was changed, or it was made by another installation")
        return None
    if own != verifier:
        yield Fault("signing key", "its two halves do not belong together")
    return verifier


def _tree_faults(verifier: Verifier | None, size: int) -> Iterator[Fault]:
    frontier, previous = Frontier(), 0
    for start in range(0, size, CHUNK):
        chunk = range(start, min(start + CHUNK, size))
        leaves = {leaf.index: leaf for leaf in Leaf.objects.filter(index__range=(chunk.start, chunk.stop - 1))}
        yield from _leaf_faults(chunk, leaves)
        hashes = [bytes(leaves[index].hash) if index in leaves else bytes(32) for index in chunk]
        heads = Checkpoint.objects.filter(size__range=(chunk.start + 1, chunk.stop)).order_by("size")
        for head in heads:
            frontier = yield from _grown(frontier, hashes[frontier.size - start : head.size - start])
            yield from _checkpoint_faults(head, frontier.root, previous, verifier)
            previous = head.size
        frontier = yield from _grown(frontier, hashes[frontier.size - start :])


def _grown(frontier: Frontier, hashes: Sequence[bytes]) -> Generator[Fault, None, Frontier]:
    frontier, completed = frontier.append(hashes)
    yield from _node_faults(completed)
    return frontier


def _leaf_faults(chunk: range, leaves: Mapping[int, Leaf]) -> Iterator[Fault]:
    records = Record.objects.in_bulk([leaf.record_id for leaf in leaves.values()])
    yield from _records_faults(records.values())
    for index in chunk:
        leaf = leaves.get(index)
        record = records.get(leaf.record_id) if leaf else None
        if leaf is None:
            yield Fault(f"leaf {index}", "is missing")
        elif record is None:
            yield Fault(f"leaf {index}", f"its record {leaf.record_id} is missing")
        elif bytes(leaf.hash) != leaf_hash(bytes(record.canonical)):
            yield Fault(f"leaf {index}", f"is not what record {record.id} hashes to")


def _records_faults(records: Iterable[Record]) -> Iterator[Fault]:
    records = list(records)
    for record in records:
        yield from _record_faults(record)
    names = {name for record in records for name in _named(record)}
    blobs = {blob.sha256: blob for blob in Blob.objects.filter(sha256__in=names).defer("content")}
    for record in records:
        for name, entry in _named(record).items():
            if name not in blobs:
                yield Fault(f"record {record.id}", f"its blob {name} is missing")
            elif blobs[name].as_written() != entry:
                yield Fault(f"blob {name}", f"is not of the type and size that record {record.id} gives")


def _named(record: Record) -> dict[str, Json]:
    """The blobs that a record names, by their hash."""
    entries = record.blobs if isinstance(record.blobs, list) else []
    return {str(entry["sha256"]): entry for entry in entries if isinstance(entry, dict) and "sha256" in entry}


def _record_faults(record: Record) -> Iterator[Fault]:
    place = f"record {record.id}"
    if leaf_hash(bytes(record.canonical)) != bytes(record.leaf):
        yield Fault(place, "its text is not what its leaf hash was made of")
    try:
        said = record.read()
    except ValueError:
        yield Fault(place, "its text cannot be read")
        return
    shown = json.loads(json.dumps(record.as_written()))
    for name in sorted(shown.keys() | said.keys()):
        if shown.get(name) != said.get(name):
            yield Fault(place, f'"{name}" is not what its text says')


def _node_faults(completed: Sequence[tuple[Place, bytes]]) -> Iterator[Fault]:
    stored = _stored([place for place, _ in completed])
    for place, value in completed:
        span = f"node {place.level}/{place.index} (leaves {place.leaves.start} to {place.leaves.stop - 1})"
        if place not in stored:
            yield Fault(span, "is missing")
        elif stored[place] != value:
            yield Fault(span, "is not what the leaves under it make")


def _stored(places: Sequence[Place]) -> dict[Place, bytes]:
    spans: dict[int, tuple[int, int]] = {}
    for place in places:
        spans[place.level] = (spans.get(place.level, (place.index, 0))[0], place.index)
    wanted = [Q(level=level, index__range=span) for level, span in spans.items()]
    nodes = Node.objects.filter(reduce(or_, wanted)) if wanted else []
    return {Place(node.level, node.index): bytes(node.hash) for node in nodes}


def _checkpoint_faults(row: Checkpoint, root: bytes, previous: int, verifier: Verifier | None) -> Iterator[Fault]:
    place = f"checkpoint {row.size}"
    if bytes(row.root) != root:
        yield Fault(place, "its root is not what the leaves make")
    if verifier is None:
        return
    try:
        head = TreeHead.read(open_note(row.note, verifier))
    except BadNote as wrong:
        yield Fault(place, f"its note is false: {wrong}")
        return
    if row.note.count("\n— ") != 1 or (head.origin, head.size) != (verifier.name, row.size):
        yield Fault(place, "its note is of another checkpoint")
    if (head.root, head.sealed_at) != (bytes(row.root), row.at):
        yield Fault(place, "its root or its time is not the one that was signed")
    if head.after != previous:
        yield Fault(place, f"was sealed after {head.after} leaves, but the checkpoint before it is of {previous}")


def _faults_beyond(checked: int, last_index: int, last_size: int) -> Iterator[Fault]:
    """Rows that stand where an unharmed record has none."""
    for index in Leaf.objects.filter(index__range=(checked, last_index)).values_list("index", flat=True).iterator():
        yield Fault(f"leaf {index}", "is under no checkpoint, or out of its place")
    for (index,) in _rows("SELECT index FROM archive_leaf WHERE index < 0"):
        yield Fault(f"leaf {index}", "is out of its place")
    strays = Checkpoint.objects.filter(Q(size__range=(checked + 1, last_size)) | Q(size__lt=1))
    for size in strays.values_list("size", flat=True):
        yield Fault(f"checkpoint {size}", f"there are only {checked} leaves under checkpoints")


def _node_strays() -> Iterator[Fault]:
    strays = _rows(
        "SELECT level, index FROM archive_node WHERE NOT (level BETWEEN 1 AND 62 AND index >= 0"
        " AND index < (SELECT coalesce(max(size), 0) FROM archive_checkpoint) >> level)"
    )
    for level, index in strays:
        yield Fault(f"node {level}/{index}", "is out of its place")


def _unsealed_faults() -> Iterator[Fault]:
    for (number,) in _rows(
        "SELECT id FROM archive_record r WHERE NOT EXISTS (SELECT FROM archive_leaf WHERE record_id = r.id)"
        " AND NOT EXISTS (SELECT FROM archive_unsealed WHERE number = r.id) ORDER BY id"
    ):
        yield Fault(f"record {number}", "is neither sealed nor waiting to be")
    for (number,) in _rows(
        "SELECT number FROM archive_unsealed u WHERE EXISTS (SELECT FROM archive_leaf WHERE record_id = u.number)"
        " OR NOT EXISTS (SELECT FROM archive_record WHERE id = u.number) ORDER BY number"
    ):
        yield Fault(f"record {number}", "is said to wait for the next seal, but is sealed already or is missing")
    yield from _waiting_faults()


def _waiting_faults() -> Iterator[Fault]:
    last = 0
    while waiting := list(Record.objects.filter(sealed_as=None, id__gt=last).order_by("id")[:CHUNK]):
        yield from _records_faults(waiting)
        last = waiting[-1].id


def _blob_faults() -> Iterator[Fault]:
    digest = Func("content", function="sha256", output_field=BinaryField())
    in_hex = Func(digest, Value("hex"), function="encode", output_field=CharField())
    for name in Blob.objects.exclude(sha256=in_hex).values_list("sha256", flat=True).iterator():
        yield Fault(f"blob {name}", "its bytes are not those of its name")
    length = Func("content", function="octet_length", output_field=Blob._meta.get_field("size"))
    for name in Blob.objects.alias(length=length).exclude(size=F("length")).values_list("sha256", flat=True).iterator():
        yield Fault(f"blob {name}", "its size is not that of its bytes")


def _held_faults(held: Iterable[str], verifier: Verifier) -> Iterator[Fault]:
    latest = queries.latest_checkpoint()
    for note in held:
        try:
            head = TreeHead.read(open_note(note, verifier))
        except BadNote as wrong:
            yield Fault("kept checkpoint", f"cannot be compared: {wrong}")
            continue
        if latest is None or head.size > latest.size:
            yield Fault(f"kept checkpoint {head.size}", "the record is shorter now: its end was cut off")
        elif tree.root(head.size, queries.StoredNodes(tree.cover(range(head.size)))) != head.root:
            yield Fault(f"kept checkpoint {head.size}", "tells another history: the record was rewritten")


def _rows(statement: str) -> list[tuple[int, ...]]:
    """The rows of one statement; row-level security keeps it to the council in scope."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
