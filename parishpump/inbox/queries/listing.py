"""The list of messages: which, in what order, and which comes after one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Left

from parishpump.inbox.display import EXCERPT
from parishpump.inbox.models import Message
from parishpump.inbox.outcomes import CLAIM_LASTS
from parishpump.inbox.queries.care import handles_spared
from parishpump.inbox.references import message_number

OPEN, DUTY, MINE, CLAIMED, TO_ANSWER, WAITING, CLOSED, FOLDED, ALL = (
    "open",
    "duty",
    "mine",
    "claimed",
    "to-answer",
    "waiting",
    "closed",
    "folded",
    "all",
)
SHOWS = (OPEN, DUTY, MINE, CLAIMED, TO_ANSWER, WAITING, CLOSED, FOLDED, ALL)
DUE, NEWEST, TOPIC = "due", "arrived", "topic"
ORDERS = (DUE, NEWEST, TOPIC)
MOST_WORDS = 8


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for among the messages; what is None or empty narrows nothing."""

    show: str = OPEN
    words: str = ""
    source: int | None = None
    kind: str = ""
    duty: str = ""
    topic: int | None = None
    conversation: int | None = None
    outcome: str = ""
    since: datetime | None = None
    until: datetime | None = None
    order: str = DUE


def messages_listed(wanted: Wanted, *, person: int, at: datetime) -> QuerySet[Message]:
    """The messages that are wanted, in the order that is wanted; with `beginning` and `characters` of each.

    Their whole text, which can be a megabyte each, is not read.
    """
    found = Message.objects.filter(_shown(wanted.show, person, at), _narrowed(wanted))
    if wanted.words.strip():
        found = found.filter(_saying(wanted.words))
    return found.order_by(*_order(wanted))


def rows_numbered(ids: Sequence[int] | QuerySet[Message, int]) -> QuerySet[Message]:
    """What the list shows of these messages. Who asks for few of many by a slice reads no more than those few."""
    return for_the_list(Message.objects.filter(id__in=ids))


def for_the_list(found: QuerySet[Message]) -> QuerySet[Message]:
    """What one row of the list shows, of these messages."""
    return (
        found.only(*_ROW)
        .annotate(source_name=F("source__name"), topic_name=F("topic__name"))
        .annotate(beginning=Left("text", EXCERPT * 2))
    )


_ROW = (
    "number",
    "handle",
    "route",
    "title",
    "received_at",
    "labels",
    "duties",
    "duty_settled",
    "outcome",
    "closed_at",
    "claimed_by_id",
    "claimed_at",
    "assigned_to_id",
    "waits_for_writer",
    "changed_at",
    "gone_at",
    "hidden_at",
    "fast_moving_at",
    "public",
)


def folded_away() -> Q:
    """Abuse, which a list keeps from whoever did not ask for it."""
    return Q(folded=True)


def claimed_now(at: datetime) -> Q:
    """Claims that have not run out."""
    return Q(claimed_at__gt=at - CLAIM_LASTS)


def _shown(show: str, person: int, at: datetime) -> Q:
    there = Q(closed_at__isnull=True)
    if show == ALL:
        return Q()
    if show == CLOSED:
        return Q(closed_at__isnull=False)
    if show == FOLDED:
        return there & Q(folded=True)
    return there & Q(folded=False) & _part(show, person, at)


def _part(show: str, person: int, at: datetime) -> Q:
    """Which part of the open messages that are not folded away a list shows; all of them where it names none."""
    parts = {
        DUTY: Q(duty_open=True),
        MINE: Q(assigned_to=person) | (Q(claimed_by=person) & claimed_now(at)),
        CLAIMED: claimed_now(at),
        TO_ANSWER: ~Q(outcome=""),
        WAITING: Q(waits_for_writer=True),
    }
    return parts.get(show, Q())


def _narrowed(wanted: Wanted) -> Q:
    given = {
        "source": wanted.source,
        "labels__contains": [wanted.kind] if wanted.kind else None,
        "duties__contains": [wanted.duty] if wanted.duty else None,
        "topic": wanted.topic or None,
        "conversation": wanted.conversation,
        "outcome": wanted.outcome or None,
        "received_at__gte": wanted.since,
        "received_at__lt": wanted.until,
    }
    without = Q(topic__isnull=True) if wanted.topic == 0 else Q()
    return without & Q(**{name: value for name, value in given.items() if value is not None})


def _saying(words: str) -> Q:
    """All of the words, the last as the beginning of one; what stands between quotation marks, as it stands there."""
    number = message_number(words)
    if number is not None:
        return Q(number=number)
    asked = search_query(words)
    return Q(search=asked) if asked is not None else Q(pk__in=[])


def search_query(words: str) -> SearchQuery | None:
    """What somebody typed, for PostgreSQL's full-text search; None where no word is in it."""
    query: SearchQuery | None = None
    for phrase, word in re.findall(r'["“”]([^"“”]{1,200})["“”]|([\w’\']{1,60})', words[:400])[:MOST_WORDS]:
        letters = re.sub(r"\W", "", word)
        if not phrase.strip() and not letters:
            continue
        one = SearchQuery(phrase, search_type="phrase", config="english") if phrase else _beginning(letters)
        query = one if query is None else query & one
    return query


def _beginning(word: str) -> SearchQuery:
    """A word, or one that begins with it."""
    return SearchQuery(f"{word}:*", search_type="raw", config="english")


def _order(wanted: Wanted) -> tuple[str | OrderBy, ...]:
    if wanted.show in (CLOSED, ALL) and wanted.order == DUE:
        return ("-received_at", "-id")
    orders: dict[str, tuple[str | OrderBy, ...]] = {
        NEWEST: ("-received_at", "-id"),
        TOPIC: (F("topic__name").asc(nulls_last=True), "received_at", "id"),
    }
    return orders.get(wanted.order, ("-duty_open", "received_at", "id"))


def to_decide(person: int, at: datetime) -> QuerySet[Message]:
    """Open messages that nobody has decided, that wait for nobody, and that no colleague has in hand."""
    in_hand = claimed_now(at) & ~Q(claimed_by=person)
    waiting = Message.objects.filter(closed_at__isnull=True, folded=False, outcome="", waits_for_writer=False)
    return waiting.filter(~in_hand).exclude(handle__in=handles_spared(person))


def next_to_decide(message: Message, *, person: int, at: datetime) -> Message | None:
    """The one to take after this; from the top again after the last."""
    queue = to_decide(person, at).exclude(id=message.id).only("id", "number", "received_at")
    ordered = queue.order_by("-duty_open", "received_at", "id")
    return ordered.filter(_on_either_side(message)[1]).first() or ordered.first()


def _on_either_side(message: Message) -> tuple[Q, Q]:
    """What stands before, and what after this message, in the order of the list."""
    same = Q(duty_open=message.has_duty)
    when, number = message.received_at, message.id
    earlier = same & (Q(received_at__lt=when) | Q(received_at=when, id__lt=number))
    later = same & (Q(received_at__gt=when) | Q(received_at=when, id__gt=number))
    return (earlier, later | Q(duty_open=False)) if message.has_duty else (earlier | Q(duty_open=True), later)
