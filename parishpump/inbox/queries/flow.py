"""How many messages came, a quarter of an hour at a time: of everything, each source, topic and conversation."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, DateTimeField, DurationField, F, Func, Min, Q, QuerySet, Value

from parishpump.inbox.models import Message, Source, Topic

QUARTER = timedelta(minutes=15)
LIVELY, LIVELY_WITHIN = 3, timedelta(hours=48)
MOST_CONVERSATIONS = 50  # the liveliest; a flood of threads shows in its source
USUAL_OVER = timedelta(days=30)
_LEAST_USUAL = 3  # messages a day: what a new conversation on a quiet source may have
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Subject:
    """What is counted together: a topic, a source or a conversation; everything where each is None."""

    topic: int | None = None
    source: int | None = None
    conversation: int | None = None

    @property
    def name(self) -> str:
        """The name of its series."""
        for kind, number in (("conversation", self.conversation), ("topic", self.topic), ("source", self.source)):
            if number is not None:
                return f"{kind} {number}"
        return "all"

    def holds(self, part: "Part") -> bool:
        """Whether these messages belong to it."""
        pairs = ((self.topic, part.topic), (self.source, part.source), (self.conversation, part.conversation))
        return all(wanted is None or wanted == there for wanted, there in pairs)


@dataclass(frozen=True)
class Part:
    """How many messages of one conversation and topic came in the quarter of an hour that ended `at`."""

    at: datetime
    source: int
    conversation: int
    topic: int | None
    number: int


def quarter_before(at: datetime) -> datetime:
    """The last end of a quarter of an hour that is not after `at`."""
    return _EPOCH + (at - _EPOCH) // QUARTER * QUARTER


def parts_between(since: datetime, until: datetime) -> list[Part]:
    """What was received from `since` until before `until`, counted by the database in one query."""
    began = Func(
        Value(QUARTER, output_field=DurationField()),
        F("received_at"),
        Value(_EPOCH, output_field=DateTimeField()),
        function="DATE_BIN",
        output_field=DateTimeField(),
    )
    rows = (
        Message.objects.filter(received_at__gte=since, received_at__lt=until)
        .order_by()
        .annotate(began=began)
        .values_list("began", "source_id", "conversation_id", "topic_id")
        .annotate(number=Count("id"))
    )
    return [Part(began.astimezone(UTC) + QUARTER, *rest) for began, *rest in rows]


def counted(parts: Iterable[Part]) -> Mapping[str, Counter[datetime]]:
    """By the name of a series, how many messages came up to each end of a quarter."""
    found: dict[str, Counter[datetime]] = {}
    for part in parts:
        for subject in (
            Subject(),
            Subject(source=part.source),
            Subject(conversation=part.conversation),
            *([Subject(topic=part.topic)] if part.topic is not None else []),
        ):
            found.setdefault(subject.name, Counter())[part.at] += part.number
    return found


@dataclass(frozen=True)
class Lively:
    """A conversation in which people talk now, and the source in which it stands."""

    conversation: int
    source: int


def lively_conversations(at: datetime) -> list[Lively]:
    """Those with at least three messages in 48 hours, the liveliest first."""
    rows = (
        Message.objects.filter(received_at__gte=at - LIVELY_WITHIN, received_at__lt=at)
        .order_by()
        .values_list("conversation_id", "source_id")
        .annotate(number=Count("id"))
        .filter(number__gte=LIVELY)
        .order_by("-number", "conversation_id")
    )
    return [Lively(conversation, source) for conversation, source, _ in rows[:MOST_CONVERSATIONS]]


def open_topics() -> list[int]:
    """The topics under which messages are gathered now."""
    return list(Topic.objects.filter(closed_at__isnull=True).order_by("id").values_list("id", flat=True))


def open_places() -> list[Source]:
    """Every source that is open."""
    return list(Source.objects.filter(closed_at__isnull=True).order_by("id"))


def usual_of_sources(sources: Collection[int], *, without: Collection[int], at: datetime) -> Mapping[int, int]:
    """Messages a day over the last 30 days, or since the first of them, without those of some conversations."""
    rows = (
        _lately(at)
        .filter(source__in=list(sources))
        .order_by()
        .values_list("source_id")
        .annotate(number=Count("id", filter=~Q(conversation__in=list(without))), first=Min("received_at"))
    )
    found = {source: number // max(1, (at - first).days) for source, number, first in rows}
    return {source: max(_LEAST_USUAL, found.get(source, 0)) for source in sources}


def _lately(at: datetime) -> QuerySet[Message]:
    return Message.objects.filter(received_at__gte=at - USUAL_OVER, received_at__lt=at)
