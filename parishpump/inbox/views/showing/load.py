"""Hours and weeks in words, and their bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parishpump.inbox.queries.load import Load, Totals
from parishpump.inbox.rota import Week, in_hours, share
from parishpump.ui.words import counted, short_day

STEP, WIDE, HIGH = 40, 26, 120  # of a bar, in units of the drawing


@dataclass(frozen=True)
class Bar:
    """One week in the drawing. `over`: more than the contract."""

    x: int
    y: int
    height: int
    over: bool


@dataclass(frozen=True)
class WeekRow:
    """One week in words."""

    name: str
    worked: str
    contract: str
    over: str
    deeds: int
    out_of_hours: int


def load_shown(load: Load) -> dict[str, Any]:
    """Everything on one person's page, in words."""
    this = load.this_week
    return {
        "load": load,
        "worked": in_hours(this.minutes),
        "contract": in_hours(this.contract) if this.contract else "",
        "over": in_hours(this.over) if this.over else "",
        "weeks": [_row(week) for week in reversed(load.weeks)],
        "bars": _bars(load.weeks),
        "line": _line(load.weeks),
        "chart": _chart_words(load.weeks),
        "anything": any(week.minutes or week.deeds for week in load.weeks),
        "entered": any(week.minutes for week in load.weeks),
        "share": share(load.out_of_hours, load.deeds),
        "lines": [(one, in_hours(one.minutes or 0)) for one in load.lines],
    }


def _row(week: Week) -> WeekRow:
    return WeekRow(
        short_day(week.monday),
        in_hours(week.minutes),
        in_hours(week.contract) if week.contract else "not stated",
        in_hours(week.over) if week.over else "",
        week.deeds,
        week.out_of_hours,
    )


def _most(weeks: Sequence[Week]) -> int:
    return max(*(max(week.minutes, week.contract or 0) for week in weeks), 60)


def _bars(weeks: Sequence[Week]) -> list[Bar]:
    found = []
    for place, week in enumerate(weeks):
        height = round(week.minutes * HIGH / _most(weeks))
        found.append(Bar(place * STEP + (STEP - WIDE) // 2, HIGH - height, height, week.over > 0))
    return found


def _line(weeks: Sequence[Week]) -> int | None:
    """How high the contract stands now; None where none is stated."""
    contract = weeks[-1].contract
    return HIGH - round(contract * HIGH / _most(weeks)) if contract else None


def _chart_words(weeks: Sequence[Week]) -> str:
    over = sum(week.over > 0 for week in weeks)
    total = in_hours(sum(week.minutes for week in weeks))
    beyond = f" {counted(over, 'week')} over the contract." if weeks[-1].contract else ""
    return f"Time entered in the last twelve weeks: {total}.{beyond}"


def totals_shown(found: Totals) -> dict[str, Any]:
    """The figures of everybody together, for the council's report."""
    return {
        "worked": in_hours(found.minutes),
        "people": found.people,
        "deeds": found.deeds,
        "out_of_hours": found.out_of_hours,
        "share": share(found.out_of_hours, found.deeds),
    }
