"""What people talk about: opening a topic, tying it to a decision, closing it."""

from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.inbox.models import Topic
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority


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
def close_topic(topic: Topic, *, by: Person, at: datetime) -> Topic:
    """Gather no more under it. What was gathered stays counted."""
    authority = require_authority(by, LISTEN, at=at)
    topic = Topic.objects.select_for_update().get(id=topic.id)
    topic.closed_at = at
    topic.save(update_fields=["closed_at"])
    _record("topic closed", topic, str(authority), by, at)
    return topic


def _record(kind: str, topic: Topic, authority: str, by: Person, at: datetime) -> None:
    archive.record(
        kind,
        subject=f"topic {topic.id}",
        body={"name": topic.name, "decision": topic.decision},
        by=office_of(by, at=at),
        authority=authority,
        at=at,
    )
