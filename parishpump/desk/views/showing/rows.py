"""One row of the waiting list, and the order: what hurts soonest is on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from parishpump.ui import words


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing that waits: see ui/wait_row.html. `hurts_at` gives its place in the list."""

    hurts_at: datetime
    when: str
    then: str
    title: str
    url: str
    why: str
    button: str
    hidden: str = ""
    late: bool = False
    main: bool = False
    runs_away: bool = False


def in_order(rows: Iterable[Row]) -> list[Row]:
    """What runs away above all else, then what is late, the latest of all on top; then by when it hurts."""
    return sorted(rows, key=lambda row: (not row.runs_away, not row.late, row.hurts_at))


def late_words(due: datetime, now: datetime) -> tuple[str, str]:
    """`1h 10m late`, `due 8am`."""
    local, local_now = timezone.localtime(due), timezone.localtime(now)
    day = "" if local.date() == local_now.date() else f" {words.short_day(local)}"
    return words.late(due, now=now), f"due {words.clock(local)}{day}"


def by_words(when: datetime, now: datetime, *, then: str) -> tuple[str, str]:
    """`By 12 noon`, `then it expires`; another day `In 9 days`, `Thu 3 Dec, then it expires`."""
    local, local_now = timezone.localtime(when), timezone.localtime(now)
    days = (local.date() - local_now.date()).days
    if days == 0:
        return f"By {words.clock(local)}", f"today, {then}"
    if days == 1:
        return f"By {words.clock(local)}", f"tomorrow, {then}"
    return f"In {words.counted(days, 'day')}", f"{words.short_day(local)}, {then}"


def near(when: datetime, now: datetime) -> str:
    """`12:30pm today`."""
    return words.near_moment(timezone.localtime(when), now=timezone.localtime(now))


def quoted(title: str) -> str:
    """The title between quotation marks, on one line."""
    return f"“{' '.join(title.split()) or 'a post without words'}”"
