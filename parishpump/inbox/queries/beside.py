"""Everything that stands beside one message on its card: the thread, the past, our answers, its place in the list."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.display import SHOWN
from parishpump.inbox.models import Message, SavedText, Topic
from parishpump.inbox.outcomes import CLAIM_LASTS, DECLINED
from parishpump.inbox.queries.beside_facts import (
    Answer,
    AskedBack,
    Beside,
    Decided,
    History,
    LatestVersion,
    Neighbours,
    Noted,
    Ours,
    SeenVersion,
    SentPart,
    Settled,
    TakenFromView,
    Thread,
)
from parishpump.inbox.queries.beside_sql import BESIDE, COLUMNS
from parishpump.inbox.queries.care import spared_in
from parishpump.inbox.references import message_reference
from parishpump.publishing.clock import post_reference
from parishpump.publishing.lifecycle import SENT

CHARACTERS = SHOWN // 4  # of what stands beside a message


def beside(message: Message, *, person: int, at: datetime) -> Beside:
    """What stands beside this message for this person at `at`. One query."""
    asked: dict[str, int | bool | str | datetime] = {
        "council": current_council_id(),
        "id": message.id,
        "thread": message.conversation_id,
        "handle": message.handle,
        "received": message.received_at,
        "open": message.closed_at is None,
        "duty": message.has_duty,
        "person": person,
        "claimed": at - CLAIM_LASTS,
        "sent": SENT,
        "declined": DECLINED,
        "characters": CHARACTERS,
    }
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, asked)
        (found,) = cursor.fetchone()
    return _read(json.loads(found, object_hook=_with_moments), message)


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    """A row of JSON with its moments as such."""
    return {name: datetime.fromisoformat(said) if name in _MOMENTS and said else said for name, said in row.items()}


def _read(found: Mapping[str, Any], message: Message) -> Beside:
    before, after, earlier = (_messages(found[name]) for name in ("before", "after", "earlier"))
    there = found["in_thread"]
    left = there["all"] - there["before"] - 1
    queue, answers = found["queue"], found["answers"]
    arrived = [{**one, "at": one["sent"][0]["settled_at"]} for one in answers if one["sent"] and not one["withdrawal"]]
    ours = tuple(_ours(one) for one in (*found["above"], *arrived))
    return Beside(
        looks={one["what"]: one["at"] for one in found["looks"]},
        spared=spared_in((one["handle"], one["message_id"]) for one in found["spared"]),
        thread=Thread(before[::-1], after, there["before"] - len(before), left - len(after), ours),
        earlier=earlier,
        earlier_many=found["earlier_many"],
        history=_history(found),
        answers=tuple(_answer(one) for one in answers if one["message_id"] == message.id),
        any_answers=found["any_answers"],
        topics=sorted((Topic(**one) for one in found["topics"]), key=lambda one: one.name.casefold()),
        courteous_texts=[SavedText(**one) for one in found["texts"]],
        neighbours=_neighbours(queue) if queue else None,
    )


def _history(found: Mapping[str, Any]) -> History:
    return History(
        tuple(Decided(**one) for one in found["decisions"]),
        tuple(Settled(**one) for one in found["settled"]),
        tuple(Noted(**one) for one in found["notes"]),
        tuple(AskedBack(**one) for one in found["asked"]),
        tuple(SeenVersion(**one) for one in found["versions"]),
    )


def _messages(rows: Iterable[Mapping[str, Any]]) -> tuple[Message, ...]:
    """Messages as far as they were read; what was not read is read when it is asked for."""
    found = []
    for row in rows:
        one: Any = Message.from_db(DEFAULT_DB_ALIAS, COLUMNS, [row[name] for name in COLUMNS])
        one.beginning = row["beginning"]
        found.append(one)
    return tuple(found)


def _ours(row: Mapping[str, Any]) -> Ours:
    return Ours(post_reference(row["begun_at"], row["number"]), row["at"], row["text"] or "")


def _answer(row: Mapping[str, Any]) -> Answer:
    latest, withdrawal = row["latest"], row["withdrawal"]
    return Answer(
        purpose=row["purpose"],
        reference=post_reference(row["begun_at"], row["number"]),
        thrown_away_at=row["thrown_away_at"],
        latest=LatestVersion(**latest) if latest else None,
        withdrawal=TakenFromView(**withdrawal) if withdrawal else None,
        sent=tuple(SentPart(**one) for one in row["sent"] or ()),
    )


def _neighbours(queue: Mapping[str, Any]) -> Neighbours:
    before, after = (
        message_reference(one["received_at"], one["number"]) if one else "" for one in (queue["before"], queue["after"])
    )
    return Neighbours(before, after, queue["place"] + 1, queue["total"])


_MOMENTS = frozenset(
    [
        "at",
        "begun_at",
        "changed_at",
        "claimed_at",
        "closed_at",
        "decide_by",
        "fast_moving_at",
        "gone_at",
        "hidden_at",
        "received_at",
        "seen_at",
        "settled_at",
        "thrown_away_at",
        "undone_at",
    ]
)
