"""The chart of a story: a bar an hour, the usual range in grey, what breaks it in ochre. The axis starts at nought."""

from collections.abc import Sequence
from dataclasses import dataclass

from parishpump.inbox.queries.stories import Hour
from parishpump.ui import words

FLOOR = 151  # where nought stands, in the units of the drawing
_TOP, _EDGE = 20, 4


@dataclass(frozen=True)
class Box:
    """A rectangle of the drawing."""

    x: float
    y: float
    width: float
    height: float
    hot: bool = False


@dataclass(frozen=True)
class Label:
    """Words in the drawing, and where they stand."""

    x: float
    words: str
    y: float = 0
    anchor: str = "middle"


@dataclass(frozen=True)
class Chart:
    """One drawing: bars before the band, labels below, the number at the highest that breaks the usual."""

    kind: str
    wide: int
    left: int
    title: str
    bars: Sequence[Box]
    band: Sequence[Box]
    labels: Sequence[Label]
    most: int
    peak: Label | None


def charts_of(name: str, hours: Sequence[Hour], near: int) -> tuple[Chart, Chart]:
    """The chart for a desk, and a smaller one for a phone: twelve hours on either side of the hour numbered `near`."""
    start = max(0, min(near - 12, len(hours) - 24))
    return _chart("wide", 760, name, hours, 6), _chart("phone", 320, name, hours[start : start + 24], 6)


def _chart(kind: str, wide: int, name: str, hours: Sequence[Hour], every: int) -> Chart:
    left = 30
    step = (wide - left) / max(len(hours), 1)
    most = max([1, *(one.number for one in hours), *(one.usual[1] for one in hours if one.usual)])
    scale = (FLOOR - _TOP) / most

    def box(place: int, low: float, high: float, gap: float, hot: bool = False) -> Box:
        height = round((high - low) * scale, 1)
        return Box(
            round(left + place * step + gap, 1), round(FLOOR - high * scale, 1), round(step - 2 * gap, 1), height, hot
        )

    return Chart(
        kind,
        wide,
        left,
        in_words(name, hours),
        [box(place, 0, one.number, step / 8, one.breaks) for place, one in enumerate(hours) if one.number],
        [box(place, *one.usual, 0) for place, one in enumerate(hours) if one.usual],
        [
            Label(round(left + (place + 0.5) * step, 1), words.clock(one.begins))
            for place, one in enumerate(hours)
            if one.begins.hour % every == 0 and _EDGE * step < (place + 0.5) * step < wide - left - 22
        ],
        most,
        _peak(hours, left, step, scale, wide),
    )


def _peak(hours: Sequence[Hour], left: int, step: float, scale: float, wide: int) -> Label | None:
    """The number over the highest bar that breaks the usual."""
    place = max(range(len(hours)), key=lambda one: hours[one].number, default=None)
    if place is None or not hours[place].breaks:
        return None
    x = left + (place + 0.5) * step
    anchor = "end" if x > wide - 90 else "start"
    said = f"{hours[place].number} from {words.clock(hours[place].begins)}"
    return Label(round(x, 1), said, round(FLOOR - hours[place].number * scale - 5, 1), anchor)


def in_words(name: str, hours: Sequence[Hour]) -> str:
    """What the chart shows, for whoever cannot see it."""
    if not hours:
        return f"{name}: no hour is over yet."
    most = max(hours, key=lambda one: one.number)
    when = f"{words.short_day(most.begins)} from {words.clock(most.begins)}"
    usual = f"; {usual_words(most.usual)} are usual then" if most.usual else "; what is usual is not known yet"
    return f"{name}, messages an hour: {most.number} at most, {when}{usual}."


def usual_words(usual: tuple[int, int] | None) -> str:
    """A usual range as people say it."""
    if usual is None:
        return "not known yet"
    return f"{usual[0]} to {usual[1]}"
