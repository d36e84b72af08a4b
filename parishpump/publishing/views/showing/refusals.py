"""Why something could not be done, and who can do it now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from parishpump.people.powers import APPROVE
from parishpump.people.queries import NotDelegated, holders
from parishpump.publishing.actions.amending import MayNotGo
from parishpump.publishing.actions.deciding import Blocked, NotNamed, OwnWork, SamePerson, TooLate
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.queries.policy import pack_in_force
from parishpump.ui import words

_STAGES = {
    "approved": "It is approved already.",
    "sent back": "It was sent back to its writer meanwhile.",
    "superseded": "A newer version took its place.",
    "expired": "Nobody decided in time, and it expired.",
    "withdrawn": "The post was withdrawn.",
    "approved, and waits for a second person": "It is approved, and waits for a second person to agree.",
    "agreed to by you already": "You have agreed to it already.",
    "no second person is asked for": "The policy asks for no second person here.",
    "not what was sealed": "What is stored is not what was sealed. Nothing goes out. Tell whoever runs the server.",
}


@dataclass(frozen=True)
class Refusal:
    """What did not happen, why, and what can be done now."""

    heading: str
    why: str
    now_what: str
    status: int = 409
    findings: tuple[str, ...] = ()


def refusal_of(refused: Exception, verb: str, *, at: datetime, writers: Collection[int] = ()) -> Refusal:
    """The refusal in words for the person who was refused; `writers` are the ids of those who wrote it."""
    if isinstance(refused, NotDelegated):
        return Refusal(
            f"You cannot {verb} this",
            "You hold no delegation in force that lets you do it.",
            who_can(refused.power, at=at),
            403,
        )
    if isinstance(refused, OwnWork):
        return Refusal(
            "You cannot approve your own work",
            "You wrote this, or a part of it. Somebody else reads it before it goes out.",
            who_can(APPROVE, at=at, but=writers),
            403,
        )
    if isinstance(refused, NotNamed):
        return Refusal(
            f"You cannot {verb} this",
            "The council’s policy names other offices for it.",
            f"It lets {_offices(refused.offices)} do it.",
            403,
        )
    if isinstance(refused, SamePerson):
        return Refusal(
            "You cannot be the second person here",
            "You wrote a part of it, or you approved it. Two persons means two.",
            "Somebody else whom the policy names agrees to it.",
            403,
        )
    if isinstance(refused, Blocked):
        musts = tuple(finding.message for finding in refused.verdict.of("must"))
        return Refusal(
            "The policy stops this now",
            "It was checked again at this moment, and what has to be settled is below.",
            "Send it back with these reasons, or write a new version.",
            409,
            musts,
        )
    if isinstance(refused, TooLate):
        return Refusal(
            "It is too late to approve this",
            "The time by which it had to be decided, or at which it comes down, has passed.",
            "Open the draft again, give it a new time and submit it.",
        )
    if isinstance(refused, NotNow):
        return Refusal(
            f"It could not be done: {verb}",
            _STAGES.get(refused.stage, f"It is {refused.stage} now."),
            "This page shows how things stand now.",
        )
    why = str(refused) if isinstance(refused, MayNotGo) else "It does not fit how things stand now."
    return Refusal(f"It could not be done: {verb}", why, "This page shows how things stand now.")


def _offices(kinds: Collection[str]) -> str:
    return words.listed([f"the {kind.title()}" for kind in sorted(kinds)], last="or")


def who_can(power: str, *, at: datetime, but: Collection[int] = ()) -> str:
    """Who holds a power today, by office, without the persons in `but`."""
    pack = pack_in_force(at)
    able = [
        delegation
        for delegation in holders(power, at=at)
        if delegation.office.person_id not in but and (power != APPROVE or pack.lets_approve(delegation.office))
    ]
    offices = list(dict.fromkeys(str(delegation.office) for delegation in able))
    if not offices:
        return "Nobody else can do it today. The council can delegate it by a minute, which the Clerk enters."
    named = words.listed([f"the {office}" for office in offices], last="or")
    return f"{named[0].upper()}{named[1:]} can do this today."
