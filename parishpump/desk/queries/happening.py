"""What goes out, begins, runs out and comes down between two moments: the rows of the calendar and of today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Left, NullIf

from parishpump.publishing.clock import post_reference
from parishpump.publishing.events import event_starts
from parishpump.publishing.lifecycle import APPROVED, CANCELLED, SENDING, SUBMITTED, WAITING
from parishpump.publishing.models import Delivery, Revision
from parishpump.publishing.queries.pages import IN_TROUBLE

TITLE_LENGTH = 60
# Nobody looks through more than this; what is beyond is said as a number.
MOST_TROUBLE = 400


@dataclass(frozen=True)
class Leg:
    """One delivery, as far as desk and calendar speak of it."""

    id: int
    revision_id: int
    deed: str
    state: str
    due_at: datetime
    tries: int
    problem: str
    channel_id: int
    channel: str
    network: str
    revision_stage: str
    writers: list[int]
    title: str
    number: int
    begun_at: datetime

    @property
    def reference(self) -> str:
        return post_reference(self.begun_at, self.number)

    @property
    def by_hand(self) -> bool:
        return self.network.endswith("by hand")


@dataclass(frozen=True)
class Going:
    """A post going out at one moment, with the delivery to each of its channels."""

    at: datetime
    deed: str
    title: str
    reference: str
    legs: tuple[Leg, ...]


@dataclass(frozen=True)
class Moment:
    """A moment of a revision that is not a delivery: see the kinds below."""

    at: datetime
    kind: str
    title: str
    reference: str
    revision: int
    venue: str = ""


# It begins; its approval runs out; it was to go out then and is not approved yet; it comes down.
EVENT, DECIDE_BY, PLANNED, COMES_DOWN = "event", "decide by", "planned", "comes down"


def legs_between(start: datetime, end: datetime) -> list[Leg]:
    """Every delivery that is due from `start` until before `end`, but for those that were given up."""
    return _legs(Delivery.objects.filter(due_at__gte=start, due_at__lt=end).exclude(state=CANCELLED))


def legs_for_the_desk(start: datetime, end: datetime, *, at: datetime) -> list[Leg]:
    """The same with, from before `start`, what stands still or is overdue at `at`: the oldest first, 400 at most."""
    overdue = Q(state__in=(WAITING, SENDING), due_at__lte=at)
    today = Q(due_at__gte=start, due_at__lt=end)
    wanted = Delivery.objects.filter(Q(state__in=IN_TROUBLE) | overdue | today).exclude(state=CANCELLED)
    return _legs(wanted.order_by("due_at", "id")[:MOST_TROUBLE])


def _legs(deliveries: QuerySet[Delivery]) -> list[Leg]:
    rows = deliveries.annotate(title=_title("revision__")).values_list(
        "id",
        "revision_id",
        "deed",
        "state",
        "due_at",
        "tries",
        "problem",
        "channel_id",
        "channel__name",
        "channel__network",
        "revision__stage",
        "revision__writers",
        "title",
        "revision__post__number",
        "revision__post__begun_at",
    )
    return [Leg(*row) for row in rows]


def goings(legs: Iterable[Leg]) -> list[Going]:
    """Deliveries gathered by post and moment, in the order of time."""
    found: dict[tuple[datetime, int, str], list[Leg]] = {}
    for leg in legs:
        found.setdefault((leg.due_at, leg.revision_id, leg.deed), []).append(leg)
    return [
        Going(at, deed, legs[0].title, legs[0].reference, tuple(legs)) for (at, _, deed), legs in sorted(found.items())
    ]


def moments_between(start: datetime, end: datetime) -> list[Moment]:
    """Events, approvals that run out, times asked for and not approved, and what comes down, in the order of time."""

    def inside(name: str) -> Q:
        return Q(**{f"{name}__gte": start, f"{name}__lt": end})

    waits = Q(stage=SUBMITTED) & (inside("decide_by") | inside("goes_out"))
    stands = Q(stage=APPROVED) & (inside("comes_down") | inside("event_start") | _repeats(start, end))
    # What of its post decides is sorted out here: asked of PostgreSQL too, it would walk through every post.
    rows = Revision.objects.filter(waits | stands).order_by("number").annotate(heading=_title("")).values_list(*_ASKED)
    marks = _moments(_one_a_post(found for row in rows if (found := _Timed(*row)).counts))
    return sorted(_in_window(marks, start, end), key=lambda one: one.at)


class _Timed(NamedTuple):
    """A revision, as far as its times speak; `counts` where its post stands and it is the one that counts of it."""

    id: int
    stage: str
    number: int
    goes_out: datetime | None
    goes_out_wall: str
    zone: str
    repeat: str
    repeat_until: date | None
    decide_by: datetime
    event_start: datetime | None
    comes_down: datetime | None
    venue: str
    heading: str
    post_id: int
    post__number: int
    post__begun_at: datetime
    post__public_id: int | None
    post__latest_id: int | None
    post__thrown_away_at: datetime | None
    post__withdrawal: int | None

    @property
    def counts(self) -> bool:
        stands = self.post__withdrawal is None and self.post__thrown_away_at is None
        return stands and self.id in (self.post__public_id, self.post__latest_id)


_ASKED = _Timed._fields


def _repeats(start: datetime, end: datetime) -> Q:
    """Events whose first time was before `start` and that may come again by `end`."""
    return Q(event_start__lt=end, repeat__gt="", repeat_until__gte=start.date() - timedelta(days=31))


def _one_a_post(rows: Iterable[_Timed]) -> list[_Timed]:
    """Of two approved versions of a post, the newer: it takes the older's place."""
    found = list(rows)
    newest = {revision.post_id: revision.number for revision in found if revision.stage == APPROVED}
    return [one for one in found if one.stage != APPROVED or newest[one.post_id] == one.number]


def _moments(revisions: Iterable[_Timed]) -> Iterator[Moment]:
    for revision in revisions:
        reference = post_reference(revision.post__begun_at, revision.post__number)
        for kind, at in _marks(revision):
            venue = revision.venue if kind == EVENT else ""
            yield Moment(at, kind, revision.heading, reference, revision.number, venue)


def _marks(revision: _Timed) -> Iterator[tuple[str, datetime]]:
    if revision.stage == SUBMITTED:
        yield DECIDE_BY, revision.decide_by
        if revision.goes_out and revision.goes_out != revision.decide_by:
            yield PLANNED, revision.goes_out
        return
    for at in event_starts(revision):
        yield EVENT, at
    if revision.comes_down:
        yield COMES_DOWN, revision.comes_down


def _in_window(moments: Iterable[Moment], start: datetime, end: datetime) -> list[Moment]:
    return [moment for moment in moments if start <= moment.at < end]


def _title(path: str) -> Coalesce:
    """The headline or, where there is none, how the text begins."""
    return Coalesce(NullIf(F(f"{path}title"), Value("")), Left(f"{path}text", TITLE_LENGTH), output_field=CharField())
