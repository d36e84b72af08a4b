"""Reading a day and a time as people type them: "Tue 24 Nov, 12:30pm", "24/11 1230", "tomorrow 9am", "in 2 hours".

British order, day before month. What can be meant in two ways is refused with words that say how to write it.
"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.tz import datetime_exists

from parishpump.ui import words

LONGEST = 100
LOOK_BACK = timedelta(days=60)
EXAMPLE = "Write it like “Thu 3 Dec, 5pm”."

_MONTH_NAMES = {name.lower(): number for number, name in enumerate(words.MONTHS, start=1)}
_MONTHS = {**_MONTH_NAMES, **{name[:3]: number for name, number in _MONTH_NAMES.items()}, "sept": 9}
_DAY_NAMES = {name.lower(): number for number, name in enumerate(words.DAYS)}
_DAYS = {
    **_DAY_NAMES,
    **{name[:3]: number for name, number in _DAY_NAMES.items()},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_UNITS = {"minute": 1, "min": 1, "hour": 60, "hr": 60}

_MONTH = f"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_WEEKDAY = re.compile(rf"\b({'|'.join(sorted(_DAYS, key=len, reverse=True))})\b")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)?")
_IN_A_WHILE = re.compile(r"in (?P<count>\d{1,4}|an?) (?P<unit>minute|min|hour|hr)s?")
_FILLING = re.compile(r"\b(at|on|of|the|o'clock|oclock)\b|[,;()]")
_ORDINAL = re.compile(r"\b(\d{1,2})(st|nd|rd|th)\b")
_YEAR = r"(?P<year>\d{4}|\d{2}(?!\d))"
_YEAR_AFTER_MONTH = r"(?:[ -](?P<year>20\d\d|\d\d)\b(?![:.]\d|\s*[ap]\.?m))?"

_DATES = [
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})[/.-](?P<number>\d{{1,2}})[/.-]{_YEAR}\b"),
    re.compile(r"\b(?P<day>\d{1,2})/(?P<number>\d{1,2})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})[ -]?{_MONTH}\b{_YEAR_AFTER_MONTH}"),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})\b(?![:.]\d|\s*[ap]\.?m){_YEAR_AFTER_MONTH}"),
]
_TIMES = [
    re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\b\.?"),
    re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.]\d\d)?(?![\d:.])"),
    re.compile(r"(?<![\d:.])(?P<hour>\d\d)(?P<minute>\d\d)(?: ?h(?:rs|ours)?)?(?![\d:.])"),
]


class UnreadableError(ValueError):
    """What was typed is no moment, or could be two; the message says so in words for people."""


def read_moment(typed: str, *, now: datetime, zone: ZoneInfo, usual_time: time | None = None) -> datetime:
    """The moment that somebody typed, aware, in `zone`.

    `now` (aware) settles "tomorrow", a day without a year, a weekday alone. Without `usual_time` a time must be typed.
    A time that comes twice, when the clocks go back, is taken as the first of the two. Raises UnreadableError.
    """
    if len(typed) > LONGEST:
        raise UnreadableError(EXAMPLE)
    text = _tidied(typed)
    here = now.astimezone(zone)
    if _ISO.fullmatch(text):
        return _iso(text, zone)
    if found := _IN_A_WHILE.fullmatch(text):
        return _in_a_while(found, here)
    clock, rest = _take_time(text)
    day = _read_date(rest, here)
    clock = clock or usual_time
    if clock is None:
        raise UnreadableError(f"Say the time too. {EXAMPLE}")
    return _existing(datetime.combine(day, clock), zone)


def _tidied(typed: str) -> str:
    text = typed.replace("\u2019", "'").replace("\u2013", "-").lower()
    text = _ORDINAL.sub(r"\1", _FILLING.sub(" ", text))
    return " ".join(text.split())


def _iso(text: str, zone: ZoneInfo) -> datetime:
    try:
        read = datetime.fromisoformat(text.upper())
    except ValueError:
        raise UnreadableError(f"There is no such day or time. {EXAMPLE}") from None
    return read.astimezone(zone) if read.tzinfo else _existing(read, zone)


def _in_a_while(found: re.Match[str], here: datetime) -> datetime:
    count = 1 if found["count"].startswith("a") else int(found["count"])
    later = here.astimezone(ZoneInfo("UTC")) + timedelta(minutes=count * _UNITS[found["unit"]])
    return later.astimezone(here.tzinfo).replace(second=0, microsecond=0)


def _take_time(text: str) -> tuple[time | None, str]:
    """The time in the text, None where there is none, and the text without it."""
    if "midnight" in text:
        raise UnreadableError(
            "Midnight can be the start or the end of a day. Write 11:59pm, or 12:01am of the next day."
        )
    if found := re.search(r"\b(12 )?(noon|midday)\b", text):
        return time(12), _without(text, found)
    bare = _blank_dates(text)
    for pattern in _TIMES:
        if found := pattern.search(bare):
            return _time_of(found), _without(text, found)
    return None, text


def _blank_dates(text: str) -> str:
    """The text with its dates blotted out, as long as before, so that 24.11 or a year is not read as a time."""
    for pattern in _DATES:
        if found := pattern.search(text):
            return text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    return text


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def _time_of(found: re.Match[str]) -> time:
    hour, minute, said = int(found["hour"]), int(found["minute"] or 0), found[0].strip()
    half = found.groupdict().get("half")
    if half and not 1 <= hour <= 12:
        raise UnreadableError(f"{said} is no time. Write it like 5pm or 17:00.")
    if not half and len(found["hour"]) == 1 and hour:
        raise UnreadableError(f"{said} can be morning or afternoon. Write {said}am or {said}pm.")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise UnreadableError(f"{said} is no time. Write it like 5pm or 17:00.")
    return time(hour, minute)


def _read_date(text: str, here: datetime) -> date:
    weekday = _WEEKDAY.search(text)
    rest = _without(text, weekday) if weekday else text
    named = _DAYS[weekday[1]] if weekday else None
    if rest in ("today", "tomorrow", "tonight"):
        return _checked(here.date() + timedelta(days=rest == "tomorrow"), named)
    if found := re.fullmatch(r"in (\d{1,3}) days?", rest):
        return _checked(here.date() + timedelta(days=int(found[1])), named)
    for pattern in _DATES:
        if found := pattern.fullmatch(rest):
            return _checked(_date_of(found, here.date()), named)
    if named is not None:
        return _coming(named, rest, here.date())
    raise UnreadableError(
        f"We cannot read this as a day and a time. {EXAMPLE}" if rest else f"Say the day too. {EXAMPLE}"
    )


def _coming(weekday: int, rest: str, today: date) -> date:
    """The next day of that name, today included."""
    if rest not in ("", "this"):
        raise UnreadableError(f"“{rest.capitalize()} {words.DAYS[weekday]}” is not clear. Give the date. {EXAMPLE}")
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _checked(when: date, weekday: int | None) -> date:
    if weekday is not None and when.weekday() != weekday:
        right, wrong = words.DAYS[when.weekday()], words.DAYS[weekday]
        raise UnreadableError(f"{words.plain_day(when)} is a {right}, not a {wrong}. Change the day or the date.")
    return when


def _date_of(found: re.Match[str], today: date) -> date:
    parts = found.groupdict()
    month = _MONTHS[parts["month"]] if parts.get("month") else int(parts["number"])
    number = int(parts["day"])
    if parts.get("year"):
        year = int(parts["year"])
        return _day(year + 2000 if year < 100 else year, month, number, found[0].title())
    return _nearest_year(month, number, found[0].title(), today)


def _nearest_year(month: int, number: int, said: str, today: date) -> date:
    """Of the years about now, the one that puts the day from two months back to ten months ahead."""
    start = today - LOOK_BACK
    for year in range(start.year, start.year + 9):
        when = _day_or_none(year, month, number)
        if when and when >= start:
            return when
    raise UnreadableError(f"There is no such day as {said}. {EXAMPLE}")


def _day(year: int, month: int, number: int, said: str) -> date:
    when = _day_or_none(year, month, number)
    if when is None:
        raise UnreadableError(f"There is no such day as {said}. {EXAMPLE}")
    return when


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _existing(wall: datetime, zone: ZoneInfo) -> datetime:
    moment = wall.replace(tzinfo=zone)
    if not datetime_exists(moment):
        raise UnreadableError(
            f"{words.clock(wall)} does not happen on {words.day(wall)}: the clocks go forward. Choose a later time."
        )
    return moment
