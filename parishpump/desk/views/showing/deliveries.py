"""Rows about deliveries that need a person: not known, refused, stopped, held, late, to put up by hand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from parishpump.desk.queries.happening import Leg
from parishpump.desk.views.showing.rows import Row, late_words, near, quoted
from parishpump.people.powers import APPROVE, WRITE
from parishpump.people.queries import Acting
from parishpump.publishing.lifecycle import HELD, REJECTED, SENDING, STOPPED, SUBMITTED, UNKNOWN, WAITING
from parishpump.ui.words import listed

# What is due goes within seconds. Later than this, somebody should know that it has not.
LATE_AFTER = timedelta(minutes=2)
BY_HAND, LATE = "by hand", "late"


@dataclass(frozen=True)
class Trouble:
    """Deliveries of one version that need the same of a person."""

    kind: str
    legs: tuple[Leg, ...]

    @property
    def due_at(self) -> datetime:
        return min(leg.due_at for leg in self.legs)

    @property
    def channels(self) -> str:
        """Their names, in the order in which they stand."""
        return listed(list(dict.fromkeys(leg.channel for leg in self.legs)))

    @property
    def title(self) -> str:
        return quoted(self.legs[0].title)

    @property
    def problem(self) -> str:
        return next((leg.problem for leg in self.legs if leg.problem), "")


def delivery_rows(legs: Iterable[Leg], acting: Acting, *, paused: bool, now: datetime) -> list[Row]:
    """What this person can do something about. While everything is paused, nothing is late and nothing is put up."""
    return [_row(trouble, now) for trouble in troubles(legs, paused=paused, now=now) if _may_act(trouble, acting)]


def troubles(legs: Iterable[Leg], *, paused: bool, now: datetime) -> list[Trouble]:
    """Deliveries that need a person, gathered by post and by what they need."""
    found: dict[tuple[int, str], list[Leg]] = {}
    for leg in legs:
        kind = kind_of(leg, paused=paused, now=now)
        if kind:
            found.setdefault((leg.revision_id, kind), []).append(leg)
    return [Trouble(kind, tuple(legs)) for (_, kind), legs in found.items()]


def kind_of(leg: Leg, *, paused: bool, now: datetime) -> str:
    """What a delivery needs of a person; empty where it needs nobody."""
    if leg.state == STOPPED and leg.revision_stage == SUBMITTED:
        return ""  # it goes on when somebody approves it again: that row says so
    if leg.state in (HELD, STOPPED, REJECTED, UNKNOWN):
        return leg.state
    if paused or leg.due_at > now or leg.state not in (WAITING, SENDING):
        return ""
    if leg.by_hand:
        return BY_HAND
    return LATE if now - leg.due_at > LATE_AFTER else ""


def _may_act(trouble: Trouble, acting: Acting) -> bool:
    return acting.may(APPROVE if trouble.kind == HELD else WRITE)


def _row(trouble: Trouble, now: datetime) -> Row:
    late = now - trouble.due_at > LATE_AFTER
    when, then = late_words(trouble.due_at, now) if late else ("Now", f"since {near(trouble.due_at, now)}")
    title, why, button = _WORDS[trouble.kind](trouble)
    return Row(
        hurts_at=trouble.due_at,
        when=when,
        then=then,
        late=late,
        title=title,
        why=why,
        button=button,
        hidden=f"{trouble.title} on {trouble.channels}",
        url=_url(trouble),
    )


def _url(trouble: Trouble) -> str:
    if len(trouble.legs) == 1:
        return reverse("delivery", args=[trouble.legs[0].id])
    return reverse("post", args=[trouble.legs[0].reference])


def _unknown(one: Trouble) -> tuple[str, str, str]:
    why = "It took the call and then went silent. We read the page back, and send nothing again until we know."
    return f"Settle: did {one.title} reach {one.channels}?", why, "Look and settle"


def _held(one: Trouble) -> tuple[str, str, str]:
    return f"Decide: does {one.title} still go out on {one.channels}?", one.problem, "Look and decide"


def _stopped(one: Trouble) -> tuple[str, str, str]:
    return f"Decide: {one.title} was stopped on {one.channels}", one.problem, "Look and decide"


def _rejected(one: Trouble) -> tuple[str, str, str]:
    why = f"{one.problem.rstrip('.')}. Mend the cause, then try again or let it go." if one.problem else ""
    return f"Mend: {one.channels} refused {one.title}", why, "Look and mend"


def _late(one: Trouble) -> tuple[str, str, str]:
    tried = any(leg.tries for leg in one.legs)
    why = "It is tried again by itself." if tried else "Nothing has tried to send it: the worker may not be running."
    problem = f"{one.problem.rstrip('.')}. " if one.problem else ""
    said = problem + (why if tried or not problem else "")
    return f"Find out why {one.title} has not reached {one.channels}", said, "Look"


def _by_hand(one: Trouble) -> tuple[str, str, str]:
    why = "It is time. The words and pictures are ready to copy; paste the address back when it is up."
    return f"Put up on {one.channels}: {one.title}", why, "Open the words"


_WORDS: dict[str, Callable[[Trouble], tuple[str, str, str]]] = {
    UNKNOWN: _unknown,
    HELD: _held,
    STOPPED: _stopped,
    REJECTED: _rejected,
    LATE: _late,
    BY_HAND: _by_hand,
}
