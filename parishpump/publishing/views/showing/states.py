"""The state of a post, and of each delivery, in a word and a sentence."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from parishpump.publishing.lifecycle import (
    APPROVED,
    CANCELLED,
    CORRECT,
    EXPIRED,
    HELD,
    PUBLISH,
    REJECTED,
    SENDING,
    SENT,
    SENT_BACK,
    STOPPED,
    SUBMITTED,
    UNKNOWN,
    WAITING,
    WITHDRAW,
)
from parishpump.publishing.models import Delivery, Post
from parishpump.publishing.queries.pages import LATE_AFTER
from parishpump.ui import words


@dataclass(frozen=True)
class State:
    """A word for the box (and its kind), and what it means here."""

    kind: str
    word: str
    says: str = ""


@dataclass(frozen=True)
class Standing:
    """What the state of a post rests on, beside its own row: whether it has a draft, and what its deliveries are in."""

    post: Post
    has_draft: bool
    troubled: bool
    on_its_way: bool
    scheduled: bool
    to_put_up: bool = False
    late_since: datetime | None = None


def post_state(standing: Standing, *, now: datetime) -> State:
    """The state of a post, the most pressing first."""
    post = standing.post
    if post.thrown_away_at is not None:
        return State("quiet", "Thrown away", f"since {_near(post.thrown_away_at, now)}")
    withdrawal = getattr(post, "withdrawal", None)
    if withdrawal is not None:
        return State(
            "quiet", "Withdrawn", f"at {_near(withdrawal.at, now)} by the {withdrawal.office}: “{withdrawal.reason}”"
        )
    return _unsettled(standing, now) or _public(standing, now) or _before(standing, now)


def _unsettled(standing: Standing, now: datetime) -> State | None:
    if standing.troubled:
        return State("late", "Needs you", "A channel waits for somebody to look: see where it went.")
    if standing.late_since is not None:
        return State(
            "late", f"Late {words.length(now - standing.late_since)}", "It was due and has not gone everywhere yet."
        )
    if standing.to_put_up:
        return State("due", "To put up by hand", "It is time: somebody puts it up and pastes the address back.")
    return None


def _public(standing: Standing, now: datetime) -> State | None:
    post, public = standing.post, standing.post.public
    if public is None:
        return None
    if public.comes_down is not None and public.comes_down <= now:
        return State("quiet", "Over", f"It came down at {_near(public.comes_down, now)}.")
    if standing.on_its_way:
        return State("set", "Going out")
    since = f"Public since {_near(post.published_at, now)}." if post.published_at else ""
    if public.correction:
        return State("sent", "Corrected", f"{since} Version {public.number} says what was wrong.")
    return State("sent", "Published", since)


def _before(standing: Standing, now: datetime) -> State:
    latest = standing.post.latest
    if latest is None:
        return State("quiet", "Draft", "Nobody has been asked to approve it yet.")
    if latest.stage == SUBMITTED:
        return _waiting(latest.decide_by, now)
    if latest.stage == SENT_BACK:
        return State("due", "Sent back", "The writer changes it and submits it again.")
    if latest.stage == EXPIRED:
        return State("quiet", "Expired unapproved", f"Nobody decided before {_near(latest.decide_by, now)}.")
    if latest.stage == APPROVED and standing.scheduled and latest.goes_out is not None:
        return State("set", "Scheduled", f"It goes out at {_near(latest.goes_out, now)}.")
    if latest.stage == APPROVED and standing.post.is_answer and not standing.on_its_way:
        return State("sent", "Sent", "It stands where the question was asked.")
    if latest.stage == APPROVED:
        return State("set", "Going out")
    return State("quiet", "Draft" if standing.has_draft else "Stopped")


def _waiting(decide_by: datetime, now: datetime) -> State:
    if decide_by <= now:
        return State("quiet", "Expired unapproved", f"Nobody decided before {_near(decide_by, now)}.")
    return State("due", "Waits for approval", f"It expires unapproved at {_near(decide_by, now)}.")


_KINDS = {
    WAITING: ("set", "Scheduled"),
    SENDING: ("set", "Going out"),
    SENT: ("sent", "Published"),
    REJECTED: ("late", "Refused"),
    UNKNOWN: ("unknown", "Not known"),
    HELD: ("held", "Held"),
    STOPPED: ("blocked", "Stopped"),
    CANCELLED: ("quiet", "Not sent"),
}
_SENT_WORDS = {PUBLISH: "Published", CORRECT: "Corrected", WITHDRAW: "Taken down"}


def delivery_state(delivery: Delivery, *, now: datetime, paused: bool = False) -> State:
    """The state of one delivery, with what happens next in words."""
    kind, word = _KINDS[delivery.state]
    if delivery.state == SENT:
        word = _SENT_WORDS[delivery.deed]
    if delivery.state == WAITING and delivery.due_at <= now:
        kind, word = _due(delivery, now, paused)
    return State(kind, word, _next_step(delivery, now, paused))


def _due(delivery: Delivery, now: datetime, paused: bool) -> tuple[str, str]:
    if paused:
        return "held", "Paused"
    if delivery.channel.by_hand:
        return "due", "To take down by hand" if delivery.deed == WITHDRAW else "To put up by hand"
    if now - delivery.due_at > LATE_AFTER:
        return "late", f"Late {words.length(now - delivery.due_at)}"
    return "set", "Coming down" if delivery.deed == WITHDRAW else "Going out"


def _next_step(delivery: Delivery, now: datetime, paused: bool) -> str:
    if delivery.state == WAITING:
        return _waits(delivery, now, paused)
    said = {
        SENDING: "The network has been called; its answer is awaited.",
        UNKNOWN: f"We read the network back at {_near(delivery.next_at, now)}, and send nothing again until we know.",
        HELD: "A person says whether it still goes.",
        REJECTED: "Mend the cause, then try again or let it go.",
        STOPPED: "It needs a new approval, or is let go.",
    }
    return said.get(delivery.state, "")


def _waits(delivery: Delivery, now: datetime, paused: bool) -> str:
    if paused and delivery.due_at <= now:
        return "Everything is paused. When the pause ends, a person looks first."
    if delivery.channel.by_hand and delivery.deed == WITHDRAW:
        return "Somebody deletes it there, and says so here."
    if delivery.channel.by_hand:
        return (
            "The words are ready to copy." if delivery.due_at <= now else f"To put up at {_near(delivery.due_at, now)}."
        )
    if delivery.next_at > now and delivery.tries:
        return f"The next try is at {_near(delivery.next_at, now)}."
    return f"It goes out at {_near(delivery.due_at, now)}." if delivery.due_at > now else ""


def late_since(deliveries: list[Delivery], *, now: datetime) -> datetime | None:
    """When the longest overdue delivery that should go by itself was due, where one is late at all."""
    overdue = [
        delivery.due_at
        for delivery in deliveries
        if delivery.state in (WAITING, SENDING) and not delivery.channel.by_hand and now - delivery.due_at > LATE_AFTER
    ]
    return min(overdue, default=None)


def _near(when: datetime, now: datetime) -> str:
    return words.near_moment(timezone.localtime(when), now=timezone.localtime(now))
