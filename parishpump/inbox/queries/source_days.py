"""How reading each source went, day by day (clause TRA-8): for officers and for everybody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from parishpump.inbox.models import Source, SourceDay
from parishpump.people.queries import local_day
from parishpump.ui.words import counted, days_between, listed

SHOWN = 30  # days, today among them
READ, IN_PART, FAILED, NOT_READ, BEFORE = "read", "read in part", "failed", "not read", "not followed yet"


@dataclass(frozen=True)
class Day:
    """One day of one source, in the council's own calendar."""

    on: date
    how: str
    readings: int = 0
    failures: int = 0
    failed_at: datetime | None = None


@dataclass(frozen=True)
class Strip:
    """The last thirty days of one source, the oldest first."""

    days: tuple[Day, ...]

    @property
    def newest_first(self) -> list[Day]:
        """The days on which it was followed, today first."""
        return [day for day in reversed(self.days) if day.how != BEFORE]

    @property
    def read(self) -> int:
        """On how many days it was read, if only in part."""
        return sum(day.how in (READ, IN_PART) for day in self.days)

    @property
    def followed(self) -> int:
        """On how many days it was to be read."""
        return sum(day.how != BEFORE for day in self.days)

    @property
    def gaps(self) -> str:
        """The days on which it was not read, or not always, in words; empty where there are none."""
        runs = [(how, list(run)) for how, run in groupby(self.days, key=lambda day: day.how)]
        return "; ".join(
            f"{how} {days_between(run[0].on, run[-1].on)}" for how, run in runs if how not in (READ, BEFORE)
        )

    @property
    def in_words(self) -> str:
        """What the bars show, for whoever cannot see them."""
        counts = [(how, sum(day.how == how for day in self.days)) for how in (READ, IN_PART, FAILED, NOT_READ, BEFORE)]
        said = listed([f"{how} on {counted(number, 'day')}" for how, number in counts if number])
        return f"{days_between(self.days[0].on, self.days[-1].on)}: {said}."


def strips_of(sources: Sequence[Source], at: datetime) -> dict[int, Strip]:
    """The last thirty days of each source that a machine reads. One query."""
    today = local_day(at)
    days = [today - timedelta(days=back) for back in range(SHOWN - 1, -1, -1)]
    by_machine = [source for source in sources if source.read_by_machine]
    rows: dict[int, dict[date, SourceDay]] = defaultdict(dict)
    for row in SourceDay.objects.filter(source__in=by_machine, on__range=(days[0], today)):
        rows[row.source_id][row.on] = row
    return {
        one.id: Strip(tuple(_day(rows[one.id].get(on), on, local_day(one.opened_at)) for on in days))
        for one in by_machine
    }


def _day(row: SourceDay | None, on: date, opened: date) -> Day:
    if row is None:
        return Day(on, BEFORE if on < opened else NOT_READ)
    return Day(on, _how(row), row.readings, row.failures, row.failed_at)


def _how(row: SourceDay) -> str:
    if not row.failures:
        return READ
    return IN_PART if row.readings else FAILED
