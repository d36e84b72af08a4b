"""When somebody looks at what people say, as the policy states it: never guessed. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from parishpump.ui.words import DAYS, clock, listed

_DAYS_AHEAD = 8  # whatever the days are, the next of them comes within a week
_EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Hours:
    """The hours in which somebody looks. Without spans the policy states none; without days it means every day."""

    spans: tuple[tuple[time, time], ...] = ()
    days: frozenset[int] = _EVERY_DAY

    @property
    def stated(self) -> bool:
        return bool(self.spans)

    def is_open(self, local: datetime) -> bool:
        """Whether somebody looks at this moment, which is on the council's own clock."""
        return any(start <= local < end for start, end in self._spans_on(local.date(), local.tzinfo))

    def opens_next(self, local: datetime) -> datetime | None:
        """When somebody begins to look again; None where the policy states no hours."""
        ahead = (local.date() + timedelta(days=number) for number in range(_DAYS_AHEAD))
        starts = (start for day in ahead for start, _ in self._spans_on(day, local.tzinfo))
        return next((start for start in starts if start > local), None)

    @property
    def in_words(self) -> str:
        """`Monday to Friday, 9am to 1pm`; empty where nothing is stated."""
        if not self.stated:
            return ""
        spans = listed([f"{clock(start)} to {clock(end)}" for start, end in self.spans])
        return f"{_days_in_words(self.days)}, {spans}"

    def _spans_on(self, day: date, zone: tzinfo | None) -> Iterator[tuple[datetime, datetime]]:
        if day.weekday() in self.days:
            for start, end in self.spans:
                yield datetime.combine(day, start, tzinfo=zone), datetime.combine(day, end, tzinfo=zone)


def hours_of(spans: Iterable[str], days: Iterable[str]) -> Hours:
    """The hours as a pack writes them: `09:00-13:00`, `Monday`. What cannot be read is left out."""
    read = sorted(span for said in spans if (span := _span(said)))
    return Hours(tuple(read), frozenset(DAYS.index(day) for day in days if day in DAYS) or _EVERY_DAY)


def _span(said: str) -> tuple[time, time] | None:
    start, _, end = said.partition("-")
    try:
        first, last = time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    except ValueError:
        return None
    return (first, last) if first < last else None


def _days_in_words(days: frozenset[int]) -> str:
    order = sorted(days)
    if len(order) == len(DAYS):
        return "every day"
    if len(order) > 2 and order == list(range(order[0], order[-1] + 1)):
        return f"{DAYS[order[0]]} to {DAYS[order[-1]]}"
    return listed([DAYS[one] for one in order])
