"""“Today”, “tomorrow” and “this Friday” are right each time that a post goes out."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from parishpump.policy.dates import WEEKDAYS, in_london, spoken
from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import outside_urls, point

_NEAR_DAY = re.compile(
    r"\b(?P<near>today|tonight|tomorrow|this (?:morning|afternoon|evening))\b(?!['’]s (?:meeting|world|young))|"
    r"\b(?P<which>this|next|this coming) "
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|week)\b",
    re.IGNORECASE,
)
_IN_A_TITLE = re.compile(r"\b[A-Z][a-z]+\s$")
_NOT_A_DAY = re.compile(r"\b(?:apply|book|join|sign up|register|call|volunteer|subscribe|involved)\s$", re.IGNORECASE)


def relative_day(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """“Tomorrow” is right on the day that the post goes out, each time that it does."""
    for passage in facts.passages:
        for match in outside_urls(passage, _NEAR_DAY):
            if match["near"] and _is_no_day(passage, match):
                continue
            wrong = _wrong_reading(draft, facts, passage, match)
            if wrong:
                fix = "Write the weekday and the date instead: they stay right whenever it is read."
                yield point(passage, match.span(), f"{{words}} {wrong}", fix, _dated(draft, match))


def _is_no_day(passage: Passage, match: re.Match[str]) -> bool:
    """“Book today” means no day, and “The Day After Tomorrow” is a title."""
    before = passage.text[max(0, match.start() - 16) : match.start()]
    return bool(_NOT_A_DAY.search(before) or (match[0][0].isupper() and _IN_A_TITLE.search(before)))


def _wrong_reading(draft: Draft, facts: Facts, passage: Passage, match: re.Match[str]) -> str:
    """Why the word is wrong at a going-out; empty where it is right at every one."""
    meant = _meant_days(draft, facts, passage, match)
    for moment in facts.moments:
        read = _days_read(match, moment.date())
        if not meant & read:
            return f"is read from the day this goes out, {spoken(moment.date())}, and would be wrong."
    return ""


def _meant_days(draft: Draft, facts: Facts, passage: Passage, match: re.Match[str]) -> set[date]:
    """The days that the writer can mean: those in the sentence, else the event's, else as read when written."""
    start, end = passage.sentence_span(match.start())
    beside = {each.day for each in passage.dates if each.day and start <= each.span[0] < end}
    if beside:
        return beside
    if draft.event_start is not None:
        first = in_london(draft.event_start).date()
        last = in_london(draft.event_end).date() if draft.event_end else first
        return {first + timedelta(days=shift) for shift in range(min((last - first).days, 60) + 1)}
    return _days_read(match, facts.written_at.date())


def _days_read(match: re.Match[str], day: date) -> set[date]:
    """The days that a reader takes the word to mean on the day of reading."""
    if match["near"]:
        return {day + timedelta(days=1)} if match["near"].lower() == "tomorrow" else {day}
    name = match["weekday"].lower()
    monday = day - timedelta(days=day.weekday())
    weeks = 7 if match["which"].lower() == "next" else 0
    if name == "week":
        return {monday + timedelta(days=weeks + shift) for shift in range(7)}
    if name == "weekend":
        return {monday + timedelta(days=weeks + shift) for shift in (4, 5, 6)}
    return _named_day(name, day, following=bool(weeks))


def _named_day(name: str, day: date, following: bool) -> set[date]:
    ahead = ([each.lower() for each in WEEKDAYS].index(name) - day.weekday()) % 7
    coming = day + timedelta(days=ahead)
    return {coming, coming + timedelta(days=7)} if following else {coming}


def _dated(draft: Draft, match: re.Match[str]) -> str | None:
    """The date of a one-day event can stand for “today” or “tomorrow”; “tonight” may need its time as well."""
    if draft.event_start is None or not match["near"] or match["near"].lower() not in ("today", "tomorrow"):
        return None
    day = in_london(draft.event_start).date()
    ends = in_london(draft.event_end).date() if draft.event_end else day
    return f"on {spoken(day)}" if ends == day else None


RULES = {"currency.relative_day": relative_day}
