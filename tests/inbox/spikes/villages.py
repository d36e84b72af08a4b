"""Villages made up for the tests: messages as they come there, drawn from a seed."""

import math
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from parishpump.inbox.spikes.watch import Bucket

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 6, 1, tzinfo=LONDON)
QUARTER = 900


def village(
    an_hour: Callable[[datetime], float], *, days: int, seed: int, begin: datetime = MONDAY, width: int = QUARTER
) -> list[Bucket]:
    """Independent messages at a rate that the clock decides, bucket after bucket."""
    drawn, start = random.Random(seed), begin.timestamp()
    ends = (datetime.fromtimestamp(start + (n + 1) * width, LONDON) for n in range(days * 86_400 // width))
    return [Bucket(at, poisson(drawn, an_hour(at) * width / 3_600)) for at in ends]


def poisson(drawn: random.Random, mean: float) -> int:
    """Knuth's way; for small means."""
    limit, count, product = math.exp(-mean), 0, drawn.random()
    while product > limit:
        count, product = count + 1, product * drawn.random()
    return count


def by_day(rate: float) -> Callable[[datetime], float]:
    """A village that sleeps from eleven to seven."""
    return lambda at: rate if 7 <= at.hour < 23 else rate / 10


def planted(buckets: list[Bucket], at: datetime, *counts: int) -> list[Bucket]:
    """The same with so many more messages in the buckets after a moment."""
    place = next(number for number, bucket in enumerate(buckets) if bucket.at > at)
    more = dict(enumerate(counts, place))
    return [Bucket(bucket.at, bucket.count + more.get(number, 0)) for number, bucket in enumerate(buckets)]


def on(day: int, hour: int) -> datetime:
    """An hour of the so-manieth day after the first Monday."""
    return MONDAY + timedelta(days=day, hours=hour)
