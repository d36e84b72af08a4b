"""What is done to a message before it is decided: claimed, passed round, noted, asked about, looked at."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.inbox.actions.replying import begin_reply
from parishpump.inbox.actions.stories import open_by_hand
from parishpump.inbox.actions.triaging import Refused, locked, require_free
from parishpump.inbox.models import Clarification, DutySettled, Look, Message, Note, Reply, Topic
from parishpump.inbox.queries.policy import listening_policy
from parishpump.inbox.queries.replies import CLARIFICATION, reply_channel, unsent_question
from parishpump.people.actions import office_of
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority


class NotForThisOffice(PermissionError):
    """The policy names others for this."""

    def __init__(self, who: str) -> None:
        self.who = who
        super().__init__(f"This is for {who} to decide.")


@transaction.atomic
def claim(message: Message, *, by: Person, at: datetime) -> Message:
    """Take a message in hand for two hours. Of two at once one wins, and the other is told who (ClaimedBy)."""
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    require_free(message, by=by, at=at)
    message.claimed_by, message.claimed_at = by, at
    message.save(update_fields=["claimed_by", "claimed_at"])
    _record("message claimed", message, {}, authority, by, at)
    return message


@transaction.atomic
def let_go(message: Message, *, by: Person, at: datetime) -> Message:
    """Give a claim back. Somebody else's claim stays: it runs out by itself."""
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    require_free(message, by=by, at=at)
    message.claimed_by, message.claimed_at = None, None
    message.save(update_fields=["claimed_by", "claimed_at"])
    _record("message let go", message, {}, authority, by, at)
    return message


@transaction.atomic
def assign(message: Message, to: Person | None, *, why: str, by: Person, at: datetime) -> Message:
    """Say who sees to it; None: whoever is there. A second reader of abuse is asked the same way."""
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    message.assigned_to, message.claimed_by, message.claimed_at = to, None, None
    message.save(update_fields=["assigned_to", "claimed_by", "claimed_at"])
    name = office_of(to, at=at) if to else "whoever is there"
    _record("message assigned", message, {"to": name, "why": why}, authority, by, at)
    return message


@transaction.atomic
def add_note(message: Message, text: str, *, by: Person, at: datetime) -> Note:
    """Keep a word among officers. It is held by the council, so it can be asked for."""
    authority = require_authority(by, LISTEN, at=at)
    note = Note.objects.create(message=message, text=text, by=by, office=office_of(by, at=at), at=at)
    _record("note added to message", message, {"note": note.id}, authority, by, at)
    return note


class NotSentYet(ValueError):
    """A question to whoever wrote is there already and has not gone."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__("A question to whoever wrote has not gone yet.")


@transaction.atomic
def ask_for_clarification(message: Message, asks_for: str, *, by: Person, at: datetime) -> Clarification:
    """Ask whoever wrote what is meant, or for what a valid request needs (FOIA sections 8 and 16).

    Where a way to answer is known, the question is begun as an answer; else somebody asks by hand.

    Raises:
        NotSentYet: an earlier question has not gone. Its words are changed, instead of a second one begun beside it.
    """
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    require_free(message, by=by, at=at)
    if message.closed_at is not None:
        raise Refused("closed", "This message is closed. Reopen it before you ask.", "asks_for")
    if (unsent := unsent_question(message)) is not None:
        raise NotSentYet(unsent)
    asked = Clarification.objects.create(message=message, asks_for=asks_for, by=by, office=office_of(by, at=at), at=at)
    message.waits_for_writer = True
    message.save(update_fields=["waits_for_writer"])
    if reply_channel(message) is not None:
        begin_reply(message, purpose=CLARIFICATION, text=asks_for, by=by, at=at)
    _record("clarification asked for", message, {"asks for": asks_for}, authority, by, at)
    return asked


@transaction.atomic
def end_waiting(message: Message, *, by: Person, at: datetime) -> Message:
    """The writer has answered, or will not: it waits for us again."""
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    message.waits_for_writer = False
    message.save(update_fields=["waits_for_writer"])
    _record("message waits no more for its writer", message, {}, authority, by, at)
    return message


@transaction.atomic
def settle_duty(message: Message, *, reason: str, by: Person, at: datetime) -> DutySettled:
    """Say that the likely legal duty is none, and why. Only then can the message be left without an answer.

    Raises:
        NotForThisOffice: neither the Clerk nor whoever the policy names for what is in doubt.
    """
    authority = require_authority(by, LISTEN, at=at)
    policy = listening_policy(at)
    if not policy.may_decide_in_doubt(authority.office):
        raise NotForThisOffice(policy.decides_in_doubt)
    message = locked(message)
    if not message.has_duty:
        raise Refused("no duty", "No legal duty is open on this message, so there is nothing to decide.", "reason")
    made = DutySettled.objects.create(
        message=message,
        duties=message.duties,
        reason=reason,
        by=by,
        office=office_of(by, at=at),
        authority=authority,
        at=at,
    )
    message.duty_settled = True
    message.save(update_fields=["duty_settled"])
    _record("legal duty decided", message, {"duties": [*message.duties], "reason": reason}, authority, by, at)
    return made


@transaction.atomic
def mark_fast_moving(message: Message, *, by: Person, at: datetime) -> Message:
    """Say that it may run away (clause ENG-12): its story opens, and those who are to hear of it are written to."""
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    if message.fast_moving_at is None:
        message.fast_moving_at = at
        message.save(update_fields=["fast_moving_at"])
        _record("message marked as fast-moving", message, {}, authority, by, at)
        open_by_hand(message, by=by, at=at)
    return message


@transaction.atomic
def tag_topic(
    message: Message,
    topic: Topic | None,
    *,
    affected: str = "",
    wants_contact: bool = False,
    by: Person,
    at: datetime,
) -> Message:
    """Gather a message under what it is about, and whom a decision touches as they say (clauses ENG-5, TRA-5)."""
    authority = require_authority(by, LISTEN, at=at)
    message = locked(message)
    message.topic, message.affected, message.wants_contact = topic, affected.strip()[:80], wants_contact
    message.save(update_fields=["topic", "affected", "wants_contact"])
    body: dict[str, Json] = {
        "topic": str(topic) if topic else "",
        "affected": message.affected,
        "wants contact": wants_contact,
    }
    _record("message put under a topic", message, body, authority, by, at)
    return message


@transaction.atomic
def look(message: Message, what: str, *, by: Person, at: datetime) -> Look:
    """Look at a writer's name and address ("writer"), or at words that are folded away ("abuse"). Each is recorded."""
    authority = require_authority(by, LISTEN, at=at)
    looked = Look.objects.create(message=message, what=what, by=by, at=at)
    _record("message looked at", message, {"what": what}, authority, by, at)
    return looked


def _record(
    kind: str, message: Message, body: Mapping[str, Json], authority: Delegation, by: Person, at: datetime
) -> None:
    archive.record(
        kind,
        subject=f"message {message.reference}",
        body=body,
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
