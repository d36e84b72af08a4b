"""Watch one series of message counts, and say when a story runs away: docs/explanation/measuring-spikes.md measures it.

What is usual is a level times the hour of the week. A story is a count, over half an hour to four hours, that is
improbable twice: for independent messages, and for messages that come as unevenly as this series' own do.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import sqrt

from parishpump.inbox.spikes.errors import SpikeError
from parishpump.inbox.spikes.learning import learned, usual
from parishpump.inbox.spikes.series import DAY, HOUR, MILLION, STRETCHES, Series, Story, begin
from parishpump.inbox.spikes.tails import poisson_tail, uneven_tail
from parishpump.inbox.spikes.words import in_words

# A series of which nothing is known listens first: two days, since one does not tell a day from an exception.
_LISTENING, _LISTENING_STEPS = 2 * DAY, 24
# Fewer messages than these are no story, however quiet the place.
_FEWEST = 8
# Independent messages would do it less than once in 3,000 times.
_NO_ACCIDENT = 3.5
# Uneven ones, over four hours, less than once in 30 times; shorter stretches must be rarer, see `_rarity`.
RARE = 1.5
# For the many small series of one council, each of which must trouble nobody for weeks: once in 200 times.
RARE_AMONG_MANY = 2.3
# A story is over when it was not above the usual for half a day; until then only three times the pace is news.
_OVER, _NEWS_AGAIN = 12 * HOUR, 3


@dataclass(frozen=True)
class Bucket:
    """How many messages came in the time up to `at`; its clock tells the hour of the week."""

    at: datetime
    count: int


@dataclass(frozen=True)
class Alert:
    """A story: `value` messages in the `within` seconds up to `at`, where `expected` were usual.

    `score` is how rare that is: 1 in 10 ** score, by the unevenness of the series itself.
    """

    at: datetime
    within: int
    value: int
    expected: float
    score: float
    words: str


def alerts(
    buckets: Iterable[Bucket], *, width: int = 300, usual_a_day: int | None = None, rare: float = RARE
) -> list[Alert]:
    """Every alert of a series from its beginning, buckets in order; each knows only the buckets before it."""
    series, found = begin(width, usual_a_day=usual_a_day), []
    for bucket in buckets:
        series, alert = step(series, bucket, rare=rare)
        if alert:
            found.append(alert)
    return found


def step(series: Series, bucket: Bucket, *, rare: float = RARE) -> tuple[Series, Alert | None]:
    """The series with one more bucket, and the alert where this bucket makes a story of it.

    Buckets come in order, empty ones too: one that is missing is not known, and neither alarms nor teaches. A bucket
    tells of one width, or of the time since the bucket before where that is shorter. `rare` is the least score of an
    alert. SpikeError for a count below 0 and
    for a bucket that is not later than the one before.
    """
    moment = _seconds(bucket.at)
    if bucket.count < 0:
        raise SpikeError(f"A count of {bucket.count} cannot be. Counts are 0 or more.")
    if series.steps and moment <= series.last:
        raise SpikeError(f"The bucket of {bucket.at} is not later than the one before it. Give each once, in order.")
    series, share = _moved_on(series, moment)
    level, expected = usual(series, bucket.at, share, bucket.count)
    kept = max(1, STRETCHES[-1] // series.width)
    series = replace(
        series,
        counts=(*series.counts, bucket.count)[-kept:],
        expected=(*series.expected, round(expected * MILLION))[-kept:],
    )
    alert = _rarest(series, bucket.at)
    series, told = _told(series, alert, moment, rare)
    return learned(series, bucket.at, bucket.count, share, level, expected), told


def _moved_on(series: Series, moment: int) -> tuple[Series, float]:
    """The series at the moment, unknown time put in as nothing of nothing; and the share of a width that passed."""
    if not series.steps:
        return replace(series, begun=moment, last=moment), 1.0
    passed = (moment - series.last) / series.width
    missing = min(round(passed) - 1, STRETCHES[-1] // series.width)
    if missing > 0:
        nothing = (0,) * missing
        series = replace(series, counts=series.counts + nothing, expected=series.expected + nothing)
    return replace(series, last=moment), min(1.0, passed)


def _rarest(series: Series, at: datetime) -> Alert | None:
    """The stretch up to now that is rarest, where any is no accident."""
    best: Alert | None = None
    for place, stretch in enumerate(STRETCHES):
        buckets = max(1, stretch // series.width)
        within = max(stretch, series.width)
        count, expected = sum(series.counts[-buckets:]), sum(series.expected[-buckets:]) / MILLION
        if count < max(_FEWEST, 1.5 * expected) or poisson_tail(count, expected) < _NO_ACCIDENT:
            continue
        score = _rarity(uneven_tail(count, expected, series.unevenness[place] / MILLION), within)
        if best is None or score > best.score:
            best = Alert(at, within, count, round(expected, 1), round(score, 2), in_words(count, within, expected, at))
    return best


def _rarity(tail: float, within: int) -> float:
    """A tail, made comparable with that of four hours.

    There are more short stretches in a day than long ones, and their counts clump more than the tail knows.
    """
    return tail * min(1.0, sqrt(within / STRETCHES[-1]))


def _told(series: Series, alert: Alert | None, moment: int, rare: float) -> tuple[Series, Alert | None]:
    """Tell a new story once; tell of an open one again only where it has grown."""
    story = series.story
    if story and moment - story.last_above >= _OVER:
        story = None
    if alert is None or alert.score < rare or _listens(series, moment):
        return replace(series, story=story), None
    if story is None or _has_grown(story, alert, moment):
        return replace(series, story=Story(alert.value, alert.within, moment, moment)), alert
    return replace(series, story=replace(story, last_above=moment)), None


def _has_grown(story: Story, alert: Alert, moment: int) -> bool:
    """Whether messages come three times as fast as when the story was told, an hour ago or more."""
    return moment - story.told >= HOUR and alert.value * story.within >= _NEWS_AGAIN * story.count * alert.within


def _listens(series: Series, moment: int) -> bool:
    return not series.trusted and (moment - series.begun < _LISTENING or series.steps < _LISTENING_STEPS)


def _seconds(at: datetime) -> int:
    """Seconds since 1970; a moment without a zone is taken as UTC, and its clock as the council's."""
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
