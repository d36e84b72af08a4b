"""The sealed record, for those in office: found by words and kind, the newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from parishpump.archive.canonical import Json
from parishpump.archive.models import Checkpoint, Record
from parishpump.archive.queries import records_saying

APPROVED = "post approved"


def records(words: str, kind: str, *, own_work: bool = False) -> QuerySet[Record]:
    """The records with these words, of one kind or of any, without their content; with their leaf where sealed.

    `own_work`: only approvals by which an officer released a post of their own.
    """
    found = records_saying(words) if words else Record.objects.order_by("-id")
    if own_work:
        found = found.filter(kind=APPROVED, body__contains={"own work": True})
    elif kind:
        found = found.filter(kind=kind)
    return found.select_related("sealed_as").defer("body", "canonical", "salt", "leaf", "blobs", "sealed_as__hash")


def kinds() -> list[str]:
    """Every kind of record there is, in the order of the alphabet."""
    return list(Record.objects.order_by("kind").values_list("kind", flat=True).distinct())


def record_numbered(number: int) -> Record:
    """One record, whole. Raises Record.DoesNotExist."""
    return Record.objects.select_related("sealed_as").get(id=number)


def covering(record: Record) -> Checkpoint | None:
    """The first signed list that has this record; None while it waits for its seal."""
    leaf = getattr(record, "sealed_as", None)
    return Checkpoint.objects.filter(size__gt=leaf.index).order_by("size").first() if leaf else None


@dataclass(frozen=True)
class Said:
    """One thing that a record says: where in it, and what."""

    where: str
    what: str


def said_in(body: Mapping[str, Json]) -> list[Said]:
    """Everything that the body of a record says, a line each; what is empty is left out."""
    return list(_lines("", body))


def _lines(where: str, value: Json) -> Iterator[Said]:
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _lines(f"{where}, {key}" if where else str(key).capitalize(), inside)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, inside in enumerate(value, 1):
            yield from _lines(f"{where} {number}" if len(value) > 1 else where, inside)
    elif value is not None and value != "":
        yield Said(where.replace("_", " "), _plain(value))


def _plain(value: bool | int | str) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
