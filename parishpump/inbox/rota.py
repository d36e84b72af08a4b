"""Turns of a rota, and weeks of work in numbers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from parishpump.adoption.hours import Hours
from parishpump.ui.words import DAYS, clock

WEEKS = 12


@dataclass(frozen=True)
class Turn:
    """A turn of the rota: the day of the week (0 is Monday), from a time to a time of that day."""

    weekday: int
    starts: time
    ends: time

    def is_on(self, local: datetime) -> bool:
        """Whether it runs at this moment, which is on the council's own clock."""
        return local.weekday() == self.weekday and self.starts <= local.time() < self.ends

    @property
    def in_words(self) -> str:
        """`Tuesday, 9am to 1pm`."""
        return f"{DAYS[self.weekday]}, {clock(self.starts)} to {clock(self.ends)}"


@dataclass(frozen=True)
class Week:
    """A week from Monday: minutes worked, the contract at its end, what was done in the inbox, and outside hours."""

    monday: date
    minutes: int
    contract: int | None
    deeds: int
    out_of_hours: int

    @property
    def over(self) -> int:
        """Minutes beyond the contract; 0 where there is none, or they are within it."""
        return max(self.minutes - self.contract, 0) if self.contract else 0


def monday_of(day: date) -> date:
    """The Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def weeks_of(
    today: date,
    worked: Mapping[date, int],
    contracts: Sequence[tuple[date, int]],
    deeds: Iterable[datetime],
    hours: Hours,
) -> list[Week]:
    """The last twelve weeks, this one last.

    worked: Minutes by day. contracts: Since when how many minutes a week, oldest first. deeds: Moments on the council's
    own clock. hours: When somebody looks, as the policy states it; where it states none nothing is out of hours.
    """
    first = monday_of(today) - timedelta(weeks=WEEKS - 1)
    done, outside = dict[date, int](), dict[date, int]()
    for local in deeds:
        monday = monday_of(local.date())
        done[monday] = done.get(monday, 0) + 1
        if hours.stated and not hours.is_open(local):
            outside[monday] = outside.get(monday, 0) + 1
    minutes = dict[date, int]()
    for day, some in worked.items():
        minutes[monday_of(day)] = minutes.get(monday_of(day), 0) + some
    return [
        Week(
            monday,
            minutes.get(monday, 0),
            next((one for since, one in reversed(contracts) if since <= monday + timedelta(days=6)), None),
            done.get(monday, 0),
            outside.get(monday, 0),
        )
        for monday in (first + timedelta(weeks=number) for number in range(WEEKS))
    ]


def share(part: int, whole: int) -> str:
    """`12 in 100`, in whole numbers; empty where nothing is counted."""
    return f"{round(100 * part / whole)} in 100" if whole else ""


def in_hours(minutes: int) -> str:
    """`6 h 30 min`, `25 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(one for one in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if one)
