"""What happens when, in the words of the calendar and of today's line."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.urls import reverse

from parishpump.desk.queries.happening import DECIDE_BY, EVENT, PLANNED, Going, Moment
from parishpump.desk.views.showing.deliveries import BY_HAND, LATE, kind_of
from parishpump.publishing.lifecycle import CORRECT, HELD, PUBLISH, REJECTED, SENDING, SENT, STOPPED, UNKNOWN, WITHDRAW


@dataclass(frozen=True)
class Entry:
    """One line: `kind` is its look in a month, `what` its kind in words, `state` a box (kind, word) or nothing."""

    at: datetime
    kind: str
    what: str
    title: str
    url: str
    state: tuple[str, str] | None = None
    mark: str = ""

    @property
    def label(self) -> str:
        """`post, held`; the state is a word beside the kind, so that no colour is needed."""
        return f"{self.what}, {self.state[1].lower()}" if self.state else self.what


_DEEDS = {PUBLISH: "post", CORRECT: "correction", WITHDRAW: "taking down"}
_DONE = {PUBLISH: "Published", CORRECT: "Corrected", WITHDRAW: "Taken down"}
# The most pressing first: a post is as well as its worst channel.
_PRESSING = (
    (UNKNOWN, ("unknown", "Not known")),
    (REJECTED, ("late", "Refused")),
    (LATE, ("late", "Late")),
    (STOPPED, ("blocked", "Stopped")),
    (HELD, ("held", "Held")),
    (BY_HAND, ("due", "By hand")),
)


def entry_of(happening: Going | Moment, *, paused: bool, now: datetime) -> Entry:
    """The line of one."""
    return _going(happening, paused, now) if isinstance(happening, Going) else _moment(happening)


def _going(going: Going, paused: bool, now: datetime) -> Entry:
    state = _state(going, paused, now)
    url = _post_url(going.reference)
    kind = "held" if state[0] == "held" else "post"
    mark = "late" if state[0] in ("late", "unknown", "blocked") else "sent" if state[0] == "sent" else ""
    return Entry(going.at, kind, _DEEDS[going.deed], going.title, url, state, mark)


def _state(going: Going, paused: bool, now: datetime) -> tuple[str, str]:
    needs = {kind_of(leg, paused=paused, now=now) for leg in going.legs}
    states = {leg.state for leg in going.legs}
    for kind, state in _PRESSING:
        if kind in needs or (kind == STOPPED and STOPPED in states):
            return state
    if states == {SENT}:
        return "sent", _DONE[going.deed]
    if paused:
        return "held", "Held"
    return ("set", "Going out") if going.at <= now or SENDING in states else ("set", "Scheduled")


def _moment(moment: Moment) -> Entry:
    if moment.kind in (DECIDE_BY, PLANNED):
        revision = reverse("revision", args=[moment.reference, moment.revision])
        what, state = ("approval", "Expires") if moment.kind == DECIDE_BY else ("post", "Not approved")
        return Entry(moment.at, "duty", what, moment.title, revision, ("due", state))
    post = _post_url(moment.reference)
    if moment.kind == EVENT:
        title = f"{moment.title}, {moment.venue}" if moment.venue else moment.title
        return Entry(moment.at, "event", "event", title, post)
    return Entry(moment.at, "duty", "comes down", moment.title, post)


_ANY = "P-2026-0001"


def _post_url(reference: str) -> str:
    """Where a post stands. The URL map is asked once: a month holds hundreds."""
    before, after = _round_the_reference()
    return f"{before}{reference}{after}"


@cache
def _round_the_reference() -> tuple[str, str]:
    before, _, after = reverse("post", args=[_ANY]).partition(_ANY)
    return before, after
