"""Posts are current: no past event, no wrong day, and an end to every post."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from parishpump.policy.dates import WEEKDAYS, WrittenDate, in_london, spoken
from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import outside_urls, point, quoted

_TO_COME = re.compile(
    r"\b(?:will|shall|join us|come (?:along|and|to)|takes? place|taking place|is (?:being )?held|are (?:being )?held|"
    r"meets? (?:on|at)|opens?|starts?|begins?|from|until|by|closes?|closing|deadline|apply|book|tickets?|next|upcoming|"
    r"forthcoming|see you|don['’]t miss|save the date|invite[ds]?|reminder|due|to be held|commences?)\b",
    re.IGNORECASE,
)
_GONE_BY = re.compile(
    r"\b(?:was|were|had|met|agreed|resolved|decided|reported|held (?:on|in)|took place|since|ago|last|closed on|opened|"
    r"died|dated|published|signed|received|approved|granted|refused|minutes of|thank|thanks|raised|began|started|ended|"
    r"completed|founded|built|adopted|born|elected|previous|earlier|wrote|announced|gave|made|installed|visited|enjoyed|attended)\b",
    re.IGNORECASE,
)
_NEAR_DAY = re.compile(
    r"\b(?P<near>today|tonight|tomorrow|this (?:morning|afternoon|evening))\b(?!['’]s (?:meeting|world|young))|"
    r"\b(?P<which>this|next|this coming) "
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|week)\b",
    re.IGNORECASE,
)
_NOT_A_DAY = re.compile(r"\b(?:apply|book|join|sign up|register|call|volunteer|subscribe|involved)\s$", re.IGNORECASE)


def event_past(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """An event is still to come whenever the post goes out."""
    over = draft.event_end or draft.event_start
    if over is None or in_london(over) >= facts.moments[-1]:
        return
    yield Finding(
        field="event_end" if draft.event_end else "event_start",
        message=f"The event is on {_moment(over)}, and this goes out on {_moment(facts.moments[-1])}, when it is past.",
        fix="Correct the date of the event, send it out earlier, or report what happened instead.",
    )


def date_past(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A day that readers are asked to keep lies ahead."""
    last = facts.moments[-1].date()
    for passage in facts.passages:
        for written in passage.dates:
            if _is_missed(passage, written, last):
                yield point(
                    passage,
                    written.span,
                    f"{{words}} is past when this goes out on {spoken(last)}.",
                    "Correct the date, send it out earlier, or say it as something that has happened.",
                )


def _is_missed(passage: Passage, written: WrittenDate, last: date) -> bool:
    if written.day is None or written.day >= last or written.is_range_start:
        return False
    sentence = passage.sentence(written.span[0])
    return bool(_TO_COME.search(sentence)) and not _GONE_BY.search(sentence)


def weekday(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A weekday belongs to its date."""
    for passage in facts.passages:
        for written in passage.dates:
            if written.day is None or written.weekday is None or written.weekday_span is None:
                continue
            if written.weekday != written.day.weekday():
                right = WEEKDAYS[written.day.weekday()]
                yield point(
                    passage,
                    written.weekday_span,
                    f"{quoted(written.words)}: {_plain(written.day)} is a {right}, not a {WEEKDAYS[written.weekday]}.",
                    f"Write {spoken(written.day)}, or correct the date: people plan by the weekday.",
                    replacement=right,
                )


def no_such_date(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A date is in the calendar."""
    for passage in facts.passages:
        for written in passage.dates:
            if written.day is None:
                fix = "Look the date up and correct it."
                yield point(passage, written.span, "{words} is not in the calendar.", fix)


def relative_day(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """“Tomorrow” is right on the day that the post goes out, each time that it does."""
    for passage in facts.passages:
        for match in outside_urls(passage, _NEAR_DAY):
            if match["near"] and _NOT_A_DAY.search(passage.text[max(0, match.start() - 16) : match.start()]):
                continue
            wrong = _wrong_reading(draft, facts, passage, match)
            if wrong:
                fix = "Write the weekday and the date instead: they stay right whenever it is read."
                yield point(passage, match.span(), f"{{words}} {wrong}", fix, _dated(draft, match))


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


def expiry_missing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Every post has an end, so that nothing stale stays up."""
    if draft.expiry is None and "content.default_expiry" not in pack.parameters:
        yield Finding(
            field="expiry",
            message="No day is given on which this comes down or is looked at again.",
            fix="Say when it comes down: the day after the event, or the day it stops being true.",
        )


def expiry_early(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A post does not come down before it goes out."""
    if draft.expiry is not None and in_london(draft.expiry) <= facts.moments[-1]:
        yield Finding(
            field="expiry",
            message=f"It comes down on {_moment(draft.expiry)}, but goes out on {_moment(facts.moments[-1])}.",
            fix="Move the end behind the day on which it goes out.",
        )


def expiry_before_event(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A notice of an event stays up until the event."""
    if draft.expiry is None or draft.event_start is None:
        return
    if in_london(draft.expiry) < in_london(draft.event_start):
        yield Finding(
            field="expiry",
            message=f"It comes down on {_moment(draft.expiry)}, before the event on {_moment(draft.event_start)}.",
            fix="Let it stay up until the event is over.",
        )


def _moment(moment: datetime) -> str:
    local = in_london(moment)
    return f"{spoken(local.date())} at {local:%H:%M}"


def _plain(day: date) -> str:
    return spoken(day).split(" ", 1)[1]


RULES = {
    "currency.event_past": event_past,
    "currency.date_past": date_past,
    "currency.weekday": weekday,
    "currency.no_such_date": no_such_date,
    "currency.relative_day": relative_day,
    "currency.expiry_missing": expiry_missing,
    "currency.expiry_early": expiry_early,
    "currency.expiry_before_event": expiry_before_event,
}
