"""Wall-clock time, its zone, and the times at which a repeating post goes out. Pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from parishpump.policy.values import Duration

REPEATS = {
    "weekly": relativedelta(weeks=1),
    "fortnightly": relativedelta(weeks=2),
    "monthly": relativedelta(months=1),
}
MOST_TIMES = 60
# How long a submitted revision waits for a decision where its own time does not come sooner.
DECIDE_WITHIN = timedelta(days=14)


def on_the_wall(moment: datetime, zone: str) -> str:
    """The wall-clock time of a moment, as it is kept: 2026-11-24T12:30."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def from_the_wall(wall: str, zone: str) -> datetime:
    """The moment, in UTC, at which the clocks of `zone` show `wall`.

    A time that the spring change skips counts as the same distance after the change (PEP 495, fold=0).
    """
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def times(wall: str, zone: str, repeat: str, until: date | None) -> list[datetime]:
    """Every moment, in UTC, at which a post goes out: one, or as many as its repetition says (at most 60).

    Each keeps the same hour on the wall, whatever the clocks do between; a month too short gives its last day.
    """
    first = datetime.fromisoformat(wall)
    if not repeat:
        return [from_the_wall(wall, zone)]
    if until is None:
        raise ValueError("A post that repeats needs a last day.")
    found: list[datetime] = []
    while len(found) < MOST_TIMES and (shown := first + REPEATS[repeat] * len(found)).date() <= until:
        found.append(from_the_wall(shown.strftime("%Y-%m-%dT%H:%M"), zone))
    return found


def moved(moment: datetime, length: Duration, *, back: bool = False) -> datetime:
    """The moment so much later, or with `back` so much earlier. Working days are Monday to Friday here."""
    step = -1 if back else 1
    if length.unit != "working day":
        return moment + step * relativedelta(**{f"{length.unit}s": length.count})  # type: ignore[arg-type]
    left = length.count
    while left:
        moment += timedelta(days=step)
        left -= moment.weekday() < 5
    return moment


def post_reference(begun_at: datetime, number: int) -> str:
    """A post's name for people and in addresses: P-2026-0012, by the year (UTC) in which it was begun."""
    return f"P-{begun_at.astimezone(UTC).year}-{number:04d}"


def retry_after(tries: int) -> timedelta:
    """How long to wait before the next try: half a minute, doubling, at most an hour."""
    return timedelta(seconds=min(30 * 2 ** max(tries - 1, 0), 3600))
