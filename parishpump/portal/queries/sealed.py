"""The sealed record behind a notice: which records, where in the tree, under which signed list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from parishpump.archive.models import Checkpoint, Record
from parishpump.archive.queries import Proof, proof
from parishpump.channels.models import NOTICEBOARD
from parishpump.publishing.models import Post

PUBLICATION, APPROVAL, WITHDRAWAL = "publication", "approval", "withdrawal"
_KINDS = {
    "post published": PUBLICATION,
    "post corrected": PUBLICATION,
    "post approved": APPROVAL,
    "post withdrawn": WITHDRAWAL,
}


@dataclass(frozen=True)
class Sealed:
    """One record of a notice. `leaf` is its place in the tree, counted from 0; None until it is sealed."""

    what: str
    record_id: int
    kind: str
    leaf: int | None
    checkpoint: Checkpoint | None


def sealed_records(post: Post) -> dict[str, Sealed]:
    """The newest record of each sort on the version that the public sees: publication, approval, withdrawal.

    Of a withdrawn notice only the withdrawal: the others hold words that the council took from view.
    """
    newest = {_KINDS[record.kind]: record for record in _records(post)}
    places = {what: leaf.index for what, record in newest.items() if (leaf := getattr(record, "sealed_as", None))}
    covering = _covering(places.values())
    return {
        what: Sealed(what, record.id, record.kind, places.get(what), covering.get(places.get(what, -1)))
        for what, record in newest.items()
    }


def proof_of(post: Post, what: str, *, against: Iterable[int] = ()) -> Proof:
    """The proof of one of those records, as verifier.py reads it.

    Raises:
        Record.DoesNotExist: there is no such record, or its words were taken from view.
        NotSealed: it waits for the next seal.
    """
    record = next((one for one in reversed(_records(post)) if _KINDS[one.kind] == what), None)
    if record is None:
        raise Record.DoesNotExist
    return proof(Record.objects.get(id=record.id), against=against)


def _records(post: Post) -> list[Record]:
    about = Record.objects.filter(subject=f"post {post.reference}").select_related("sealed_as")
    if getattr(post, "withdrawal", None) is not None:
        wanted = Q(kind="post withdrawn")
    else:
        version = post.public.number if post.public else 0
        wanted = Q(kind="post approved", body__revision=version) | Q(
            kind__in=("post published", "post corrected"), body__revision=version, body__network=NOTICEBOARD
        )
    return list(about.filter(wanted).defer("body", "canonical", "salt", "blobs").order_by("id"))


def _covering(leaves: Iterable[int]) -> dict[int, Checkpoint]:
    """For each leaf, the first signed list that has it. There are two at most, so two queries at most."""
    found = {}
    for leaf in set(leaves):
        checkpoint = Checkpoint.objects.filter(size__gt=leaf).order_by("size").first()
        if checkpoint is not None:
            found[leaf] = checkpoint
    return found
