"""What is remembered of one series: a few hundred whole numbers, whatever its age."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from parishpump.inbox.spikes.errors import SpikeError

DAY, HOUR = 86_400, 3_600
# Everything that is not a count is kept in millionths, so that a stored series goes on exactly as if it never stopped.
MILLION = 1_000_000
# The stretches over which messages are added up, in seconds: a story breaks in half an hour or grows over four.
STRETCHES = (HOUR // 2, HOUR, 2 * HOUR, 4 * HOUR)
# How uneven a series is taken to be before it has told: its spread is seven tenths of its mean.
_UNKNOWN_UNEVENNESS = MILLION // 2


@dataclass(frozen=True)
class Story:
    """A story that was told of: with what count over how long, when, and when it was last above the usual."""

    count: int
    within: int
    told: int
    last_above: int


@dataclass(frozen=True)
class Series:
    """The memory of one series. `width` in seconds; moments in seconds since 1970; the rest in counts or millionths."""

    width: int
    trusted: bool = False
    steps: int = 0
    begun: int = 0
    last: int = 0
    level: int = 0
    level_weight: int = 0
    hours: tuple[int, ...] = (MILLION, 0) * 24
    week: tuple[int, ...] = (MILLION, 0) * 168
    unevenness: tuple[int, ...] = (_UNKNOWN_UNEVENNESS,) * len(STRETCHES)
    counts: tuple[int, ...] = ()
    expected: tuple[int, ...] = ()
    story: Story | None = None

    def as_json(self) -> dict[str, Any]:
        """Whole numbers, and lists of them: for a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Series":
        """The series that `as_json` gave. SpikeError where it is of another version."""
        if set(kept) != {field.name for field in fields(cls)}:
            raise SpikeError("This series was kept by another version of Parish Pump. Begin it again.")
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        return cls(**{**values, "story": Story(**kept["story"]) if kept["story"] else None})


def begin(width: int, *, usual_a_day: int | None = None) -> Series:
    """A series of buckets `width` seconds wide (60 to 86,400), of which nothing was seen yet.

    It listens for two days before it speaks. Where `usual_a_day` is known, as it is of a new conversation on an old
    channel, it speaks from its first bucket on.
    """
    if not 60 <= width <= DAY:
        raise SpikeError(f"A bucket of {width} seconds is no use here. Take a minute to a day.")
    if usual_a_day is None:
        return Series(width)
    return Series(
        width, trusted=True, level=max(0, usual_a_day) * MILLION * width // DAY, level_weight=MILLION * DAY // width
    )
