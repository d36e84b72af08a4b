"""How many messages are usual in an hour, by what a series has learned: the grey band of a chart."""

from datetime import datetime, timedelta
from math import ceil, sqrt

from parishpump.inbox.spikes.learning import usual
from parishpump.inbox.spikes.series import HOUR, MILLION, STRETCHES, Series


def usual_range(series: Series, hour: datetime) -> tuple[int, int] | None:
    """The fewest and the most messages that are usual in the hour that begins then; None before anything was learned.

    A spread to either side of what is expected, by how unevenly messages come to this series.
    """
    if not series.level_weight:
        return None
    buckets = max(1, HOUR // series.width)
    moments = [hour + timedelta(seconds=place * series.width) for place in range(buckets)]
    expected = sum(usual(series, moment, 1.0, 0)[1] for moment in moments)
    unevenness = series.unevenness[STRETCHES.index(HOUR)] / MILLION
    spread = sqrt(expected + unevenness * expected**2)
    return max(0, int(expected - spread)), max(1, ceil(expected + spread))
