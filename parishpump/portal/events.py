"""When an event takes place, as often as it does. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from parishpump.publishing.clock import REPEATS, from_the_wall, on_the_wall, times
from parishpump.publishing.content import Content

HOW_OFTEN = {"weekly": "Every week", "fortnightly": "Every two weeks", "monthly": "Every month"}


@dataclass(frozen=True)
class Event:
    """An event of a notice. `starts` holds every beginning, in the council's own zone; `lasts` is None where unsaid."""

    starts: tuple[datetime, ...]
    lasts: timedelta | None
    venue: str
    how_often: str = ""

    def next_start(self, at: datetime) -> datetime | None:
        """The next beginning that is not over at `at`, or None when all are."""
        return next((start for start in self.starts if self.end_of(start) >= at), None)

    def end_of(self, start: datetime) -> datetime:
        """When the one that starts at `start` ends; where nobody said, the end of that day."""
        if self.lasts is None:
            return start.replace(hour=23, minute=59, second=59)
        return (start.astimezone(ZoneInfo("UTC")) + self.lasts).astimezone(start.tzinfo)


def event_of(content: Content) -> Event | None:
    """The event that a content tells of.

    A post that goes out again only after its event began tells of an event that repeats at the same distance. One that
    goes out again before that is a reminder of one event.
    """
    if content.event_start is None:
        return None
    zone = ZoneInfo(content.zone)
    start = content.event_start.astimezone(zone)
    lasts = content.event_end - content.event_start if content.event_end else None
    number = _how_many(content)
    if number == 1:
        return Event((start,), lasts, content.venue)
    first = datetime.fromisoformat(on_the_wall(content.event_start, content.zone))
    walls = [(first + REPEATS[content.repeat] * step).strftime("%Y-%m-%dT%H:%M") for step in range(number)]
    starts = tuple(from_the_wall(wall, content.zone).astimezone(zone) for wall in walls)
    return Event(starts, lasts, content.venue, HOW_OFTEN[content.repeat])


def _how_many(content: Content) -> int:
    repeats = content.repeat and content.repeat_until and content.goes_out_wall
    if not repeats or content.event_start is None:
        return 1
    out = times(content.goes_out_wall, content.zone, content.repeat, content.repeat_until)
    return len(out) if len(out) > 1 and content.event_start <= out[1] else 1
