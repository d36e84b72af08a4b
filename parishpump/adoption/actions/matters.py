"""Entering what the rules have to know of, and ending it: on the record, without the words that are confidential."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parishpump.adoption.models import Matter
from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import POLICY
from parishpump.people.queries import require_authority


class OnRecordAlready(ValueError):
    """The same words stand there already."""


class EndedAlready(ValueError):
    """It was taken off before."""


@dataclass(frozen=True)
class Entry:
    """What is entered. `opens` and `closes` are the first and last day of a time of heightened sensitivity."""

    kind: str
    words: str
    reference: str = ""
    opens: date | None = None
    closes: date | None = None


@transaction.atomic
def enter_matter(entry: Entry, *, by: Person, at: datetime) -> Matter:
    """Write something down that the rules look for from now on.

    Raises:
        OnRecordAlready: it stands there already.
    """
    authority = require_authority(by, POLICY, at=at)
    standing = Matter.objects.filter(kind=entry.kind, words__iexact=entry.words, ended_at__isnull=True)
    if standing.filter(opens=entry.opens, closes=entry.closes).exists():
        raise OnRecordAlready
    matter = Matter.objects.create(**vars(entry), entered_at=at, entered_by=by)
    _write_down("matter entered", matter, str(authority), by=by, at=at)
    return matter


@transaction.atomic
def end_matter(matter: Matter, *, by: Person, at: datetime) -> Matter:
    """Take something off: the rules look for it no more.

    Raises:
        EndedAlready: it was taken off before.
    """
    authority = require_authority(by, POLICY, at=at)
    matter = Matter.objects.select_for_update().get(id=matter.id)
    if matter.ended_at is not None:
        raise EndedAlready
    matter.ended_at, matter.ended_by = at, by
    matter.save(update_fields=["ended_at", "ended_by"])
    _write_down("matter ended", matter, str(authority), by=by, at=at)
    return matter


def _write_down(kind: str, matter: Matter, authority: str, *, by: Person, at: datetime) -> None:
    archive.record(
        kind,
        subject=f"matter {matter.id}",
        body=_as_record(matter),
        by=office_of(by, at=at),
        authority=authority,
        at=at,
    )


def _as_record(matter: Matter) -> dict[str, Json]:
    said: dict[str, Json] = {"kind": matter.get_kind_display(), "reference": matter.reference}
    if not matter.kept_back:
        said["words"] = matter.words
    if matter.opens and matter.closes:
        said |= {"opens": matter.opens.isoformat(), "closes": matter.closes.isoformat()}
    return said
