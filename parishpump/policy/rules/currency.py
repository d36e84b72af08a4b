"""Posts are current: no past event, no wrong day, and an end to every post."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from parishpump.policy.dates import WEEKDAYS, WrittenDate, in_london, spoken
from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, quoted

_TO_COME = re.compile(
    r"\b(?:will|shall|join us|come (?:along|and|to)|takes? place|taking place|(?:is|are) (?:being )?held|is on|are on|"
    r"meets? (?:on|at)|opens?|starts?|begins?|closes?|closing|deadline|apply|book|tickets?|next|upcoming|forthcoming|"
    r"see you|don['’]t miss|save the date|invite[ds]?|reminder|due|to be held|commences?|noon|midnight|"
    r"\d{1,2}(?:[:.]?\d\d)?\s?[ap]\.?m)\b",
    re.IGNORECASE,
)
# “From 1 October to 31 March”: what began goes on.
_GOES_ON = re.compile(r"\s?(?:to|until|till|[-–—])\s(?:\w+\s)?\d")
_LEADS_TO = re.compile(r"\b(?:from|until|till|by|before|no later than)\s(?:the\s)?$", re.IGNORECASE)
_GONE_BY = re.compile(
    r"\b(?:was|were|had|met|agreed|resolved|decided|reported|held (?:on|in)|took place|since|ago|last|closed on|opened|"
    r"died|dated|published|signed|received|approved|granted|refused|minutes of|thank|thanks|raised|began|started|ended|"
    r"completed|founded|built|adopted|born|elected|previous|earlier|wrote|announced|gave|made|installed|visited|"
    r"enjoyed|attended|heard|discussed|considered|said|told|came|held|saw|won|helped|joined|counted|looked|"
    r"became|closed)\b",
    re.IGNORECASE,
)


def event_past(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """An event is still to come when the post goes out. Where the post repeats, the event moves along with it."""
    over = draft.event_end or draft.event_start
    if over is None or in_london(over) >= facts.moments[0]:
        return
    yield Finding(
        field="event_end" if draft.event_end else "event_start",
        message=f"The event is on {_moment(over)}, and this goes out on {_moment(facts.moments[0])}, when it is past.",
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
    start, end = written.span
    if _GOES_ON.match(passage.text, end):
        return False
    sentence = passage.sentence(start)
    to_come = _TO_COME.search(sentence) or _LEADS_TO.search(passage.text[max(0, start - 20) : start])
    return bool(to_come) and not _GONE_BY.search(sentence)


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
    "currency.expiry_missing": expiry_missing,
    "currency.expiry_early": expiry_early,
    "currency.expiry_before_event": expiry_before_event,
}
