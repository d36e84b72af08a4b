"""Praise passed on to whoever earned it (clause ENG-8), and published only where its writer lets it be."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.inbox.actions.replying import begin_reply
from parishpump.inbox.actions.triaging import locked
from parishpump.inbox.models import Message, Praise, Reply
from parishpump.inbox.outcomes import PRAISE
from parishpump.inbox.queries.passing import THANKS, leave_to_publish, praise_with_question
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Post

ASKS = (
    "Thank you for your kind words. They have been passed on to whoever earned them. Would you let the council publish "
    "them? Say yes or no, and whether your name may stand below them. Without your yes nothing is published."
)


class NotPermitted(PermissionError):
    """Whoever praised has not said that their words may be published: they were not asked, not heard, or said no."""

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__("Nothing is republished without permission.")


@transaction.atomic
def pass_praise_on(
    message: Message, *, to: str, email: str, words: str, named: bool, by: Person, at: datetime
) -> Praise:
    """Keep to whom praise goes and with which words of ours. It closes the message, unless the law wants an answer.

    named: Whoever praised lets their name go with it; else it is left out.
    """
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    passed = Praise.objects.create(
        message=message, to=to, email=email, words=words, named=named, passed_on_at=at, passed_on_by=by
    )
    if message.outcome == PRAISE and message.closed_at is None and not message.has_duty:
        message.closed_at = at
        message.save(update_fields=["closed_at"])
    _record("praise passed on", message, {"praise": passed.id, "to": to, "named": named}, str(authority), by, at)
    return passed


def note_sent(praise: Praise, *, at: datetime) -> Praise:
    """The mail server took it."""
    praise.sent_at = at
    praise.save(update_fields=["sent_at"])
    return praise


@transaction.atomic
def confirm_receipt(praise: Praise, *, at: datetime) -> Praise:
    """Whoever got it says so. The first time counts."""
    praise = Praise.objects.select_for_update(of=("self",)).select_related("message").get(id=praise.id)
    if praise.received_at is None:
        praise.received_at = at
        praise.save(update_fields=["received_at"])
        _entry("praise received", praise.message, {"praise": praise.id}, by=praise.to, authority="", at=at)
    return praise


def ask_permission(praise: Praise, *, text: str = ASKS, by: Person, at: datetime) -> Reply:
    """Begin the reply that thanks and asks whether the words may be published. Nobody is asked before it has arrived.

    Raises:
        NoWayToAnswer: nobody can be asked.
    """
    return begin_reply(praise.message, purpose=THANKS, text=text, by=by, at=at)


@transaction.atomic
def note_permission(praise: Praise, *, given: bool, words: str, by: Person, at: datetime) -> Praise:
    """Keep what whoever praised said: which words may be published and how they are named, or that none may."""
    authority = require_authority(by, LISTEN, at=at)
    praise = Praise.objects.select_for_update(of=("self",)).select_related("message").get(id=praise.id)
    praise.permission = Praise.GIVEN if given else Praise.REFUSED
    praise.permission_words, praise.permission_at = words[:400], at
    praise.save(update_fields=["permission", "permission_words", "permission_at"])
    body: dict[str, Json] = {"praise": praise.id, "permission": praise.permission}
    _record("permission to publish praise", praise.message, body, str(authority), by, at)
    return praise


@transaction.atomic
def publish_praise(praise: Praise, *, by: Person, at: datetime) -> Post:
    """Begin a notice with the words that may be published, and no others.

    Raises:
        NotPermitted: until whoever praised has said yes.
    """
    authority = require_authority(by, LISTEN, at=at)
    praise = Praise.objects.select_for_update(of=("self",)).select_related("message").get(id=praise.id)
    if praise.permission != Praise.GIVEN:
        raise NotPermitted(leave_to_publish(praise_with_question().get(id=praise.id)))
    if praise.post is not None:
        return praise.post
    name = praise.message.reference
    content = {
        "title": f"Thanks to {praise.to}"[:200],
        "text": praise.permission_words,
        "public_already": "no",
        "permissions": f"Whoever wrote {name}: these words",
    }
    praise.post = begin_post(by=by, at=at, content=content)
    praise.save(update_fields=["post"])
    _record("praise to be published", praise.message, {"post": praise.post.reference}, str(authority), by, at)
    return praise.post


def _record(kind: str, message: Message, body: Mapping[str, Json], authority: str, by: Person, at: datetime) -> None:
    _entry(kind, message, body, by=office_of(by, at=at), authority=authority, at=at)


def _entry(kind: str, message: Message, body: Mapping[str, Json], *, by: str, authority: str, at: datetime) -> None:
    archive.record(kind, subject=f"message {message.reference}", body=body, by=by, authority=authority, at=at)
