"""The calendar: what goes out and what happens, by month or by week."""

from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from parishpump.desk.calendar import Leaf, Month, Week, by_day, leaf_for, week_of, window
from parishpump.desk.queries.happening import Going, Moment, goings, legs_between, moments_between
from parishpump.desk.queries.state import state_of
from parishpump.desk.views.showing.entries import Entry, entry_of
from parishpump.people.powers import PAUSE
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.ui.words import DAYS, MONTHS, clock

_LINE = '<li class="{}"><span class="k">{}, {}</span><a href="{}">{}</a></li>'
A_DAY_OF_A_MONTH, A_DAY_OF_A_WEEK = 6, 60  # lines before "more"


@dataclass(frozen=True)
class Day:
    """One day on the page, with what is shown of it and how much is not."""

    date: date
    out: bool
    past: bool
    today: bool
    entries: list[Entry]
    more: int
    week: Week

    @property
    def weekday(self) -> str:
        return DAYS[self.date.weekday()]

    @property
    def month(self) -> str:
        return MONTHS[self.date.month - 1]

    @property
    def empty(self) -> bool:
        return not self.entries

    @property
    def lines(self) -> SafeString:
        """Its entries as items of a list, each part escaped. A template takes ten times as long over a full month."""
        zone = timezone.get_current_timezone()
        shown = ((one.kind, clock(one.at.astimezone(zone)), one.label, one.url, one.title) for one in self.entries)
        return SafeString("".join(_LINE.format(*map(escape, line)) for line in shown))


@officer_page
@require_safe
def calendar(request: OfficerRequest) -> HttpResponse:
    """A month, or a week, in the council's own time."""
    now = timezone.now()
    leaf = leaf_for(month=request.GET.get("month", ""), week=request.GET.get("week", ""), today=timezone.localdate(now))
    start, end = window(leaf.days, timezone.get_current_timezone())
    state = state_of(request)
    happenings: list[Going | Moment] = [*goings(legs_between(start, end)), *moments_between(start, end)]
    days = _days(leaf, happenings, paused=state.is_paused, now=now)
    facts = {
        "days": days,
        "state": state,
        "now": now,
        "may_pause": request.acting.may(PAUSE),
        "nothing": all(day.empty for day in days),
        "earlier": any(day.past and day.entries and not day.out for day in days),
    }
    return render(request, "desk/calendar.html", facts | _around(leaf, now))


def _days(leaf: Leaf, happenings: list[Going | Moment], *, paused: bool, now: datetime) -> list[Day]:
    found = by_day(happenings, timezone.get_current_timezone())
    today, most = timezone.localdate(now), A_DAY_OF_A_MONTH if isinstance(leaf, Month) else A_DAY_OF_A_WEEK
    current = leaf.has(today)  # a phone leaves out what is past, but not where all of it is
    return [
        Day(
            day,
            out=not leaf.has(day),
            past=current and day < today,
            today=day == today,
            week=week_of(day),
            entries=[entry_of(one, paused=paused, now=now) for one in found.get(day, [])[:most]],
            more=max(len(found.get(day, [])) - most, 0),
        )
        for day in leaf.days
    ]


def _around(leaf: Leaf, now: datetime) -> dict[str, Any]:
    """Where one can go from here: before, after, today, and the same days as month or week."""
    today = timezone.localdate(now)
    if isinstance(leaf, Week):
        home: Leaf = week_of(today)
        other: Leaf = Month(leaf.days[3].year, leaf.days[3].month)
    else:
        home = Month(today.year, today.month)
        other = week_of(today if leaf.has(today) else leaf.first)
    return {"leaf": leaf, "in_month": isinstance(leaf, Month), "home": home if home != leaf else None, "other": other}
