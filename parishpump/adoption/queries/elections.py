"""The elections on record, and how each stands at a moment."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from parishpump.adoption.models import Election
from parishpump.adoption.queries.packs import pack_in_force
from parishpump.councils.queries import this_council
from parishpump.people.models import Office
from parishpump.people.powers import CHAIRMAN, COUNCILLOR
from parishpump.people.queries import local_day, offices_held
from parishpump.policy import draft as policy

# The period runs to the close of poll, ten in the evening of polling day, and ends with it.
POLLS_CLOSE = time(22)


@dataclass(frozen=True)
class StandingElection:
    """An election as it stands: to come, with its pre-election period running, over, or called off."""

    election: Election
    state: Literal["to come", "running", "over", "called off"]
    closes_at: datetime

    @property
    def may_change(self) -> bool:
        return self.state in ("to come", "running")


def elections_on_record() -> tuple[policy.Election, ...]:
    """Every election that was not called off, as the judge wants them: from the notice to the close of poll.

    Those that are over are among them: whether a moment falls into a period is the rule's to say.
    """
    zone = ZoneInfo(this_council().zone)
    return tuple(
        policy.Election(one.area, _opens(one, zone), _closes(one, zone), tuple(one.candidates))
        for one in Election.objects.filter(called_off_at__isnull=True)
    )


def register_of_elections(at: datetime) -> list[StandingElection]:
    """Every election that was ever entered, the next to come first, then what is behind us."""
    standing = [standing_of(one, at=at) for one in Election.objects.all()]
    ahead = [one for one in standing if one.may_change]
    return [*ahead, *reversed([one for one in standing if not one.may_change])]


def begins_by_protocol(at: datetime) -> bool:
    """Whether the policy lets the period begin before the notice, as the principal authority's protocol has it."""
    return pack_in_force(at).stated("election.start_rule", str) == "local protocol"


def standing_of(election: Election, *, at: datetime) -> StandingElection:
    """How one election stands at `at`."""
    zone = ZoneInfo(this_council().zone)
    closes = _closes(election, zone)
    if election.called_off_at is not None:
        return StandingElection(election, "called off", closes)
    if at > closes:
        return StandingElection(election, "over", closes)
    begun = local_day(at) >= election.notice_on
    return StandingElection(election, "running" if begun else "to come", closes)


def _opens(election: Election, zone: ZoneInfo) -> datetime:
    return datetime.combine(election.notice_on, time(), zone)


def _closes(election: Election, zone: ZoneInfo) -> datetime:
    return datetime.combine(election.poll_on, POLLS_CLOSE, zone)


def members_on_record(at: datetime) -> tuple[str, ...]:
    """The names of those who sit on the council, whose views no post gives before a poll.

    A holder who is entered by the office instead of a name is left out: the office's own words are no name.
    """
    seats = [office for office in offices_held(at) if office.kind in (COUNCILLOR, CHAIRMAN)]
    return tuple(office.person.name for office in seats if office.person.name.lower() not in _words_for(office))


def _words_for(office: Office) -> set[str]:
    return {str(office).lower(), office.kind, office.get_kind_display().lower()}
