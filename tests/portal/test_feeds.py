"""The noticeboard for programs, read back by programs."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest
from icalendar import Calendar

from parishpump.portal.feeds.atom import atom
from parishpump.portal.feeds.calendar import calendar
from parishpump.portal.queries.notices import notices_of, published
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.content import Content
from parishpump.publishing.events import Event, event_of
from tests.conftest import NOON
from tests.portal.scenes import HALF_PAST, picture

START = datetime(2026, 11, 26, 19, 30, tzinfo=UTC)


def read_atom(resident):
    answer = resident.get("/feed.atom")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def events(answer) -> list:
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_notice_in_the_atom_feed(resident, mill_lane):
    feed = read_atom(resident)

    (entry,) = feed.entries
    assert feed.feed.title == "Northfold Parish Council: noticeboard"
    assert entry.id == "tag:northfold.example,2026:P-2026-0001"
    assert entry.link == "https://northfold.example/n/P-2026-0001/"
    assert entry.author == "Communications Officer, Northfold Parish Council"
    assert "The diversion is by Church Road." in entry.summary
    assert entry.published == entry.updated == "2026-11-24T12:00:01+00:00"


def test_a_correction_updates_the_same_entry(resident, corrected):
    (entry,) = read_atom(resident).entries

    assert entry.id == "tag:northfold.example,2026:P-2026-0001"
    assert entry.title == "Corrected: Mill Lane closed from 1 December"
    assert (entry.published, entry.updated) == ("2026-11-24T12:00:01+00:00", "2026-11-25T12:00:01+00:00")


def test_a_withdrawn_notice_leaves_the_feeds_and_readers_are_told(resident, mill_lane, clerk):
    withdraw(mill_lane, reason="Called off.", by=clerk, at=HALF_PAST)

    feed = resident.get("/feed.atom")

    assert read_atom(resident).entries == []
    assert b'<at:deleted-entry ref="tag:northfold.example,2026:P-2026-0001"' in feed.content
    assert b"Church Road" not in feed.content
    assert json.loads(resident.get("/feed.json").content)["items"] == []


def test_broken_characters_never_break_the_feed(pin, northfold):
    pin(text="The diversion is by Church Road. ]]> & < 😀")
    post = published().get()
    post.public.channel_texts = {}
    post.public.title = "Bell \x07, \ufffe, \x0b and \u202eturned"
    post.public.text = "Form feed \x0c, \x1b[31m, delete \x7f, \uffff and half of &amp; <b>"

    feed = feedparser.parse(atom(northfold, notices_of([post], at=HALF_PAST), [], updated=NOON).encode())

    assert not feed.bozo
    assert feed.entries[0].title == "Bell , , and turned"


def test_a_notice_in_the_json_feed(resident, pin, communications_officer):
    pin(pictures=(picture(communications_officer),))

    answer = resident.get("/feed.json")
    feed = json.loads(answer.content)

    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = feed["items"]
    assert item["id"] == "tag:northfold.example,2026:P-2026-0001"
    assert item["content_text"].startswith("Mill Lane is closed")
    assert item["attachments"][0]["mime_type"] == "image/jpeg"
    assert resident.get(item["attachments"][0]["url"].removeprefix("https://northfold.example")).status_code == 200


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json", "/events.ics"])
def test_a_feed_that_did_not_change_is_not_sent_again(resident, pin, path):
    pin(event_start=START)
    tag = resident.get(path).headers["ETag"]

    same = resident.get(path, headers={"if-none-match": tag})
    pin(event_start=START, title="Another", at=NOON + timedelta(minutes=1))
    other = resident.get(path, headers={"if-none-match": tag})

    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)


def test_an_atom_feed_says_when_it_last_changed(resident, corrected):
    answer = resident.get("/feed.atom")
    since = {"if-modified-since": answer.headers["Last-Modified"]}

    assert answer.headers["Last-Modified"] == "Wed, 25 Nov 2026 12:00:01 GMT"
    assert resident.get("/feed.atom", headers=since).status_code == 304


def test_an_event_in_the_calendar_keeps_its_hour_in_its_own_zone(resident, pin):
    post = pin(event_start=START, event_end=START + timedelta(hours=2), venue="Village hall, Church Road")

    (event,) = events(resident.get("/events.ics"))

    assert event["UID"] == f"{post.reference}@northfold.example"
    assert event.start == START
    assert event.end == START + timedelta(hours=2)
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert (event["SEQUENCE"], event["STATUS"], event["LOCATION"]) == (1, "CONFIRMED", "Village hall, Church Road")
    assert b"BEGIN:VTIMEZONE" in resident.get("/events.ics").content


def test_the_event_of_one_notice_can_be_saved(resident, pin, mill_lane):
    post = pin(event_start=START)

    answer = resident.get(f"/n/{post.reference}/event.ics")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{post.reference}.ics"'
    assert len(events(answer)) == 1
    assert resident.get(f"/n/{mill_lane.reference}/event.ics").status_code == 404


def test_a_corrected_and_then_withdrawn_event_is_struck_out(resident, pin, clerk):
    post = pin(event_start=START, venue="Village hall")
    pin(post=post, event_start=START + timedelta(hours=1), correction="Wrong hour.", at=NOON + timedelta(hours=1))
    (moved,) = events(resident.get("/events.ics"))
    withdraw(post, reason="Called off.", by=clerk, at=NOON + timedelta(hours=2))
    (cancelled,) = events(resident.get("/events.ics"))

    assert (moved["SEQUENCE"], moved.start) == (2, START + timedelta(hours=1))
    assert (cancelled["SEQUENCE"], cancelled["STATUS"]) == (3, "CANCELLED")
    assert cancelled["UID"] == moved["UID"]
    assert cancelled["LAST-MODIFIED"].dt == NOON + timedelta(hours=2)
    assert "DESCRIPTION" not in cancelled
    assert "LOCATION" not in cancelled


def telling(**facts) -> Content:
    usual = {"title": "", "text": "", "zone": "Europe/London", "goes_out_wall": "2026-10-20T09:00"}
    usual["repeat_until"] = date(2026, 11, 5)
    return Content(**{**usual, **facts})


def test_an_event_that_repeats_keeps_its_hour_across_the_change_of_clocks():
    event = event_of(telling(event_start=datetime(2026, 10, 21, 18, 0, tzinfo=UTC), repeat="weekly"))

    assert [start.strftime("%d %b %H:%M %z") for start in event.starts] == [
        "21 Oct 19:00 +0100",
        "28 Oct 19:00 +0000",
        "04 Nov 19:00 +0000",
    ]
    assert event.next_start(datetime(2026, 10, 29, tzinfo=UTC)) == event.starts[2]
    assert event.next_start(datetime(2026, 11, 6, tzinfo=UTC)) is None


def test_the_last_day_of_the_month_is_kept_where_a_month_is_short():
    event = event_of(
        telling(
            goes_out_wall="2026-12-30T09:00",
            event_start=datetime(2026, 12, 31, 12, tzinfo=UTC),
            repeat="monthly",
            repeat_until=date(2027, 3, 31),
        )
    )

    assert [start.day for start in event.starts] == [31, 31, 28, 31]


def test_a_reminder_that_goes_out_every_week_tells_of_one_event():
    event = event_of(telling(event_start=datetime(2026, 11, 10, 19, 0, tzinfo=UTC), repeat="weekly"))

    assert len(event.starts) == 1


def test_a_repeated_event_comes_with_each_of_its_days(pin, northfold):
    pin()
    (notice,) = notices_of(published(), at=NOON)
    weekly = Event((START, START + timedelta(days=7)), timedelta(hours=2), "Village hall", "Every week")

    (event,) = Calendar.from_ical(calendar(northfold, [replace(notice, event=weekly)])).walk("VEVENT")

    assert (event.start, event.end) == (START, START + timedelta(hours=2))
    assert [moment.dt for moment in event["RDATE"].dts] == [START + timedelta(days=7)]
