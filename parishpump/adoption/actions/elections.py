"""Entering an election, correcting it, calling it off: each on the record, for each moves what may be published."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parishpump.adoption.models import Election
from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import POLICY
from parishpump.people.queries import require_authority


class CalledOff(ValueError):
    """This election was called off already: nothing about it changes any more."""


@dataclass(frozen=True)
class Poll:
    """What the returning officer's notices say of an election. `candidates`: who is nominated, once published."""

    name: str
    area: str
    notice_on: date
    poll_on: date
    candidates: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Json]:
        return {
            "name": self.name,
            "area": self.area,
            "notice": self.notice_on.isoformat(),
            "poll": self.poll_on.isoformat(),
            "candidates": len(self.candidates),  # how many: a name on the record could never be taken off
        }

    @classmethod
    def of(cls, election: Election) -> "Poll":
        return cls(election.name, election.area, election.notice_on, election.poll_on, tuple(election.candidates))


@transaction.atomic
def enter_election(poll: Poll, *, by: Person, at: datetime) -> Election:
    """Write down an election: from its notice on, the rules of the pre-election period hold."""
    authority = require_authority(by, POLICY, at=at)
    election = Election.objects.create(**vars(poll), entered_at=at, entered_by=by)
    archive.record(
        "election entered",
        subject=f"election {election.id}",
        body=poll.as_record(),
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return election


@transaction.atomic
def correct_election(election: Election, poll: Poll, *, reason: str, by: Person, at: datetime) -> Election:
    """Put right what was entered; the record keeps what stood there before.

    Raises:
        CalledOff: it was called off.
    """
    authority = require_authority(by, POLICY, at=at)
    election = _still_on(election)
    before = Poll.of(election)
    for name, said in vars(poll).items():
        setattr(election, name, said)
    election.save(update_fields=[*vars(poll)])
    archive.record(
        "election corrected",
        subject=f"election {election.id}",
        body={"before": before.as_record(), "after": poll.as_record(), "reason": reason},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return election


@transaction.atomic
def call_off_election(election: Election, *, reason: str, by: Person, at: datetime) -> Election:
    """Say that there will be no poll, as when it is uncontested: its pre-election period ends now.

    Raises:
        CalledOff: it was called off already.
    """
    authority = require_authority(by, POLICY, at=at)
    election = _still_on(election)
    election.called_off_at, election.called_off_because = at, reason
    election.save(update_fields=["called_off_at", "called_off_because"])
    archive.record(
        "election called off",
        subject=f"election {election.id}",
        body={**Poll.of(election).as_record(), "reason": reason},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return election


def _still_on(election: Election) -> Election:
    election = Election.objects.select_for_update().get(id=election.id)
    if election.called_off_at is not None:
        raise CalledOff
    return election
