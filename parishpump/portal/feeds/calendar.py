"""Events as iCalendar (RFC 5545): one for each notice that tells of an event."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from icalendar import Calendar, vText
from icalendar import Event as CalendarEvent

from parishpump.councils.models import Council
from parishpump.portal.feeds.names import page_of
from parishpump.portal.queries.notices import Notice
from parishpump.portal.wording import one_line
from parishpump.publishing.events import Event

_LONGEST_DESCRIPTION = 2000


def calendar(council: Council, notices: Sequence[Notice]) -> bytes:
    """The events of these notices; a withdrawn one stays, as cancelled, so that calendars strike it out."""
    found = Calendar()
    found.add("prodid", "-//Parish Pump//Noticeboard//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", f"{council.name}: events")
    found.add("x-wr-timezone", council.zone)
    for notice in notices:
        if notice.event is not None:
            found.add_component(_event(council, notice, notice.event))
    found.add_missing_timezones()
    written: bytes = found.to_ical()
    return written


def _event(council: Council, notice: Notice, event: Event) -> CalendarEvent:
    made = CalendarEvent()
    made.add("uid", f"{notice.reference}@{council.host}")
    # A calendar takes what has the greater number: every version counts, and the withdrawal as one more.
    made.add("sequence", notice.version + (1 if notice.is_withdrawn else 0))
    for name in ("dtstamp", "last-modified"):
        made.add(name, notice.updated_at.astimezone(ZoneInfo("UTC")))
    made.add("created", notice.published_at.astimezone(ZoneInfo("UTC")))
    made.add("summary", f"Cancelled: {notice.title}" if notice.is_withdrawn else notice.title)
    made.add("status", "CANCELLED" if notice.is_withdrawn else "CONFIRMED")
    _add_times(made, event)
    if event.venue and not notice.is_withdrawn:
        made.add("location", one_line(event.venue))
    made.add("url", page_of(council, notice))
    made.add("organizer", vText(f"{council.address}/"), {"cn": council.name})
    if notice.text:
        made.add("description", f"{notice.text[:_LONGEST_DESCRIPTION]}\n\n{page_of(council, notice)}")
    if notice.category:
        made.add("categories", [notice.category])
    return made


def _add_times(made: CalendarEvent, event: Event) -> None:
    """Each repeated beginning is named by itself: "every month on the 31st" is no rule that calendars share."""
    first = event.starts[0]
    made.add("dtstart", first)
    if event.lasts is not None:
        made.add("dtend", event.end_of(first))
    if len(event.starts) > 1:
        made.add("rdate", list(event.starts[1:]))
