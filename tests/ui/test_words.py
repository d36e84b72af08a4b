from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from parishpump.ui import words

NOW = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
TUESDAY = date(2026, 12, 1)


def test_a_day_is_said_with_its_weekday() -> None:
    assert words.day(TUESDAY) == "Tuesday 1 December 2026"
    assert words.day(TUESDAY, year=False) == "Tuesday 1 December"
    assert words.short_day(TUESDAY) == "Tue 1 Dec"
    assert words.plain_day(TUESDAY) == "1 December 2026"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (time(17), "5pm"),
        (time(9, 31), "9:31am"),
        (time(12), "12 noon"),
        (time(0), "12 midnight"),
        (time(0, 5), "12:05am"),
        (time(12, 30), "12:30pm"),
    ],
)
def test_a_time_is_said_on_the_twelve_hour_clock(when: time, said: str) -> None:
    assert words.clock(when) == said


def test_a_moment_is_said_with_day_and_time() -> None:
    assert words.moment(NOW) == "Tuesday 24 November 2026 at 9:10am"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "9:10am today"),
        (1, "9:10am tomorrow"),
        (-1, "9:10am yesterday"),
        (9, "9:10am on Thursday 3 December"),
        (60, "9:10am on Saturday 23 January 2027"),
    ],
)
def test_a_near_moment_is_said_by_its_nearness(days: int, said: str) -> None:
    assert words.near_moment(NOW + timedelta(days=days), now=NOW) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 12, 1), date(2026, 12, 1), "1 December 2026"),
        (date(2026, 12, 1), date(2026, 12, 3), "1 to 3 December 2026"),
        (date(2026, 11, 30), date(2026, 12, 3), "30 November to 3 December 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 December 2026 to 2 January 2027"),
    ],
)
def test_a_range_of_days_says_to_and_repeats_nothing(first: date, last: date, said: str) -> None:
    assert words.days_between(first, last) == said


def test_a_range_of_moments_says_the_day_once_when_there_is_one() -> None:
    five = NOW.replace(hour=17, minute=0)

    assert words.moments_between(NOW, five) == "9:10am to 5pm on Tuesday 24 November 2026"
    assert words.moments_between(NOW, five + timedelta(days=2)) == (
        "9:10am on Tuesday 24 November to 5pm on Thursday 26 November 2026"
    )


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=59), "under a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=70), "1h 10m"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=18, minutes=20), "18 hours"),
        (timedelta(days=9, hours=5), "9 days"),
        (timedelta(minutes=-70), "1h 10m"),
    ],
)
def test_a_length_is_said_no_finer_than_somebody_needs(span: timedelta, said: str) -> None:
    assert words.length(span) == said


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(days=9), "in 9 days"),
        (timedelta(hours=2, minutes=50), "in 2h 50m"),
        (timedelta(hours=15), "tomorrow"),
        (timedelta(hours=20), "tomorrow"),
        (timedelta(days=1, hours=12), "tomorrow"),
        (timedelta(hours=-18), "18 hours ago"),
        (timedelta(seconds=-5), "just now"),
    ],
)
def test_what_is_to_come_and_what_is_past(after: timedelta, said: str) -> None:
    assert words.ahead(NOW + after, now=NOW) == said
    assert words.ago(NOW + after, now=NOW) == said


def test_nothing_is_late_before_it_is_due() -> None:
    assert words.late(NOW - timedelta(minutes=70), now=NOW) == "1h 10m late"
    assert words.late(NOW, now=NOW) == ""


def test_lateness_is_the_same_whatever_the_zone() -> None:
    due = (NOW - timedelta(minutes=70)).astimezone(ZoneInfo("Pacific/Auckland"))

    assert words.late(due, now=NOW) == "1h 10m late"


def test_counts_carry_their_noun() -> None:
    assert words.counted(1, "post") == "1 post"
    assert words.counted(0, "reply", "replies") == "0 replies"
    assert words.counted(1204, "record") == "1,204 records"
    assert [words.number_word(number) for number in (0, 6, 11)] == ["no", "six", "11"]


def test_a_list_ends_with_and() -> None:
    assert words.listed([]) == ""
    assert words.listed(["Bluesky"]) == "Bluesky"
    assert words.listed(["Noticeboard", "Bluesky", "Mastodon"]) == "Noticeboard, Bluesky and Mastodon"


def test_a_size_is_said_in_thousands() -> None:
    assert [words.size(octets) for octets in (1, 312, 2_100, 1_440_000)] == ["1 byte", "312 bytes", "2 KB", "1.4 MB"]


def test_a_digest_is_grouped_by_eights() -> None:
    assert words.grouped_hex("d5827d76abbf996c46da") == "d5827d76 abbf996c 46da"
