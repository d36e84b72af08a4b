"""The press log: who asked what, by when, and what was answered by whom (clause ENG-13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.inbox.models import Message, PressEnquiry, Story
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority


class TakenIn(ValueError):
    """This message is in a press log already, or the enquiry was answered."""


@dataclass(frozen=True)
class Enquiry:
    """What a journalist asked: for whom they work, how to reach them, by when they want an answer."""

    outlet: str
    question: str
    contact: str = ""
    deadline: datetime | None = None
    message: Message | None = None


@transaction.atomic
def enter_enquiry(story: Story, asked: Enquiry, *, by: Person, at: datetime) -> PressEnquiry:
    """Keep a journalist's question; one that came as a message, with the time at which it was received.

    Raises:
        TakenIn: the message is in the log already.
    """
    authority = require_authority(by, LISTEN, at=at)
    if asked.message is not None:
        Message.objects.select_for_update(no_key=True).get(id=asked.message.id)
        if PressEnquiry.objects.filter(message=asked.message).exists():
            raise TakenIn("This message is in the press log already.")
    office = office_of(by, at=at)
    made = PressEnquiry.objects.create(
        story=story,
        message=asked.message,
        outlet=asked.outlet,
        contact=asked.contact,
        question=asked.question,
        deadline=asked.deadline,
        asked_at=asked.message.received_at if asked.message else at,
        entered_by=by,
        office=office,
    )
    body: dict[str, Json] = {
        "outlet": made.outlet,
        "question": made.question,
        "deadline": made.deadline.isoformat() if made.deadline else None,
        "message": asked.message.reference if asked.message else "",
    }
    _record("press enquiry entered", made, body, office, str(authority), at)
    return made


@transaction.atomic
def answer_enquiry(enquiry: PressEnquiry, answer: str, *, by: Person, at: datetime) -> PressEnquiry:
    """Keep what was answered. An answer is never written over.

    Raises:
        TakenIn: it was answered before.
    """
    authority = require_authority(by, LISTEN, at=at)
    enquiry = PressEnquiry.objects.select_for_update().get(id=enquiry.id)
    if enquiry.answered_at is not None:
        raise TakenIn("An answer to this enquiry is kept already. Write a line in the timeline if there is more.")
    office = office_of(by, at=at)
    enquiry.answer, enquiry.answered_by, enquiry.answered_office, enquiry.answered_at = answer, by, office, at
    enquiry.save(update_fields=["answer", "answered_by", "answered_office", "answered_at"])
    _record("press enquiry answered", enquiry, {"answer": answer}, office, str(authority), at)
    return enquiry


def _record(
    kind: str, enquiry: PressEnquiry, body: Mapping[str, Json], office: str, authority: str, at: datetime
) -> None:
    archive.record(kind, subject=f"press enquiry {enquiry.id}", body=body, by=office, authority=authority, at=at)
