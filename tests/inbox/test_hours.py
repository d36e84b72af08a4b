"""The hours in which somebody looks, as the policy states them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from parishpump.adoption.hours import hours_of
from parishpump.inbox.queries.hours import promise
from tests.conftest import NOON

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)  # the 24th is a Tuesday


def test_somebody_looks_within_the_hours_on_the_days():
    hours = hours_of(["09:00-13:00"], WEEKDAYS)

    assert [hours.is_open(at) for at in (local(24, 9), local(24, 12, 59), local(24, 13), local(28, 10))] == [
        True,
        True,
        False,
        False,
    ]


def test_the_next_hours_are_found_over_the_weekend():
    hours = hours_of(["09:00-13:00"], WEEKDAYS)

    assert hours.opens_next(local(27, 14)) == local(30, 9)


def test_hours_without_days_are_every_day():
    assert hours_of(["18:00-19:00", "08:30-09:30"], []).in_words == "every day, 8:30am to 9:30am and 6pm to 7pm"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (WEEKDAYS, "Monday to Friday, 9am to 1pm"),
        (("Tuesday", "Thursday"), "Tuesday and Thursday, 9am to 1pm"),
        (("Monday",), "Monday, 9am to 1pm"),
    ],
)
def test_hours_are_said_in_words(days, words):
    assert hours_of(["09:00-13:00"], days).in_words == words


def test_what_cannot_be_read_is_no_hour():
    assert not hours_of(["always", "13:00-09:00"], WEEKDAYS).stated


def test_a_policy_that_states_nothing_promises_nothing(northfold):
    said = promise(NOON)

    assert (said.hours.stated, said.reply_within, said.kept, said.nobody_looks_now) == (False, "", "", False)


def test_what_a_policy_states_is_promised(own_pack):
    own_pack(
        "[parameters.listen]\n"
        'monitored_hours = ["09:00-11:00"]\n'
        'monitored_days = ["Monday", "Tuesday"]\n'
        'reply_target = "5 working days"\n'
    )

    said = promise(NOON)

    assert (said.hours.in_words, said.reply_within) == ("Monday and Tuesday, 9am to 11am", "5 working days")
    assert said.nobody_looks_now
    assert said.opens_next == local(30, 9)
