"""Months, weeks, and the local day of a moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parishpump.desk.calendar import Month, Week, by_day, leaf_for, week_of, window

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Happening:
    at: datetime


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_a_month_is_whole_weeks_that_hold_all_of_its_days_and_no_week_too_many(year, month):
    days = Month(year, month).days

    assert len(days) % 7 == 0
    assert days[0].weekday() == 0
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert any(day.day == 1 and Month(year, month).has(day) for day in days[:7])
    assert any(Month(year, month).has(day) for day in days[-7:])
    assert not Month(year, month).next.has(days[-7])


@given(st.integers(2001, 2098), st.integers(1, 12))
def test_the_month_after_the_month_before_is_the_same(year, month):
    assert Month(year, month).previous.next == Month(year, month)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"month": "2026-12"}, Month(2026, 12)),
        ({"week": "2026-W53"}, Week(date(2026, 12, 28))),
        ({"week": "2027-W01"}, Week(date(2027, 1, 4))),
        ({"week": "2027-W53"}, Month(2026, 11)),
        ({"month": "2026-13"}, Month(2026, 11)),
        ({"month": "1999-01"}, Month(2026, 11)),
        ({"month": "<script>"}, Month(2026, 11)),
        ({}, Month(2026, 11)),
    ],
)
def test_what_an_address_asks_for_is_shown_and_what_cannot_be_read_is_the_month_of_today(asked, found):
    assert leaf_for(**{"month": "", "week": "", **asked}, today=TODAY) == found


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_the_address_of_a_week_leads_back_to_it(day):
    week = week_of(day)

    assert leaf_for(month="", week=week.query.removeprefix("week="), today=TODAY) == week
    assert week.has(day)


def test_a_day_of_the_spring_change_has_23_hours_and_one_of_the_autumn_change_25():
    spring, autumn = window([date(2026, 3, 29)], LONDON), window([date(2026, 10, 25)], LONDON)

    assert spring[1].astimezone(UTC) - spring[0].astimezone(UTC) == timedelta(hours=23)
    assert autumn[1].astimezone(UTC) - autumn[0].astimezone(UTC) == timedelta(hours=25)


def test_half_past_midnight_in_summer_is_that_day_although_it_is_the_day_before_at_greenwich():
    half_past_midnight = Happening(datetime(2026, 6, 2, 23, 30, tzinfo=UTC))

    assert list(by_day([half_past_midnight], LONDON)) == [date(2026, 6, 3)]


def test_what_happens_on_a_day_stands_in_the_order_of_time():
    late, early = Happening(datetime(2026, 11, 24, 17, tzinfo=UTC)), Happening(datetime(2026, 11, 24, 8, tzinfo=UTC))

    assert by_day([late, early], LONDON)[TODAY] == [early, late]


@given(st.datetimes(datetime(2001, 1, 1), datetime(2098, 1, 1), timezones=st.just(UTC)))
def test_every_moment_is_in_the_window_of_its_own_local_day(moment):
    (day,) = by_day([Happening(moment)], LONDON)
    start, end = window([day], LONDON)

    assert start <= moment < end
