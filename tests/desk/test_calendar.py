"""The calendar as an officer sees it: what stands on which day, in which words."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.pausing import pause
from tests.conftest import NOON
from tests.desk.scenes import channel, clock, goes_out, left_as, many_published
from tests.publishing.pages import said

NEXT_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d")
OPEN = "The village hall is open to everybody."


def day(client: Client, which: str, address: str = "/calendar/") -> str:
    """What stands on one day, which is named like `24 November`."""
    days = said(client.get(address)).partition("Days of ")[2]
    return NEXT_DAY.split(days.partition(f"day {which}")[2])[0]


def test_a_post_stands_on_the_day_and_hour_when_it_goes_out(as_clerk, desk):
    desk.approved("Carol service tickets", **goes_out(clock("10:00", "2026-11-25")))

    assert "10am, post, scheduled Carol service tickets" in day(as_clerk, "25 November")


@pytest.mark.parametrize(
    ("moment", "on_the_day", "month"),
    [
        (datetime(2026, 6, 2, 23, 30, tzinfo=UTC), "3 June", "2026-06"),  # 00:30 in British Summer Time
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July", "2026-07"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 October", "2026-10"),  # 01:30 in summer time
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), "25 October", "2026-10"),  # 23:30, winter time by then
    ],
)
def test_a_moment_stands_on_its_local_day(as_clerk, desk, moment, on_the_day, month):
    many_published(1, desk, until=moment, every=timedelta(days=1))

    assert "post, published Notice 1" in day(as_clerk, on_the_day, f"/calendar/?month={month}")


def test_what_is_not_approved_yet_is_no_promise(as_clerk, desk):
    its_time = goes_out(clock("12:30", "2026-12-15"))
    desk.submitted("Hall open", text=OPEN, comes_down=NOON + timedelta(days=40), **its_time)

    december = as_clerk.get("/calendar/?month=2026-12")

    assert "12:30pm, post, not approved Hall open" in said(december)
    assert "9:10am, approval, expires Hall open" in said(december)


def test_events_and_what_comes_down_stand_there(as_clerk, desk):
    desk.approved(
        "Craft fair",
        event_start=clock("10:00", "2026-11-28"),
        venue="Village hall",
        comes_down=clock("18:00", "2026-11-28"),
    )

    found = day(as_clerk, "28 November")

    assert "10am, event Craft fair, Village hall" in found
    assert "6pm, comes down Craft fair" in found


def test_an_event_that_repeats_stands_on_each_of_its_days_at_the_same_hour(as_clerk, desk, it_is):
    it_is(NOON - timedelta(days=60))
    first = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)  # 9am in summer time
    desk.approved(
        "Market",
        at=NOON - timedelta(days=60),
        text=OPEN,
        event_start=first + timedelta(hours=1),
        repeat="weekly",
        repeat_until=first.date() + timedelta(days=28),
        comes_down=first + timedelta(days=40),
        **goes_out(first),
    )

    october, november = (said(as_clerk.get(f"/calendar/?month=2026-{month}")) for month in (10, 11))

    assert october.count("10am, event Market") == 3  # 12, 19, 26 October: the weeks of that page end on 1 November
    assert november.count("10am, event Market") == 3  # 26 October, and 2 and 9 November in winter time


def test_a_withdrawn_post_leaves_no_events_behind(as_clerk, desk):
    many_published(1, desk, until=NOON, every=timedelta(days=1))
    revision = desk.approved("Craft fair", event_start=clock("10:00", "2026-11-28"))
    revision.post.published_at = NOON
    revision.post.save()

    withdraw(revision.post, reason="It does not take place.", by=desk.clerk, at=NOON)

    assert "Craft fair" not in day(as_clerk, "28 November")


def test_while_everything_is_paused_posts_are_held_and_the_page_says_what_it_means(as_clerk, desk):
    desk.approved("Leaf clearing", **goes_out(clock("17:00")))
    pause(reason="Burst main.", by=desk.clerk, at=NOON)

    page = said(as_clerk.get("/calendar/"))

    assert "Paused, not lost The Clerk paused everything on Tuesday 24 November 2026 at 12 noon: Burst main." in page
    assert "5pm, post, held Leaf clearing" in page


def test_a_post_is_as_well_as_its_worst_channel(as_clerk, desk):
    social = channel("Mastodon", "mastodon", desk.clerk)
    revision = desk.approved("Gritting", social, **goes_out(clock("08:00")))
    left_as(revision, desk.noticeboard, "sent")
    left_as(revision, social, "unknown")

    assert "8am, post, not known Gritting" in day(as_clerk, "24 November")


def test_a_week_shows_what_a_month_has_no_room_for(as_clerk, desk):
    many_published(9, desk, until=clock("11:00"), every=timedelta(minutes=10))

    assert "3 more: see the week" in day(as_clerk, "24 November")
    assert said(as_clerk.get("/calendar/?week=2026-W48")).count("post, published") == 9


def test_an_empty_month_says_what_will_stand_there(as_councillor, noticeboard):
    page = said(as_councillor.get("/calendar/?month=2027-02"))

    assert "Nothing goes out and nothing happens in February 2027. Posts stand here as soon as they have a time" in page


def test_one_can_go_back_forth_and_home(as_clerk, noticeboard):
    page = as_clerk.get("/calendar/?month=2026-12").content.decode()

    assert 'href="?month=2026-11"' in page
    assert 'href="?month=2027-01"' in page
    assert ">Today</a>" in page


def test_another_councils_posts_are_not_in_the_calendar(as_clerk, desk, southfold, northfold):
    desk.approved("Only Northfold knows", **goes_out(clock("17:00")))
    northfold.host, southfold.host = "elsewhere.example", "northfold.example"
    northfold.save()
    southfold.save()

    answer = as_clerk.get("/calendar/")

    assert answer.status_code == 403
    assert "Only Northfold knows" not in answer.content.decode()
