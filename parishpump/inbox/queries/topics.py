"""What people talk about, and how much: each topic with its counts, a month at a time, and without anybody's name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q, QuerySet, Value
from django.db.models.functions import TruncMonth

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
    rows = Topic.objects.filter(closed_at__isnull=not closed).annotate(
        number=Count("messages"),
        waiting=Count("messages", filter=Q(messages__closed_at__isnull=True)),
        last=Max("messages__received_at"),
    )
    trend = _trend(Message.objects.filter(topic__isnull=False), months)
    counted = [
        TopicCount(one, one.number, one.waiting, one.last, tuple(trend[one.id, month] for month in months))
        for one in rows
    ]
    return sorted(counted, key=lambda one: (-one.by_month[-1], -one.messages, one.topic.name))


def _trend(messages: QuerySet[Message], months: list[date]) -> Counter[tuple[int, date]]:
    """How many messages each topic got in each month, in the council's own time."""
    start = datetime.combine(months[0], time(), ZoneInfo(this_council().zone))
    counted = (
        messages.filter(received_at__gte=start)
        .annotate(month=TruncMonth("received_at"))
        .values_list("topic_id", "month")
        .annotate(number=Count("id"))
        .order_by()
    )
    return Counter({(topic, month.date()): number for topic, month, number in counted})


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
    trend = _trend(Message.objects.filter(topic=topic), months)
    return Summary(
        messages=len(facts),
        writers=len({handle for handle, *_ in facts if handle}),
        public=sum(1 for _, public, *_ in facts if public),
        wants_contact=sum(1 for _, _, wants, *_ in facts if wants),
        by_month=tuple(trend[topic.id, month] for month in months),
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
