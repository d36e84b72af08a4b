"""The days that a text speaks of: written dates with their places, and words such as “tomorrow”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# A date without its year may lie this far back; otherwise the coming one is meant.
_LOOK_BACK = timedelta(days=90)

_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = r"(?:to|until|and|or|till|[-–—&/])"
_PART = r"(?:,?\s+(?:morning|afternoon|evening|night))?"
_YEAR = r"(?:,?\s+(?P<year>\d{4})\b(?!\s*(?:h|hrs|hours)\b))?"
_AFTER = rf"(?:,?\s*\((?P<after>{_WEEKDAY})\))?"

_DAY_FIRST = re.compile(
    rf"(?:\b(?P<first_weekday>{_WEEKDAY}){_PART},?\s+(?:the\s+)?)?"
    rf"(?:(?<![\d/.:£])(?P<first_day>{_DAY})\s?{_TO}\s?)?"
    rf"(?:\b(?P<weekday>{_WEEKDAY}){_PART},?\s+(?:the\s+)?)?"
    rf"(?<![\d/.:£])(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}){_YEAR}{_AFTER}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY}){_PART},?\s+)?\b(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?![\d:.]\d|\d)"
    rf"(?:,?\s+(?P<year>\d{{4}})\b){{0,1}}{_AFTER}",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY}),?\s+)?(?<![\w/.\-])(?P<day>\d{{1,2}})(?P<mark>[/.\-])(?P<month>\d{{1,2}})(?P=mark)"
    rf"(?P<year>\d{{4}}|\d{{2}})(?![\w/\-]|\.\d){_AFTER}",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\w/.\-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w/\-])")
# A date begins with a figure, a weekday or a month.
_START = re.compile(
    r"(?<!\d)\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_PAIR_BEFORE = re.compile(rf"{_WEEKDAY}\s*(?:and|&|to|or|[-–/,])\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text. `day` is None where the calendar has no such day; `weekday` counts from Monday as 0."""

    span: tuple[int, int]
    words: str
    day: date | None
    weekday: int | None = None
    weekday_span: tuple[int, int] | None = None
    year_written: bool = True
    is_range_start: bool = False


def in_london(moment: datetime) -> datetime:
    """The same moment on a clock in England; a naive moment is read as one."""
    return moment.replace(tzinfo=LONDON) if moment.tzinfo is None else moment.astimezone(LONDON)


def spoken(day: date) -> str:
    """A date as it is said: “Tuesday 1 December 2026”."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def find_dates(text: str, today: date) -> tuple[WrittenDate, ...]:
    """Every date written in a text, in order; one without a year is the nearest that can be meant from `today`."""
    starts = [match.start() for match in _START.finditer(text)]
    found: list[WrittenDate] = []
    for match in _from(starts, text, _DAY_FIRST):
        found.extend(_day_first(text, match, today))
    for pattern in (_MONTH_FIRST, _NUMBERS, _ISO):
        found.extend(_single(text, match, today) for match in _from(starts, text, pattern) if _is_date(match))
    return tuple(_apart(sorted(found, key=lambda each: (each.span[0], -each.span[1]))))


def _from(starts: list[int], text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern, none over another, tried only where a date can begin."""
    end = 0
    for start in starts:
        match = pattern.match(text, start) if start >= end else None
        if match:
            end = match.end()
            yield match


def _apart(dates: list[WrittenDate]) -> Iterator[WrittenDate]:
    end = -1
    for each in dates:
        if each.span[0] >= end:
            end = each.span[1]
            yield each


def _is_date(match: re.Match[str]) -> bool:
    """Leave out what only looks like a date: “may 2 people come”, “March 7”."""
    month = match["month"]
    if month.isdigit():
        return 1 <= int(month) <= 12
    lower = month.rstrip(".").lower()
    return lower not in ("may", "march", "mar") or month[0].isupper()


def _day_first(text: str, match: re.Match[str], today: date) -> Iterator[WrittenDate]:
    if not _is_date(match):
        return
    last = _single(text, match, today, group="weekday" if match["weekday"] else _lone(match))
    if match["first_day"]:
        first = _start_of_range(text, match, last)
        if first is not None:
            yield first
    yield last


def _lone(match: re.Match[str]) -> str:
    return "" if match["first_day"] else "first_weekday"


def _start_of_range(text: str, match: re.Match[str], last: WrittenDate) -> WrittenDate | None:
    """The “Tuesday 1” of “Tuesday 1 to Thursday 3 December”: it borrows month and year from the end."""
    number = _number(match["first_day"])
    if last.day is None or number >= last.day.day:
        return None
    start = match.start("first_weekday") if match["first_weekday"] else match.start("first_day")
    end = match.end("first_day")
    weekday, weekday_span = _weekday(text, match, "first_weekday")
    day = last.day.replace(day=number) if number else None
    return WrittenDate((start, end), text[start:end], day, weekday, weekday_span, last.year_written, True)


def _single(text: str, match: re.Match[str], today: date, group: str = "weekday") -> WrittenDate:
    named = match.groupdict()
    start = match.start("year") if match.re is _ISO else min(match.start("day"), match.start("month"))
    end = match.end()
    weekday, weekday_span = _weekday(text, match, group if named.get(group) else "")
    if weekday_span is not None:
        start = min(start, weekday_span[0])
    elif named.get("after"):
        weekday, weekday_span = _weekday_number(match["after"]), match.span("after")
    day = _day(_number(match["day"]), _month(match["month"]), named.get("year"), today)
    return WrittenDate((start, end), text[start:end], day, weekday, weekday_span, bool(named.get("year")))


def _weekday(text: str, match: re.Match[str], group: str) -> tuple[int | None, tuple[int, int] | None]:
    """The weekday beside a date; none in “Saturday and Sunday 5 and 6 December”, where two share one."""
    if not group or not match.groupdict().get(group):
        return None, None
    start, end = match.span(group)
    if _PAIR_BEFORE.search(text[max(0, start - 20) : start]):
        return None, None
    return _weekday_number(match[group]), (start, end - match[group].endswith("."))


def _weekday_number(word: str) -> int:
    return next(number for number, name in enumerate(WEEKDAYS) if name[:3].lower() == word[:3].lower())


def _number(word: str) -> int:
    return int("".join(character for character in word if character.isdecimal()) or 0)


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3].lower())


def _day(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
    candidates = (_valid(today.year + shift, month, day) for shift in (-1, 0, 1, 2))
    earliest = today - _LOOK_BACK
    return next((each for each in candidates if each is not None and each >= earliest), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
