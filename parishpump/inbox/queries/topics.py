"""What people talk about, and how much: each topic with its counts, a month at a time, and without anybody's name."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, DateTimeField, F, Func, IntegerField, Max, Q, QuerySet, Value

from parishpump.councils.queries import this_council
from parishpump.inbox.models import Message, Source, Topic
from parishpump.people.queries import local_day

MONTHS = 12


@dataclass(frozen=True)
class TopicCount:
    """A topic with how many messages it gathered: ever, that are open, and in each of the months asked for."""

    topic: Topic
    messages: int
    open: int
    newest: datetime | None
    by_month: tuple[int, ...]


def months_until(day: date, number: int = MONTHS) -> list[date]:
    """The first day of each of the last months, the oldest first; the month of `day` is the last."""
    start = day.year * 12 + day.month - number
    return [date((start + one) // 12, (start + one) % 12 + 1, 1) for one in range(number)]


def topics_counted(at: datetime, *, closed: bool = False) -> list[TopicCount]:
    """Every topic with its counts, the most talked about first. Two queries."""
    months = months_until(local_day(at))
    parts = _counted(Message.objects.filter(topic__closed_at__isnull=not closed), months)
    of: dict[int, list[_Part]] = defaultdict(list)
    for part in parts:
        of[part.topic].append(part)
    counted = [_topic_count(one, of[one.id], len(months)) for one in Topic.objects.filter(closed_at__isnull=not closed)]
    return sorted(counted, key=lambda one: (-one.by_month[-1], -one.messages, one.topic.name))


class _Part(NamedTuple):
    """What came on one topic in one month, counted from 1; 0 is what came before the first."""

    topic: int
    month: int
    number: int
    waiting: int
    last: datetime


def _counted(messages: QuerySet[Message], months: list[date]) -> list[_Part]:
    """The messages of each topic, month by month in the council's own time: they are walked through once."""
    zone = ZoneInfo(this_council().zone)
    starts = Value([datetime.combine(one, time(), zone) for one in months], ArrayField(DateTimeField()))
    month = Func(F("received_at"), starts, function="width_bucket", output_field=IntegerField())
    rows = messages.order_by().annotate(month=month).values_list("topic_id", "month")
    waiting = Count("id", filter=Q(closed_at__isnull=True))
    return [_Part(*row) for row in rows.annotate(number=Count("id"), waiting=waiting, last=Max("received_at"))]


def _topic_count(topic: Topic, parts: list[_Part], months: int) -> TopicCount:
    by_month = {part.month: part.number for part in parts}
    return TopicCount(
        topic,
        sum(part.number for part in parts),
        sum(part.waiting for part in parts),
        max((part.last for part in parts), default=None),
        tuple(by_month.get(month, 0) for month in range(1, months + 1)),
    )


@dataclass(frozen=True)
class Summary:
    """What was said on a topic in a time, in numbers alone (clauses ENG-3 to ENG-5, TRA-5): nobody is named.

    `writers` counts accounts and addresses: one person can have two, and what was told by telephone has none.
    """

    messages: int
    writers: int
    public: int
    wants_contact: int
    by_month: tuple[int, ...]
    kinds: tuple[tuple[str, int], ...]
    affected: tuple[tuple[str, int], ...]
    outcomes: tuple[tuple[str, int], ...]
    open: int


def summary_of(topic: Topic, *, since: datetime | None, until: datetime | None, at: datetime) -> Summary:
    """The summary of a topic for the next meeting. Two queries."""
    found = Message.objects.filter(topic=topic)
    found = found.filter(received_at__gte=since) if since else found
    found = found.filter(received_at__lt=until) if until else found
    facts = list(found.values_list("handle", "public", "wants_contact", "labels", "affected", "outcome", "closed_at"))
    months = months_until(local_day(at))
    parts = _counted(Message.objects.filter(topic=topic), months)
    return Summary(
        messages=len(facts),
        writers=len({handle for handle, *_ in facts if handle}),
        public=sum(1 for _, public, *_ in facts if public),
        wants_contact=sum(1 for _, _, wants, *_ in facts if wants),
        by_month=_topic_count(topic, parts, len(months)).by_month,
        kinds=_most_first(label for *_, labels, _, _, _ in facts for label in labels),
        affected=_most_first(affected for *_, affected, _, _ in facts if affected),
        outcomes=_most_first(outcome for *_, outcome, closed in facts if outcome and closed),
        open=sum(1 for *_, closed in facts if closed is None),
    )


@dataclass(frozen=True)
class Offer:
    """What the list of messages can be narrowed to: open topics, and every place that was ever listened to."""

    topics: list[Topic]
    sources: list[tuple[int, str]]


def offer() -> Offer:
    """The topics and the sources, in one query."""
    topics = Topic.objects.filter(closed_at__isnull=True).order_by().values_list(Value("topic"), "id", "name")
    sources = Source.objects.order_by().values_list(Value("source"), "id", "name")
    rows = sorted(topics.union(sources, all=True), key=lambda row: row[2].casefold())
    return Offer(
        [Topic(id=id, name=name) for what, id, name in rows if what == "topic"],
        [(id, name) for what, id, name in rows if what == "source"],
    )


def _most_first(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))
