"""The conversations that the council follows: when each was last read, and since when one fails."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from parishpump.channels.kinds import kind_of
from parishpump.inbox.models import Message, Source
from parishpump.inbox.queries.source_days import Strip, strips_of

COUNTED = timedelta(days=30)
CLOSED_SHOWN = 50


@dataclass(frozen=True)
class Followed:
    """One source, by what it is read, how many messages it brought in the last 30 days, and how reading went then.

    strip: None for what no machine reads, and for what is closed.
    """

    source: Source
    by_what: str
    messages: int
    strip: Strip | None = None

    @property
    def state(self) -> tuple[str, str]:
        """How it stands, as the kind and the word of a state box."""
        if self.source.closed_at:
            return "quiet", "Closed"
        if self.source.paused_at:
            return "held", "Rests"
        if self.source.failing_since:
            return "blocked", "Failing"
        if not self.source.read_by_machine:
            return ("done", "Open") if self.source.kind == Source.ASK else ("done", "By hand")
        return ("done", "Read") if self.source.read_at else ("due", "Not read yet")


def followed(at: datetime) -> list[Followed]:
    """Every source that is open, those that fail first. Three queries."""
    rows = sorted(_open(), key=lambda one: (not one.failing_since, not one.read_by_machine, one.name.casefold()))
    return _with_counts(rows, at)


def given_up(at: datetime) -> list[Followed]:
    """The sources that were closed, the last one first. Two queries."""
    rows = Source.objects.filter(closed_at__isnull=False).select_related("channel").order_by("-closed_at", "-id")
    return _with_counts(list(rows[:CLOSED_SHOWN]), at)


def followed_one(source: Source, at: datetime) -> Followed:
    """One source with its count."""
    (found,) = _with_counts([source], at)
    return found


def failing_sources() -> QuerySet[Source]:
    """The sources that should be read and cannot be, the longest failing first."""
    return _open().filter(failing_since__isnull=False, paused_at__isnull=True).order_by("failing_since", "id")


def _open() -> QuerySet[Source]:
    return Source.objects.filter(closed_at__isnull=True).select_related("channel")


def _with_counts(rows: list[Source], at: datetime) -> list[Followed]:
    recent = Q(received_at__gt=at - COUNTED, received_at__lte=at)
    counts = dict(
        Message.objects.filter(recent, source__in=[one.id for one in rows])
        .order_by()
        .values_list("source_id")
        .annotate(number=Count("id"))
    )
    open_ones = [one for one in rows if one.closed_at is None]
    strips = strips_of(open_ones, at) if open_ones else {}
    return [Followed(one, by_what(one), counts.get(one.id, 0), strips.get(one.id)) for one in rows]


def by_what(source: Source) -> str:
    """How it reaches us: the network of a channel, a feed, or people."""
    if source.channel is not None:
        return kind_of(source.channel.network).name
    return {Source.FEED: "Feed", Source.ASK: "Form on our own pages"}.get(source.kind, "Typed in by people")
