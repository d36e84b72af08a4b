"""What the inbox costs those who work in it: hours worked, what was done out of hours, and who listens when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum

from parishpump.adoption.hours import Hours
from parishpump.councils.queries import this_council
from parishpump.inbox.models import (
    Appeal,
    Clarification,
    ContractedHours,
    DutySettled,
    Look,
    Moderation,
    Note,
    Reply,
    RotaTurn,
    Triage,
    WorkedTime,
)
from parishpump.inbox.queries.hours import promise
from parishpump.inbox.rota import WEEKS, Turn, Week, monday_of, weeks_of
from parishpump.people.models import Person
from parishpump.people.queries import local_day

LINES = 6  # of what was entered, the newest

# What somebody does in the inbox, and when: by whom and at what moment each row says it.
_DEEDS = (
    (Triage, "by", "at"),
    (Note, "by", "at"),
    (Clarification, "by", "at"),
    (DutySettled, "by", "at"),
    (Look, "by", "at"),
    (Moderation, "by", "at"),
    (Appeal, "by", "decided_at"),
    (Reply, "begun_by", "begun_at"),
)


def deeds_since(since: datetime, *, people: Iterable[Person] | None = None) -> list[datetime]:
    """When anything was done in the inbox since then, by these people or by all, on the council's own clock."""
    zone = ZoneInfo(this_council().zone)
    parts = [_part(table, who, when, since, people) for table, who, when in _DEEDS]
    first, *others = parts
    return [at.astimezone(zone) for (at,) in first.union(*others, all=True)]


def _part(table: Any, who: str, when: str, since: datetime, people: Iterable[Person] | None) -> Any:
    found = table.objects.filter(**{f"{when}__gte": since}).order_by()
    if people is not None:
        found = found.filter(**{f"{who}__in": list(people)})
    return found.values_list(when)


@dataclass(frozen=True)
class Load:
    """What one person's last twelve weeks cost, this week last; the clock of theirs that runs, and the newest lines."""

    weeks: tuple[Week, ...]
    running: WorkedTime | None
    lines: tuple[WorkedTime, ...]
    hours: Hours

    @property
    def this_week(self) -> Week:
        return self.weeks[-1]

    @property
    def deeds(self) -> int:
        return sum(week.deeds for week in self.weeks)

    @property
    def out_of_hours(self) -> int:
        return sum(week.out_of_hours for week in self.weeks)


def load_of(person: Person, *, at: datetime) -> Load:
    """One person's own figures. For them and the Clerk alone."""
    today, since = _span(at)
    lines = WorkedTime.objects.filter(person=person, undone_at__isnull=True)
    contracts = ContractedHours.objects.filter(person=person).order_by("since", "id").values_list("since", "minutes")
    hours = promise(at).hours
    return Load(
        tuple(weeks_of(today, _by_day(lines), list(contracts), deeds_since(_moment(since), people=[person]), hours)),
        lines.filter(minutes__isnull=True).first(),
        tuple(lines.filter(minutes__isnull=False)[:LINES]),
        hours,
    )


@dataclass(frozen=True)
class Totals:
    """Everybody together, for the council's report: minutes, deeds, those out of hours, people who entered time."""

    minutes: int
    deeds: int
    out_of_hours: int
    people: int


def totals(*, at: datetime) -> Totals:
    """The last twelve weeks of everybody together; nobody is named."""
    today, since = _span(at)
    lines = WorkedTime.objects.filter(undone_at__isnull=True, day__gte=since)
    weeks = weeks_of(today, _by_day(lines), [], deeds_since(_moment(since)), promise(at).hours)
    return Totals(
        sum(week.minutes for week in weeks),
        sum(week.deeds for week in weeks),
        sum(week.out_of_hours for week in weeks),
        lines.order_by().values("person").distinct().count(),
    )


def _by_day(lines: QuerySet[WorkedTime]) -> dict[date, int]:
    counted = lines.filter(minutes__isnull=False).order_by().values_list("day").annotate(Sum("minutes"))
    return dict(counted)


def _span(at: datetime) -> tuple[date, date]:
    today = local_day(at)
    return today, monday_of(today) - timedelta(weeks=WEEKS - 1)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(this_council().zone))


@dataclass(frozen=True)
class OnTurn:
    """A turn of the rota as it is shown; `now`: it runs."""

    turn: RotaTurn
    words: str
    now: bool


def rota(*, at: datetime) -> list[OnTurn]:
    """Every turn, Monday's first. One query."""
    local = at.astimezone(ZoneInfo(this_council().zone))
    found = RotaTurn.objects.filter(ended_at__isnull=True).select_related("office", "cover")
    shown = [(one, Turn(one.weekday, one.starts, one.ends)) for one in found]
    return [OnTurn(one, turn.in_words, turn.is_on(local)) for one, turn in shown]
