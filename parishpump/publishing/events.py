"""When an event takes place, as often as it does. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
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
    """The event that a content tells of."""
    starts = event_starts(content)
    if content.event_start is None or not starts:
        return None
    zone = ZoneInfo(content.zone)
    lasts = content.event_end - content.event_start if content.event_end else None
    how_often = HOW_OFTEN[content.repeat] if len(starts) > 1 else ""
    return Event(tuple(start.astimezone(zone) for start in starts), lasts, content.venue, how_often)


class Timing(Protocol):
    """What of a post says when its event takes place."""

    @property
    def event_start(self) -> datetime | None: ...
    @property
    def goes_out_wall(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def repeat(self) -> str: ...
    @property
    def repeat_until(self) -> date | None: ...


def event_starts(timing: Timing) -> list[datetime]:
    """Every beginning of the event, in UTC; none where there is no event.

    A post that goes out again only after its event began tells of an event that repeats at the same distance. One that
    goes out again before that is a reminder of one event.
    """
    start = timing.event_start
    if start is None:
        return []
    if not (timing.repeat and timing.repeat_until and timing.goes_out_wall):
        return [start]
    out = times(timing.goes_out_wall, timing.zone, timing.repeat, timing.repeat_until)
    if len(out) < 2 or start > out[1]:
        return [start]
    first = datetime.fromisoformat(on_the_wall(start, timing.zone))
    walls = (first + REPEATS[timing.repeat] * step for step in range(len(out)))
    return [from_the_wall(wall.strftime("%Y-%m-%dT%H:%M"), timing.zone) for wall in walls]
