"""Preparing the next version of the policy, and adopting it with the minute of the council's resolution."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import connection, transaction

from parishpump.adoption.models import AdoptedPack, DraftPack
from parishpump.adoption.queries.meaning import meaning_of
from parishpump.adoption.queries.packs import draft_in_hand, forget_versions
from parishpump.archive import actions as archive
from parishpump.councils.tenancy import current_council_id
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import POLICY
from parishpump.people.queries import local_day, require_authority
from parishpump.policy.pack import Pack
from parishpump.policy.pack_changes import with_changes
from parishpump.policy.toml_writer import pack_as_toml


class ChangedElsewhere(ValueError):
    """The draft was saved, thrown away or adopted in another window since this one was opened."""


class NoDraft(LookupError):
    """There is nothing to adopt or to throw away."""


class NotYetResolved(ValueError):
    """A version cannot be adopted by a resolution of a day to come."""


@transaction.atomic
def save_draft_pack(pack: Pack, *, seen: int, by: Person, at: datetime) -> DraftPack:
    """Keep what the draft says now. `seen` is the version of the draft that was open.

    Raises:
        ChangedElsewhere: another window was quicker.
    """
    require_authority(by, POLICY, at=at)
    _take_turns()
    draft = DraftPack.objects.first() or DraftPack(version=0)
    if draft.version != seen:
        raise ChangedElsewhere
    draft.toml, draft.version, draft.saved_at, draft.saved_by = pack_as_toml(pack), seen + 1, at, by
    draft.save()
    return draft


@transaction.atomic
def throw_draft_away(*, by: Person, at: datetime) -> None:
    """Let the draft go. The policy in force stays as it is.

    Raises:
        NoDraft: there is none.
    """
    authority = require_authority(by, POLICY, at=at)
    _take_turns()
    draft = DraftPack.objects.first()
    if draft is None:
        raise NoDraft
    draft.delete()
    archive.record(
        "draft policy thrown away",
        subject="draft policy",
        body={"saves": draft.version},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
        blobs=[archive.capture(draft.toml.encode(), "application/toml")],
    )


@dataclass(frozen=True)
class Resolution:
    """What the council resolved: its minute, the day of the meeting, and from when the version holds."""

    minute: str
    resolved_on: date
    in_force_from: date


@transaction.atomic
def adopt(resolution: Resolution, *, seen: int, by: Person, at: datetime) -> AdoptedPack:
    """Make the draft the council's policy, as it resolved. The version never changes again.

    Raises:
        NoDraft: there is none.
        ChangedElsewhere: the draft is not the one that was looked at.
        NotYetResolved: the day of the resolution is still to come.
    """
    authority = require_authority(by, POLICY, at=at)
    if resolution.resolved_on > local_day(at):
        raise NotYetResolved
    _take_turns()
    hand = draft_in_hand(at)
    if hand.draft is None:
        raise NoDraft
    if hand.version != seen:
        raise ChangedElsewhere
    number = AdoptedPack.objects.count() + 1
    pack = _stamped(hand.pack, resolution, number)
    toml = pack_as_toml(pack)
    adopted = AdoptedPack.objects.create(
        number=number,
        toml=toml,
        sha256=sha256(toml.encode()).hexdigest(),
        fingerprint=pack.fingerprint,
        meaning=meaning_of(pack),
        minute=resolution.minute,
        resolved_on=resolution.resolved_on,
        in_force_from=resolution.in_force_from,
        entered_at=at,
        entered_by=by,
        office=office_of(by, at=at),
        authority=authority,
    )
    hand.draft.delete()
    forget_versions()
    archive.record(
        "policy adopted",
        subject=f"policy version {number}",
        body={
            "minute": resolution.minute,
            "resolved": resolution.resolved_on.isoformat(),
            "in force from": resolution.in_force_from.isoformat(),
            "changes": [str(change) for change in hand.changes],
        },
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
        blobs=[archive.capture(toml.encode(), "application/toml")],
    )
    return adopted


def _stamped(pack: Pack, resolution: Resolution, number: int) -> Pack:
    head = {
        "pack.version": str(number),
        "pack.adopted_on": resolution.resolved_on.isoformat(),
        "pack.minute_ref": resolution.minute,
    }
    return with_changes(pack, texts=head)


def _take_turns() -> None:
    """One change of the draft at a time in this council, until the transaction ends."""
    with connection.cursor() as cursor:
        name = f"parishpump policy {current_council_id()}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
