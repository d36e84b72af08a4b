"""The life of an entry: entered, taken over from a day on, ended. What was said before stays as it was."""

from datetime import date, datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.partners.content import EntryFacts
from parishpump.partners.models import Ending, Entry, Partner
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import local_day, require_authority


class KnownAlready(ValueError):
    """The directory has this body already: its new facts take over from a day."""

    def __init__(self, partner: Partner) -> None:
        self.partner = partner
        super().__init__(f"{partner.key} is in the directory already.")


class ChangedMeanwhile(ValueError):
    """Somebody else entered something for this body after it was looked at."""


class BegunAlready(ValueError):
    """What held on a day that is over cannot be said anew: records of that day rest on it."""


class EndedAlready(ValueError):
    """This entry has its end already."""


@transaction.atomic
def enter_partner(key: str, facts: EntryFacts, *, by: Person, at: datetime) -> Entry:
    """Put a body into the directory.

    Raises:
        KnownAlready: the directory has one with this key.
    """
    authority = require_authority(by, LISTEN, at=at)
    partner, is_new = Partner.objects.get_or_create(key=key, defaults={"entered_at": at})
    if not is_new:
        raise KnownAlready(partner)
    return enter(partner, facts, 1, authority=authority, by=by, at=at)


@transaction.atomic
def take_over(partner: Partner, facts: EntryFacts, *, seen: int, by: Person, at: datetime) -> Entry:
    """Let new facts hold of a body from `facts.valid_from`; `seen` is the number of the last entry that was looked at.

    Raises:
        BegunAlready: that day is over.
        ChangedMeanwhile: there is a later entry than the one that was seen.
    """
    authority = require_authority(by, LISTEN, at=at)
    partner = Partner.objects.select_for_update().get(id=partner.id)
    last = partner.entries.order_by("-number").values_list("number", flat=True).first() or 0
    if last != seen:
        raise ChangedMeanwhile("Somebody else entered something for this body meanwhile.")
    if facts.valid_from < local_day(at):
        raise BegunAlready("New facts take over from today or from a day to come.")
    return enter(partner, facts, last + 1, authority=authority, by=by, at=at)


@transaction.atomic
def end_entry(entry: Entry, *, last_day: date, reason: str, by: Person, at: datetime) -> Ending:
    """Say that an entry holds no longer than to `last_day`; one before it begins calls it off.

    Raises:
        BegunAlready: that day is over, and the entry held after it.
        EndedAlready: somebody has ended it.
    """
    authority = require_authority(by, LISTEN, at=at)
    Partner.objects.select_for_update().get(id=entry.partner_id)
    if Ending.objects.filter(entry=entry).exists():
        raise EndedAlready("This entry has its end already.")
    today = local_day(at)
    if last_day < today and not (entry.valid_from > today and last_day < entry.valid_from):
        raise BegunAlready("An entry ends today or on a day to come.")
    ending = Ending.objects.create(
        entry=entry, last_day=last_day, reason=reason, by=by, office=str(authority.office), authority=authority, at=at
    )
    called_off = last_day < entry.valid_from
    said: dict[str, Json] = {"last day": last_day.isoformat(), "reason": reason, "called off": called_off}
    _record("partner entry ended", entry, said, authority, at)
    return ending


def enter(
    partner: Partner,
    facts: EntryFacts,
    number: int,
    *,
    authority: Delegation,
    by: Person,
    at: datetime,
    source: str = "",
) -> Entry:
    """Write an entry and its record, in the caller's transaction and under the authority that it asked for."""
    entry = Entry.objects.create(
        partner=partner,
        number=number,
        by=by,
        office=str(authority.office),
        authority=authority,
        at=at,
        **Entry.columns_of(facts),
    )
    kind = "partner entered" if number == 1 else "partner entry taken over"
    _record(kind, entry, as_record(entry) | ({"taken in from": source} if source else {}), authority, at)
    return entry


def as_record(entry: Entry) -> dict[str, Json]:
    """Everything that an entry says."""
    return {
        "number": entry.number,
        "name": entry.name,
        "kind": entry.kind,
        "remit": entry.remit,
        "services": list(entry.services),
        "lgsl": dict(entry.codes),
        "phone": entry.phone,
        "email": entry.email,
        "pages": [list(pair) for pair in entry.pages],
        "trusted source": entry.trusted_source,
        "monitoring officer": entry.monitoring_officer,
        "source": entry.source,
        "valid from": entry.valid_from.isoformat(),
        "valid to": entry.valid_to.isoformat() if entry.valid_to else "",
    }


def _record(kind: str, entry: Entry, said: dict[str, Json], authority: Delegation, at: datetime) -> None:
    archive.record(
        kind,
        subject=f"partner {entry.partner.key}",
        by=str(authority.office),
        authority=str(authority),
        at=at,
        body={"entry": entry.number, "name": entry.name, **said},
    )
