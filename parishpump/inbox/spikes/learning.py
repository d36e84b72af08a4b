"""What is usual, and how it is learned: a level times the hour of the week, and how unevenly messages come."""

from dataclasses import replace
from datetime import datetime
from math import sqrt

from parishpump.inbox.spikes.series import DAY, HOUR, MILLION, STRETCHES, Series

# What was seen a week ago weighs half on the level; for an hour of the day or of the week it is two weeks.
_LEVEL_HALF, _VISITS_HALF = 7 * DAY, {"hours": 14, "week": 2}
# An hour of the day is believed as much as the level after half a day of it, an hour of the week after four hours.
_HOURS_DOUBT, _WEEK_DOUBT = 12 * HOUR, 4 * HOUR
# An hour of the week that was seen twice and was livelier, as on market day, is a rhythm: it is believed outright.
_A_RHYTHM = 1.7 * HOUR
# Unevenness forgets faster than the level: a series that turns lively alarms less at once.
_UNEVENNESS_PACE = 3
_LEAST_UNEVEN, _MOST_UNEVEN = 0.02, 10.0
# No place is known to be quieter than one message in ten hours.
_QUIETEST = 0.1 / HOUR
# A story teaches as if it were at most eight spreads above the usual, so that it does not become the usual.
_CAP = 8


def usual(series: Series, at: datetime, share: float, count: int) -> tuple[float, float]:
    """The level of a whole bucket, and what is expected of this one. The first bucket of all expects itself."""
    weight = series.level_weight
    level = max(series.level / weight if weight else count, _QUIETEST * series.width)
    day, week = _slots(at)
    by_hour = _shrunk(series.hours[day : day + 2], 1.0, _HOURS_DOUBT / series.width)
    by_week = _shrunk(series.week[week : week + 2], by_hour, _WEEK_DOUBT / series.width)
    if series.week[week + 1] / MILLION * series.width >= _A_RHYTHM:
        by_week = max(by_week, series.week[week] / MILLION)
    return level, max(level * by_week, _QUIETEST * series.width) * share


def learned(series: Series, at: datetime, count: int, share: float, level: float, expected: float) -> Series:
    """The series after it took a bucket to heart."""
    unevenness = series.unevenness
    spread = sqrt(expected + unevenness[0] / MILLION * expected**2)
    capped = min(float(count), expected + _CAP * spread + 0.5)
    pace = 1 - 0.5 ** (share * series.width / _LEVEL_HALF)
    per_hour = max(1.0, HOUR / series.width)
    day, week = _slots(at)
    return replace(
        series,
        steps=series.steps + 1,
        level=round(series.level * (1 - pace) + capped * MILLION),
        level_weight=round(series.level_weight * (1 - pace) + share * MILLION),
        hours=_taught(series.hours, day, capped / level, share, _VISITS_HALF["hours"] * per_hour),
        week=_taught(series.week, week, capped / level, share, _VISITS_HALF["week"] * per_hour),
        unevenness=tuple(
            _evened(series, old, max(1, stretch // series.width), _UNEVENNESS_PACE * pace)
            for old, stretch in zip(unevenness, STRETCHES, strict=True)
        ),
    )


def _evened(series: Series, old: int, buckets: int, pace: float) -> int:
    """The unevenness of one stretch: the variance beyond Poisson's as a share of the squared mean, capped."""
    count, expected = sum(series.counts[-buckets:]), sum(series.expected[-buckets:]) / MILLION
    known = old / MILLION
    squared = min((count - expected) ** 2, _CAP**2 * (expected + known * expected**2))
    beyond = (squared - expected) / expected**2
    trust = expected / (1 + expected)
    return round(min(max(known + pace * trust * (beyond - known), _LEAST_UNEVEN), _MOST_UNEVEN) * MILLION)


def _shrunk(slot: tuple[int, ...], towards: float, doubt: float) -> float:
    """A slot's own mean, drawn towards a broader one by as many buckets as it is doubted."""
    mean, weight = slot[0] / MILLION, slot[1] / MILLION
    return (mean * weight + towards * doubt) / (weight + doubt)


def _taught(slots: tuple[int, ...], place: int, ratio: float, share: float, half: float) -> tuple[int, ...]:
    """The slots with one bucket more at a place; each is a mean and its weight."""
    kept = slots[place + 1] / MILLION * 0.5 ** (share / half)
    weight = kept + share
    mean = (slots[place] / MILLION * kept + ratio) / weight
    return (*slots[:place], round(mean * MILLION), round(weight * MILLION), *slots[place + 2 :])


def _slots(at: datetime) -> tuple[int, int]:
    """Where the hour of the day and the hour of the week stand, by the clock on the wall."""
    return 2 * at.hour, 2 * (at.weekday() * 24 + at.hour)
