"""Reading the record, and proving it to an outsider."""

from base64 import b64encode
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TypedDict

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from parishpump.archive import signing, tree
from parishpump.archive.models import Blob, Checkpoint, Leaf, Node, Record, SigningKey, Unsealed
from parishpump.archive.tree import Frontier, Place


class NotSealed(LookupError):
    """A proof was asked of a record that waits for the next seal."""


class ConsistencyProof(TypedDict):
    """That the tree of `old` leaves is the beginning of the tree of `new`; the path is in base 64."""

    old: int
    new: int
    path: list[str]


class Proof(TypedDict):
    """All that verifier.py needs, ready to be written as JSON; the path is in base 64."""

    record: str
    index: int
    path: list[str]
    checkpoint: str
    key: str
    consistency: list[ConsistencyProof]


class StoredNodes:
    """The complete subtrees at some places, read from the database in one query a table."""

    def __init__(self, places: Iterable[Place]) -> None:
        leaves = [place.index for place in places if place.level == 0]
        above = [Q(level=place.level, index=place.index) for place in places if place.level]
        self._hashes = {
            Place(0, index): bytes(value)
            for index, value in Leaf.objects.filter(index__in=leaves).values_list("index", "hash")
        }
        if above:
            nodes = Node.objects.filter(reduce(or_, above))
            self._hashes |= {Place(node.level, node.index): bytes(node.hash) for node in nodes}

    def get(self, level: int, index: int, /) -> bytes:
        return self._hashes[Place(level, index)]


def latest_checkpoint() -> Checkpoint | None:
    """The newest signed head, or None before the first seal."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoints() -> QuerySet[Checkpoint]:
    """Every signed head, the newest first."""
    return Checkpoint.objects.order_by("-size")


def verifier_key() -> str | None:
    """The council's key as outsiders need it (name+hash+base64), or None before the first seal."""
    key = SigningKey.objects.first()
    return str(signing.verifier(key)) if key else None


def records_for(subject: str) -> QuerySet[Record]:
    """The whole history of one thing, in the order in which it happened."""
    return Record.objects.filter(subject=subject).select_related("sealed_as").order_by("id")


def records_saying(words: str) -> QuerySet[Record]:
    """The records with these words, as people type them into a search box; the newest first."""
    text = SearchVector("kind", "subject", "body", "actor", "authority", config="english")
    found = Record.objects.annotate(text=text).filter(
        text=SearchQuery(words, config="english", search_type="websearch")
    )
    return found.order_by("-id")


def unsealed_count() -> int:
    """How many records wait for the next seal."""
    return Unsealed.objects.count()


def proof(record: Record, *, against: Iterable[int] = ()) -> Proof:
    """That this record is in the newest checkpoint, and that checkpoints of the sizes `against` tell the same history.

    Raises:
        NotSealed: the record waits for the next seal.
    """
    leaf, head, key = Leaf.objects.filter(record=record).first(), latest_checkpoint(), verifier_key()
    if leaf is None or head is None or key is None:
        raise NotSealed(f"Record {record.id} is not sealed yet.")
    nodes = StoredNodes(tree.places_for_inclusion(leaf.index, head.size))
    return Proof(
        record=bytes(record.canonical).decode(),
        index=leaf.index,
        path=_in_base_64(tree.inclusion_path(leaf.index, head.size, nodes)),
        checkpoint=head.note,
        key=key,
        consistency=[consistency(*sorted((size, head.size))) for size in against if size > 0],
    )


def consistency(old: int, new: int) -> ConsistencyProof:
    """That the tree of `old` leaves is the beginning of the tree of `new`.

    Raises:
        IndexError: the sizes are not in this order, or the record is not as long as that.
    """
    head = latest_checkpoint()
    if head is None or new > head.size:
        raise IndexError(f"The record has not come to {new} leaves yet.")
    nodes = StoredNodes(tree.places_for_consistency(old, new))
    return ConsistencyProof(old=old, new=new, path=_in_base_64(tree.consistency_path(old, new, nodes)))


def frontier(size: int) -> Frontier:
    """The right edge of the tree of `size` leaves."""
    places = tree.cover(range(size))
    nodes = StoredNodes(places)
    return Frontier(size, tuple(nodes.get(place.level, place.index) for place in places))


def blobs_named(names: Iterable[str]) -> list[Blob]:
    """What is kept under these SHA-256 digits, without the bytes: enough to name it in a record."""
    wanted = list(names)
    return list(Blob.objects.filter(sha256__in=wanted).defer("content")) if wanted else []


def blobs_with_bytes(names: Iterable[str]) -> dict[str, bytes]:
    """By SHA-256 digits, the captured bytes themselves."""
    found = Blob.objects.filter(sha256__in=list(names)).values_list("sha256", "content")
    return {name: bytes(content) for name, content in found}


def _in_base_64(path: Iterable[bytes]) -> list[str]:
    return [b64encode(value).decode() for value in path]
