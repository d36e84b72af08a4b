"""Answering: a reply is a publication of its own, checked, approved and sent like every other."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.inbox.models import Message, Reply
from parishpump.inbox.queries.replies import (
    NOTHING_BESIDE,
    Beside,
    answered_and_open,
    content_of_reply,
    first_title,
    reply_channel,
)
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority
from parishpump.publishing.actions.deciding import submit
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Revision


class NoWayToAnswer(ValueError):
    """Nothing is known of where an answer could go."""


@transaction.atomic
def begin_reply(message: Message, *, purpose: str, text: str = "", by: Person, at: datetime) -> Reply:
    """Open an answer with a first wording. An answer of the same purpose that was begun and not sent is gone on with.

    Raises:
        NoWayToAnswer: it came by a way on which nothing can be sent back, and no address is known.
    """
    authority = require_authority(by, LISTEN, at=at)
    message = Message.objects.select_for_update(no_key=True).get(id=message.id)
    channel = reply_channel(message)
    if channel is None:
        raise NoWayToAnswer
    begun = message.replies.filter(purpose=purpose, post__latest=None, post__thrown_away_at=None).first()
    if begun is not None:
        return begun
    words = {"title": first_title(message, channel)[:200], "text": text}
    post = begin_post(by=by, at=at, content=words, is_answer=True)
    reply = Reply.objects.create(message=message, post=post, purpose=purpose, begun_at=at, begun_by=by)
    archive.record(
        "answer begun",
        subject=f"message {message.reference}",
        body={"post": post.reference, "purpose": purpose},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return reply


@transaction.atomic
def submit_reply(
    reply: Reply,
    *,
    text: str,
    sources: tuple[str, ...],
    overrides: Mapping[tuple[str, str], str],
    beside: Beside = NOTHING_BESIDE,
    by: Person,
    at: datetime,
) -> Revision:
    """Ask for the approval of an answer.

    Raises:
        NoWayToAnswer, and what `publishing.actions.deciding.submit` raises.
    """
    require_authority(by, LISTEN, at=at)
    channel = reply_channel(reply.message)
    if channel is None:
        raise NoWayToAnswer
    office = office_of(by, at=at)
    content = content_of_reply(reply.message, channel, text=text, sources=sources, office=office, beside=beside)
    return submit(reply.post, content, overrides=overrides, by=by, at=at)


@transaction.atomic
def close_answered(*, at: datetime) -> list[Message]:
    """Close every message whose answer has reached its writer. Twice does nothing."""
    found = list(answered_and_open().select_for_update(of=("self",), skip_locked=True).order_by("id")[:500])
    for message in found:
        message.closed_at = at
    Message.objects.bulk_update(found, ["closed_at"])
    archive.record_all(
        [
            archive.Entry(
                "message answered", f"message {one.reference}", {"outcome": one.outcome}, "Parish Pump", "", at
            )
            for one in found
        ]
    )
    return found
