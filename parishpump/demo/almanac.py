"""The days of the demonstration, told from the day on which it is set up. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parishpump.ui.words import day

ZONE = "Europe/London"
SATURDAY, WEDNESDAY, MONDAY = 5, 2, 0
# The Clerk's year begins at the annual meeting; there is always some of it behind us, and some before us.
SINCE_MEETING, UNTIL_MEETING = timedelta(days=60), timedelta(days=60)


@dataclass(frozen=True)
class Almanac:
    """Days and moments round `now`. Moments are aware and in UTC; days are days in England."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(ZONE)).date()

    def back(self, working_days: int) -> date:
        """The day so many working days before today."""
        return self._step(-1, working_days)

    def ahead(self, working_days: int) -> date:
        """The day so many working days after today."""
        return self._step(1, working_days)

    def next(self, weekday: int, after: date) -> date:
        """The first such weekday after a day; Monday is 0."""
        return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)

    def at(self, on: date, hour: int, minute: int = 0) -> datetime:
        """A time on the clocks of England, as a moment."""
        return datetime.combine(on, time(hour, minute), ZoneInfo(ZONE)).astimezone(UTC)

    def before(self, minutes: int) -> datetime:
        """So many minutes ago, on the minute."""
        return (self.now - timedelta(minutes=minutes)).replace(second=0, microsecond=0)

    @property
    def founded(self) -> date:
        """The last annual meeting, on the second Wednesday of a May, that is two months past."""
        return max(one for one in self._meetings() if one <= self.today - SINCE_MEETING)

    @property
    def delegated_until(self) -> date:
        """The day before the first annual meeting that is two months away or more."""
        return min(one for one in self._meetings() if one >= self.today + UNTIL_MEETING) - timedelta(days=1)

    def minute(self, number: int) -> str:
        """A reference in the minute book of this council year: 2026/118."""
        return f"{self.founded.year}/{number:03}"

    def _meetings(self) -> list[date]:
        return [annual_meeting(self.today.year + years) for years in (-2, -1, 0, 1, 2)]

    def _step(self, direction: int, working_days: int) -> date:
        found, left = self.today, working_days
        while left:
            found += timedelta(days=direction)
            left -= found.weekday() < SATURDAY
        return found


def annual_meeting(year: int) -> date:
    """The second Wednesday in May."""
    first = date(year, 5, 1)
    return first + timedelta(days=(WEDNESDAY - first.weekday()) % 7 + 7)


def spoken(on: date) -> str:
    """Tuesday 1 December 2026."""
    return day(on)
