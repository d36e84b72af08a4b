"""What people talk about: opening a topic, tying it to a decision, laying it before the meeting that takes one."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.inbox.models import Laid, Topic
from parishpump.inbox.queries.meetings import to_lay
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import local_day, require_authority


class Over(ValueError):
    """No meeting is to come at which it is decided."""


class NothingNew(ValueError):
    """Nothing was said since it was laid before the meeting."""


@transaction.atomic
def open_topic(name: str, *, decision: str = "", by: Person, at: datetime) -> Topic:
    """Begin to gather messages under a name. One of that name that was closed is open again; whatever its letters.

    decision: The policy or the minute on which it is feedback (clause ENG-4).
    """
    authority = require_authority(by, LISTEN, at=at)
    name = " ".join(name.split())[:80]
    known = Topic.objects.filter(name__iexact=name).first()
    if known is not None and known.closed_at is None:
        return known
    if known is not None:
        known.closed_at = None
        known.save(update_fields=["closed_at"])
    topic = known or Topic.objects.create(name=name, decision=decision, opened_at=at, opened_by=by)
    _record("topic opened", topic, str(authority), by, at)
    return topic


@transaction.atomic
def tie_topic(topic: Topic, decision: str, *, by: Person, at: datetime) -> Topic:
    """Say on which policy or minuted decision it is feedback; empty: on none."""
    authority = require_authority(by, LISTEN, at=at)
    topic = Topic.objects.select_for_update().get(id=topic.id)
    topic.decision = decision.strip()[:200]
    topic.save(update_fields=["decision"])
    _record("topic tied to a decision", topic, str(authority), by, at)
    return topic


@transaction.atomic
def set_meeting(topic: Topic, *, day: date | None, agenda_item: str, by: Person, at: datetime) -> Topic:
    """Say at which meeting a topic is to be decided, and under which item; None: at none that is known (clause TRA-4).

    Raises:
        Over: that day has passed.
    """
    authority = require_authority(by, LISTEN, at=at)
    if day is not None and day < local_day(at):
        raise Over("What the public says is laid before a decision, and that day has passed.")
    topic = Topic.objects.select_for_update().get(id=topic.id)
    topic.decided_on, topic.agenda_item = day, " ".join(agenda_item.split())[:120] if day else ""
    topic.save(update_fields=["decided_on", "agenda_item"])
    meeting: dict[str, Json] = {"meeting": day.isoformat() if day else "", "agenda item": topic.agenda_item}
    _record("topic to be decided", topic, str(authority), by, at, more=meeting)
    return topic


@transaction.atomic
def lay_before_meeting(topic: Topic, *, by: Person, at: datetime) -> Laid:
    """Write down that what was said on a topic so far lies before the meeting that decides it, with the list.

    What was laid before is not in the new list again.

    Raises:
        Over: no meeting is known, or its day has passed. NothingNew: everything was laid already.
    """
    authority = require_authority(by, LISTEN, at=at)
    topic = Topic.objects.select_for_update().get(id=topic.id)
    if topic.decided_on is None or topic.decided_on < local_day(at):
        raise Over("There is no meeting to come that decides it.")
    messages = list(to_lay(topic))
    if not messages:
        raise NothingNew("Everything was laid already.")
    made = Laid.objects.create(
        topic=topic,
        meeting=topic.decided_on,
        agenda_item=topic.agenda_item,
        message_ids=[one.id for one in messages],
        by=by,
        office=office_of(by, at=at),
        at=at,
    )
    laid: dict[str, Json] = {
        "meeting": made.meeting.isoformat(),
        "agenda item": made.agenda_item,
        "messages": [one.reference for one in messages],
    }
    _record("public input laid before a meeting", topic, str(authority), by, at, more=laid)
    return made


@transaction.atomic
def close_topic(topic: Topic, *, by: Person, at: datetime) -> Topic:
    """Gather no more under it. What was gathered stays counted."""
    authority = require_authority(by, LISTEN, at=at)
    topic = Topic.objects.select_for_update().get(id=topic.id)
    topic.closed_at = at
    topic.save(update_fields=["closed_at"])
    _record("topic closed", topic, str(authority), by, at)
    return topic


def _record(
    kind: str, topic: Topic, authority: str, by: Person, at: datetime, *, more: Mapping[str, Json] | None = None
) -> None:
    archive.record(
        kind,
        subject=f"topic {topic.id}",
        body={"name": topic.name, "decision": topic.decision, **(more or {})},
        by=office_of(by, at=at),
        authority=authority,
        at=at,
    )
