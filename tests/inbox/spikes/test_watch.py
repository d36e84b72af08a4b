"""Stories that run away, in villages made up for it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from parishpump.inbox.spikes.errors import SpikeError
from parishpump.inbox.spikes.moments import buckets_of
from parishpump.inbox.spikes.series import Series, begin
from parishpump.inbox.spikes.watch import RARE_AMONG_MANY, Alert, Bucket, alerts, step
from tests.inbox.spikes.villages import LONDON, MONDAY, QUARTER, by_day, on, planted, village


def watched(buckets: list[Bucket], usual_a_day: int | None = None) -> list[Alert]:
    return alerts(buckets, width=QUARTER, usual_a_day=usual_a_day)


@pytest.mark.parametrize("seed", range(4))
def test_eight_comments_in_an_hour_are_a_story_in_a_quiet_village(seed):
    buckets = planted(village(by_day(0.5), days=12, seed=seed), on(10, 14), 2, 2, 2, 2)

    (story,) = (story for story in watched(buckets) if story.at.date() == on(10, 14).date())

    assert on(10, 14) < story.at <= on(10, 15)
    assert story.value >= 8
    assert story.words.endswith("usual at this hour on a Thursday.")


@pytest.mark.parametrize("seed", range(4))
def test_eight_comments_on_a_new_conversation_are_a_story_even_among_many_series(seed):
    buckets = planted(village(by_day(0.2), days=2, seed=seed), on(0, 9), 2, 2, 2, 2)

    (story,) = alerts(buckets, width=QUARTER, usual_a_day=3, rare=RARE_AMONG_MANY)

    assert on(0, 9) < story.at <= on(0, 10)


def test_a_story_at_a_busy_council_is_told_within_minutes():
    buckets = planted(village(by_day(12), days=12, seed=1), on(10, 14), 30, 40, 40)

    (story,) = watched(buckets)

    assert story.at == on(10, 14) + timedelta(minutes=15)


def test_a_slow_story_is_told_too():
    buckets = planted(village(by_day(2), days=14, seed=2), on(12, 13), *[2] * 16)

    (story,) = watched(buckets)

    assert on(12, 13) < story.at <= on(12, 17)


@pytest.mark.parametrize("rate", [0.02, 0.3, 1, 3])
def test_a_village_where_nothing_happens_hardly_ever_alarms(rate):
    weeks, found = 4, [story for seed in range(3) for story in watched(village(by_day(rate), days=28, seed=seed))]

    assert len(found) / (3 * weeks) <= 0.25


@pytest.mark.parametrize("rate", [0.3, 1, 6])
def test_the_first_days_alarm_nobody(rate):
    assert [story for seed in range(8) for story in watched(village(by_day(rate), days=4, seed=seed))] == []


def test_no_messages_at_all_are_no_story():
    assert watched(village(lambda at: 0, days=10, seed=0)) == []


def test_nothing_is_told_in_the_first_two_days_but_where_the_usual_is_known():
    buckets = planted(village(lambda at: 0, days=3, seed=0), on(0, 10), 4, 4, 4)

    assert watched(buckets) == []
    assert [story.value for story in watched(buckets, usual_a_day=2)] == [8]


def test_one_viral_hour_is_told_once_and_does_not_become_the_usual():
    viral = planted(village(by_day(1), days=21, seed=4), on(9, 12), 50, 50, 50, 50)
    again = planted(viral, on(12, 18), 5, 5, 5, 5)

    assert [story.at.date() for story in watched(again)] == [on(9, 12).date(), on(12, 18).date()]


def test_a_story_that_grows_to_three_times_the_pace_is_told_again():
    buckets = planted(village(by_day(1), days=12, seed=4), on(9, 12), *[6] * 6, *[40] * 4)

    first, second = watched(buckets)

    assert on(9, 12) < first.at < on(9, 13)
    assert on(9, 13) < second.at < on(9, 15)


def test_a_weekly_market_alarms_no_more_from_the_third_week_on():
    def market(at: datetime) -> float:
        return 9 if at.weekday() == 4 and 9 <= at.hour < 13 else by_day(1)(at)

    found = [story.at for seed in range(4) for story in watched(village(market, days=42, seed=seed))]

    assert {at.weekday() for at in found if at < on(14, 0)} == {4}
    assert [at for at in found if at >= on(14, 0) and at.weekday() == 4] == []


@pytest.mark.parametrize("begun", [datetime(2026, 3, 16, tzinfo=LONDON), datetime(2026, 10, 12, tzinfo=LONDON)])
def test_the_clocks_going_forward_or_back_are_no_story(begun):
    changed = begun + timedelta(days=13)

    found = [story.at for seed in range(3) for story in watched(village(by_day(4), days=21, seed=seed, begin=begun))]

    assert begun.utcoffset() != (changed + timedelta(days=1)).utcoffset()
    assert [at for at in found if changed <= at < changed + timedelta(days=3)] == []


def test_a_gap_neither_alarms_nor_teaches():
    buckets = village(by_day(2), days=14, seed=6)
    holed = [bucket for bucket in buckets if not on(8, 0) <= bucket.at < on(11, 12)]

    assert watched(holed) == []
    assert watched(planted(holed, on(11, 12), 10, 10, 10))[0].at < on(11, 13)


def test_no_alert_knows_what_comes_after_it():
    buckets = planted(village(by_day(1), days=9, seed=7), on(5, 12), *[5] * 8)
    buckets = planted(buckets, on(7, 18), 9, 9)
    found = watched(buckets)

    assert len(found) == 2
    for cut in range(0, len(buckets), 37):
        assert watched(buckets[:cut]) == [story for story in found if story.at <= buckets[max(0, cut - 1)].at]


def test_a_series_that_was_kept_goes_on_as_if_it_never_stopped():
    buckets = planted(village(by_day(1), days=9, seed=8), on(7, 12), 6, 6, 6, 20)
    straight, kept = begin(QUARTER), begin(QUARTER)
    told = []
    for bucket in buckets:
        straight, alert = step(straight, bucket)
        kept, same = step(Series.from_json(json.loads(json.dumps(kept.as_json()))), bucket)
        told.append(alert)
        assert same == alert

    assert any(told)
    assert kept == straight


def test_what_is_kept_is_small_and_has_no_fractions():
    series = begin(300)
    for bucket in village(by_day(90), days=9, seed=9, width=300):
        series, _ = step(series, bucket)

    text = json.dumps(series.as_json())

    assert len(text) < 20_000
    assert "." not in text


def test_a_series_of_another_version_is_refused():
    with pytest.raises(SpikeError, match="another version"):
        Series.from_json({"width": 900})


@pytest.mark.parametrize(
    ("at", "count", "why"), [(MONDAY, 1, "not later"), (MONDAY + timedelta(hours=1), -1, "0 or more")]
)
def test_a_bucket_out_of_order_or_below_nothing_is_refused(at, count, why):
    series, _ = step(begin(QUARTER), Bucket(MONDAY, 3))

    with pytest.raises(SpikeError, match=why):
        step(series, Bucket(at, count))


@pytest.mark.parametrize("width", [0, 59, 86_401])
def test_a_width_that_is_no_use_is_refused(width):
    with pytest.raises(SpikeError, match="a minute to a day"):
        begin(width)


def test_moments_are_counted_into_whole_buckets_with_the_empty_ones():
    moments = [datetime(2026, 6, 1, 8, minute, tzinfo=UTC) for minute in (0, 14, 15, 59)]
    start = datetime(2026, 6, 1, 9, tzinfo=LONDON)

    buckets = list(buckets_of(moments, start, start + timedelta(minutes=50)))

    assert [bucket.count for bucket in buckets] == [2, 1, 0]
    assert buckets[0].at == start + timedelta(minutes=15)


def test_the_hour_that_the_clocks_repeat_is_counted_twice_over():
    start = datetime(2026, 10, 25, tzinfo=LONDON)

    buckets = list(buckets_of([], start, datetime(2026, 10, 26, tzinfo=LONDON), width=3_600))

    assert len(buckets) == 25
    assert [bucket.at.hour for bucket in buckets[:3]] == [1, 1, 2]
