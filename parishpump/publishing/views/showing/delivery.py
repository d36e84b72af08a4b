"""What the page of one delivery shows."""

from datetime import datetime
from typing import Any

from parishpump.channels.queries import limits_of
from parishpump.people.powers import APPROVE, WRITE
from parishpump.people.queries import Acting
from parishpump.publishing.lifecycle import HELD, REJECTED, STOPPED, SUBMITTED, UNKNOWN, WAITING, WITHDRAW
from parishpump.publishing.models import Attempt, Delivery, Picture
from parishpump.publishing.queries.leave import Gate
from parishpump.publishing.queries.library import pictures_numbered
from parishpump.publishing.queries.pages import open_pause
from parishpump.publishing.queries.revisions import content_of
from parishpump.publishing.views.showing.composer import approvers, authority_of, trail
from parishpump.publishing.views.showing.post import title_of
from parishpump.publishing.views.showing.previews import room_taken, shown_picture
from parishpump.publishing.views.showing.states import delivery_state


def delivery_context(delivery: Delivery, acting: Acting, *, at: datetime) -> dict[str, Any]:
    """How it stands, the exact words, every try, and what can be done about it."""
    post, channel = delivery.revision.post, delivery.channel
    paused = open_pause()
    text = delivery.revision.channel_texts.get(str(delivery.channel_id), "")
    by_hand = channel.by_hand and delivery.state == WAITING
    return {
        "delivery": delivery,
        "post": post,
        "channel": channel,
        "now": at,
        "paused": paused,
        "trail": trail(post),
        "heading": title_of(post),
        "state": delivery_state(delivery, now=at, paused=paused is not None),
        "text": text,
        "room": room_taken(text, channel),
        "pictures": _pictures(delivery),
        "tries": list(Attempt.objects.filter(delivery=delivery).order_by("-number")),
        "by_hand": by_hand,
        "in_time": delivery.due_at <= at,
        "stopped_because": _stopped(delivery, at) if by_hand else "",
        "takes_down": delivery.deed == WITHDRAW,
        "takes_many": limits_of(channel).pictures,
        "is_unknown": delivery.state == UNKNOWN,
        "is_held": delivery.state == HELD,
        "is_rejected": delivery.state == REJECTED,
        "is_stopped": delivery.state == STOPPED,
        "asks_again": post.latest if post.latest and post.latest.stage == SUBMITTED else None,
        "writes_under": authority_of(acting, WRITE),
        "approves_under": authority_of(acting, APPROVE),
        "approvers": approvers(at),
    }


def _pictures(delivery: Delivery) -> list[Any]:
    """The pictures of the revision, with the files to download."""
    uses = content_of(delivery.revision).pictures
    kept: dict[int, Picture] = pictures_numbered(use.picture_id for use in uses)
    return [shown_picture(use, kept.get(use.picture_id)) for use in uses]


def _stopped(delivery: Delivery, at: datetime) -> str:
    """Why it may not be put up now, where something stands against it."""
    leave = Gate([delivery], at=at).leave_for(delivery)
    return leave.because if leave.answer == "stop" else ""
