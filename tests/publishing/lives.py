"""A post's life in a few words, for tests that begin in the middle of it."""

from datetime import datetime, timedelta
from typing import Any

from parishpump.channels.models import Channel
from parishpump.people.models import Person
from parishpump.publishing.actions.deciding import approve, submit
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.content import Content
from parishpump.publishing.models import Post, Revision
from tests.conftest import NOON

WORDS = "Mill Lane is closed from Tuesday 1 December 2026 while the drain is repaired. The diversion is by Church Road."


def content(*channels: Channel, **more: Any) -> Content:
    """A content that the policy has nothing against."""
    facts: dict[str, Any] = {
        "title": "Mill Lane closed from 1 December",
        "text": WORDS,
        "zone": "Europe/London",
        "channel_ids": tuple(channel.id for channel in channels),
        "sources": ("Minute 2026/203: drain repair agreed",),
        "category": "Roads and travel",
        "audience": "People near Mill Lane",
        "purpose": "Plan another way",
        "comes_down": NOON + timedelta(days=12),
    }
    return Content(**{**facts, **more})


def submitted(by: Person, *channels: Channel, at: datetime = NOON, post: Post | None = None, **more: Any) -> Revision:
    """A post that waits for approval."""
    post = post or begin_post(by=by, at=at)
    return submit(post, content(*channels, **more), overrides={}, by=by, at=at)


def approved(by: Person, approver: Person, *channels: Channel, at: datetime = NOON, **more: Any) -> Revision:
    """A post that is approved, with its deliveries minted."""
    revision = submitted(by, *channels, at=at, **more)
    approve(revision, by=approver, at=at)
    revision.refresh_from_db()
    return revision
