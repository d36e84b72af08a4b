"""What the list of posts, and the page of one post, show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from parishpump.archive.queries import records_for
from parishpump.people.powers import APPROVE, WITHDRAW, WRITE
from parishpump.people.queries import Acting
from parishpump.publishing.diff import Change, changes
from parishpump.publishing.lifecycle import CANCELLED, SUBMITTED, WAITING
from parishpump.publishing.models import Delivery, Post, Revision
from parishpump.publishing.queries.pages import IN_TROUBLE, Whole, channel_names, open_pause, whole
from parishpump.publishing.queries.policy import stale_before
from parishpump.publishing.queries.revisions import content_of
from parishpump.publishing.queries.upkeep import needs_a_look
from parishpump.publishing.views.showing.composer import trail
from parishpump.publishing.views.showing.history import Happening, history
from parishpump.publishing.views.showing.states import Standing, State, delivery_state, late_since, post_state


@dataclass(frozen=True)
class Row:
    """One post in the list."""

    post: Post
    title: str
    state: State
    url: str
    note: str


@dataclass(frozen=True)
class ShownDelivery:
    """One delivery in the table of where a post went."""

    delivery: Delivery
    state: State
    url: str
    button: str


@dataclass(frozen=True)
class ShownRevision:
    """One version with what changed since the one before."""

    revision: Revision
    stage: str
    changes: Sequence[Change]
    first: bool


# A post that repeats can have hundreds of deliveries: the rest is folded away.
ROWS = 14
_STAGES = {
    "submitted": "Waits for approval",
    "sent back": "Sent back",
    "expired": "Expired unapproved",
    "approved": "Approved",
    "superseded": "A newer version took its place",
    "withdrawn": "Withdrawn",
}
_BUTTONS = {"unknown": "Look and settle", "held": "Decide", "rejected": "See why", "stopped": "See why"}


def rows(posts: Iterable[Post], *, may_write: bool, at: datetime) -> list[Row]:
    """The list, each post with its state; the posts come from queries.pages.posts_listed."""
    return [_row(post, may_write, at) for post in posts]


def _row(post: Post, may_write: bool, at: datetime) -> Row:
    draft = getattr(post, "draft", None)
    facts: Any = post  # posts_listed adds these to each row
    standing = Standing(
        post,
        draft is not None,
        troubled=facts.troubled,
        on_its_way=facts.on_its_way,
        scheduled=facts.scheduled,
        to_put_up=facts.to_put_up,
        late_since=facts.late_since,
    )
    state = post_state(standing, now=at)
    title = title_of(post, draft.content if draft else {})
    only_draft = may_write and draft is not None and post.latest is None
    url = reverse("draft" if only_draft else "post", args=[post.reference])
    if post.latest and post.latest.stage == SUBMITTED and state.word == "Waits for approval":
        url = reverse("revision", args=[post.reference, post.latest.number])
    return Row(post, title, state, url, "A draft of the next version is open." if draft and post.latest else "")


def title_of(post: Post, typed: dict[str, Any] | None = None) -> str:
    """What a post is called on pages: its headline, or its first words, or that it has none yet."""
    said = str(post.latest) if post.latest else str((typed or {}).get("title") or (typed or {}).get("text", "")[:60])
    return said.strip() or "A new post without words"


def post_context(post: Post, acting: Acting, *, at: datetime) -> dict[str, Any]:
    """Everything that the page of one post shows."""
    every, draft, paused = whole(post), getattr(post, "draft", None), open_pause() is not None
    told = (delivery for delivery in every.deliveries if delivery.state != CANCELLED or delivery.tries)
    current = sorted(told, key=_pressing)
    return {
        "post": post,
        "now": at,
        "trail": trail(post)[:1],
        "heading": title_of(post, draft.content if draft else {}),
        "state": post_state(_standing(every, draft is not None, at), now=at),
        "draft": draft,
        "latest": post.latest,
        "waits": bool(post.latest and post.latest.stage == SUBMITTED and post.latest.decide_by > at),
        "public": post.public,
        "withdrawal": getattr(post, "withdrawal", None),
        "sent_back": getattr(every.revisions[-1], "sent_back", None) if every.revisions else None,
        "deliveries": [_shown(delivery, at, paused) for delivery in current[:ROWS]],
        "more_deliveries": [_shown(delivery, at, paused) for delivery in current[ROWS:]],
        "versions": _versions(every),
        "history": _history(post, every),
        "stale": needs_a_look(post, stale_before(at), at=at),
        "may_write": acting.may(WRITE),
        "may_withdraw": acting.may(WITHDRAW),
        "may_approve": acting.may(APPROVE),
        "writable": getattr(post, "withdrawal", None) is None and post.thrown_away_at is None,
    }


def _pressing(delivery: Delivery) -> tuple[int, int]:
    """What needs somebody first; then, of each repetition, the channels together."""
    return (0 if delivery.state in IN_TROUBLE else 1), delivery.occurrence


def _standing(every: Whole, has_draft: bool, at: datetime) -> Standing:
    deliveries = list(every.deliveries)
    waiting = [delivery for delivery in deliveries if delivery.state == WAITING]
    by_hand = [one for one in waiting if one.channel.by_hand and one.due_at <= at]
    return Standing(
        every.post,
        has_draft,
        troubled=any(delivery.state in IN_TROUBLE for delivery in deliveries),
        on_its_way=any(one.due_at <= at and not one.channel.by_hand for one in waiting),
        scheduled=any(one.due_at > at for one in waiting),
        to_put_up=bool(by_hand),
        late_since=late_since(deliveries, now=at),
    )


def _shown(delivery: Delivery, at: datetime, paused: bool) -> ShownDelivery:
    state = delivery_state(delivery, now=at, paused=paused)
    button = _BUTTONS.get(delivery.state, "")
    if delivery.state == WAITING and delivery.channel.by_hand:
        button = "Put it up" if delivery.due_at <= at and not paused else "See the words"
    return ShownDelivery(delivery, state, reverse("delivery", args=[delivery.id]), button)


def _versions(every: Whole) -> list[ShownRevision]:
    """All versions, the newest first, each with what changed."""
    names = channel_names() if every.revisions else {}
    pairs = zip((None, *every.revisions), every.revisions, strict=False)
    shown = [
        ShownRevision(
            revision,
            _STAGES[revision.stage],
            changes(content_of(before), content_of(revision), names) if before else (),
            before is None,
        )
        for before, revision in pairs
    ]
    return list(reversed(shown))


def _history(post: Post, every: Whole) -> list[Happening]:
    attempts = [(delivery, attempt) for delivery in every.deliveries for attempt in delivery.attempts.all()]
    return history(list(records_for(f"post {post.reference}")), attempts)
