"""Months and weeks of a calendar, and which local day a moment falls on. Pure: no clock, no zone but the one given."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Protocol, TypeVar

from parishpump.ui.words import MONTHS, days_between

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_WEEK = re.compile(r"(20\d\d)-W(\d\d)")
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Month:
    """A month, shown in whole weeks from Monday to Sunday. `year` is 2000 to 2099."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of every week that has a day of the month."""
        last = self.next.first - timedelta(days=1)
        start = _monday(self.first)
        return _days(start, (_monday(last) - start).days + 7)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @property
    def query(self) -> str:
        """How the address names it: month=2026-11."""
        return f"month={self.year}-{self.month:02}"

    @property
    def name(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"

    def has(self, day: date) -> bool:
        """Whether the day is of this month, not of the weeks around it."""
        return (day.year, day.month) == (self.year, self.month)


@dataclass(frozen=True)
class Week:
    """A week, by its Monday."""

    monday: date

    @property
    def days(self) -> tuple[date, ...]:
        return _days(self.monday, 7)

    @property
    def next(self) -> "Week":
        return Week(self.monday + _A_WEEK)

    @property
    def previous(self) -> "Week":
        return Week(self.monday - _A_WEEK)

    @property
    def query(self) -> str:
        """How the address names it: week=2026-W47 (ISO 8601)."""
        year, week, _ = self.monday.isocalendar()
        return f"week={year}-W{week:02}"

    @property
    def name(self) -> str:
        return days_between(self.monday, self.monday + timedelta(days=6))

    def has(self, day: date) -> bool:
        return self.monday <= day < self.monday + _A_WEEK


Leaf = Month | Week


def leaf_for(*, month: str, week: str, today: date) -> Leaf:
    """The month or week that an address asks for; what cannot be read is the month of today."""
    if found := _WEEK.fullmatch(week):
        try:
            return Week(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            return Month(today.year, today.month)
    if found := _MONTH.fullmatch(month):
        return Month(int(found[1]), int(found[2]))
    return Month(today.year, today.month)


def week_of(day: date) -> Week:
    """The week that a day is in."""
    return Week(_monday(day))


def window(days: Sequence[date], zone: tzinfo) -> tuple[datetime, datetime]:
    """From the midnight that begins the first day to the one that ends the last, on the clocks of `zone`."""
    return _midnight(days[0], zone), _midnight(days[-1] + timedelta(days=1), zone)


class Timed(Protocol):
    """Anything with an aware moment."""

    @property
    def at(self) -> datetime: ...


Happening = TypeVar("Happening", bound=Timed)


def by_day(happenings: Iterable[Happening], zone: tzinfo) -> dict[date, list[Happening]]:
    """Each under the day that it is in `zone`, the earliest first: half past midnight in summer time is that day."""
    found: dict[date, list[Happening]] = {}
    for one in sorted(happenings, key=lambda one: one.at):
        found.setdefault(one.at.astimezone(zone).date(), []).append(one)
    return found


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(start: date, number: int) -> tuple[date, ...]:
    return tuple(start + timedelta(days=step) for step in range(number))


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
