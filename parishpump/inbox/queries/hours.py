"""What the policy says to whoever writes to us: when somebody looks, how soon they answer, how long it is kept."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from parishpump.adoption.hours import Hours
from parishpump.adoption.queries.quiet import monitored_hours
from parishpump.councils.queries import this_council
from parishpump.inbox.queries.policy import ListeningPolicy, listening_policy
from parishpump.policy.errors import PackError

_KINDS_OF_RECORD = ("message", "enquir", "question", "correspondence", "contact form")


@dataclass(frozen=True)
class Promise:
    """What the council says of itself to whoever writes. What its policy does not state is "" or None, never guessed.

    reply_within, acknowledge_within, kept: in words. opens_next: when somebody looks again.
    """

    hours: Hours = field(default_factory=Hours)
    reply_within: str = ""
    acknowledge_within: str = ""
    kept: str = ""
    looking: bool = False
    opens_next: datetime | None = None

    @property
    def nobody_looks_now(self) -> bool:
        """Whether the policy states hours, and this is outside them."""
        return self.hours.stated and not self.looking


def promise(at: datetime) -> Promise:
    """What the policy in force states, at `at` on the council's own clock; nothing where no policy can be read."""
    try:
        return promise_of(listening_policy(at), at)
    except PackError:
        return Promise()


def promise_of(policy: ListeningPolicy, at: datetime) -> Promise:
    """What this policy states."""
    hours, local = monitored_hours(policy.pack), at.astimezone(ZoneInfo(this_council().zone))
    return Promise(
        hours=hours,
        reply_within=str(policy.reply_target or ""),
        acknowledge_within=str(policy.acknowledge_target or ""),
        kept=_kept(policy),
        looking=hours.is_open(local),
        opens_next=hours.opens_next(local),
    )


def _kept(policy: ListeningPolicy) -> str:
    """How long messages are kept, where the policy's table of records names them."""
    schedule = policy.pack.stated("retention.schedule", dict) or {}
    lines = (time for kind, time in schedule.items() if any(one in kind.casefold() for one in _KINDS_OF_RECORD))
    return next(lines, "")
