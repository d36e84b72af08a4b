"""Dates, times, counts and digests in the words that our pages use. Nothing here reads a clock or a zone."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(when: date, *, year: bool = True) -> str:
    """`Tuesday 1 December 2026`; of an aware datetime, the day in its own zone."""
    words = f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"
    return f"{words} {when.year}" if year else words


def plain_day(when: date) -> str:
    """`12 May 2027`, for a date that nobody acts on."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_day(when: date) -> str:
    """`Tue 1 Dec`."""
    return f"{DAYS[when.weekday()][:3]} {when.day} {MONTHS[when.month - 1][:3]}"


def clock(when: time | datetime) -> str:
    """`5pm`, `9:31am`, `12 noon`, `12 midnight`."""
    if when.minute == 0 and when.hour in (0, 12):
        return "12 noon" if when.hour else "12 midnight"
    hour = when.hour % 12 or 12
    half = "pm" if when.hour >= 12 else "am"
    return f"{hour}:{when.minute:02}{half}" if when.minute else f"{hour}{half}"


def moment(when: datetime) -> str:
    """`Tuesday 24 November 2026 at 12:30pm`."""
    return f"{day(when)} at {clock(when)}"


def near_moment(when: datetime, *, now: datetime) -> str:
    """`12:30pm today`, `9am tomorrow`, `4pm yesterday`, or day and time; both in the same zone."""
    apart = (when.date() - now.date()).days
    if name := {0: "today", 1: "tomorrow", -1: "yesterday"}.get(apart):
        return f"{clock(when)} {name}"
    return f"{clock(when)} on {day(when, year=when.year != now.year)}"


def typed(when: datetime) -> str:
    """`Tue 24 Nov 2026, 12:30pm`: as a person would type it into one of our fields, where midnight is refused."""
    said = "12am" if clock(when) == "12 midnight" else clock(when)
    return f"{short_day(when)} {when.year}, {said}"


def days_between(first: date, last: date) -> str:
    """`1 to 3 December 2026`, `30 November to 3 December 2026`, `30 December 2026 to 2 January 2027`."""
    if first == last:
        return plain_day(first)
    if first.year != last.year:
        return f"{plain_day(first)} to {plain_day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {plain_day(last)}"
    return f"{first.day} to {plain_day(last)}"


def moments_between(first: datetime, last: datetime) -> str:
    """`9am to 5pm on Tuesday 1 December 2026`, or with a day at both ends."""
    if first.date() == last.date():
        return f"{clock(first)} to {clock(last)} on {day(first)}"
    start = day(first, year=first.year != last.year)
    return f"{clock(first)} on {start} to {clock(last)} on {day(last)}"


def length(span: timedelta) -> str:
    """`under a minute`, `40 minutes`, `1h 10m`, `18 hours`, `9 days`; rounded down, the sign left out."""
    minutes = int(abs(span).total_seconds()) // 60
    if minutes < 1:
        return "under a minute"
    if minutes < 60:
        return counted(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    if hours < 6 and rest:
        return f"{hours}h {rest}m"
    if hours < 48:
        return counted(hours, "hour")
    return counted(hours // 24, "day")


def ahead(when: datetime, *, now: datetime) -> str:
    """`in 9 days`, `tomorrow`, `in 2h 50m`; what is past is `18 hours ago`."""
    if when < now:
        return ago(when, now=now)
    days = (when.date() - now.date()).days
    if days == 1 and when - now >= timedelta(hours=12):
        return "tomorrow"
    return f"in {counted(days, 'day')}" if days > 1 else f"in {length(when - now)}"


def ago(when: datetime, *, now: datetime) -> str:
    """`18 hours ago`, `just now`; what is to come is `in 2h 50m`."""
    if when > now:
        return ahead(when, now=now)
    return "just now" if now - when < timedelta(minutes=1) else f"{length(now - when)} ago"


def late(due: datetime, *, now: datetime) -> str:
    """`1h 10m late`, and nothing at all before it is due."""
    return f"{length(now - due)} late" if now > due else ""


def plural(number: int, one: str, many: str = "") -> str:
    """The noun that goes with the number: `post` or `posts`."""
    return one if number == 1 else many or f"{one}s"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 post`, `1,204 posts`."""
    return f"{number:,} {plural(number, one, many)}"


def number_word(number: int) -> str:
    """`six`; from eleven on, the figures."""
    return SMALL_NUMBERS[number] if 0 <= number < len(SMALL_NUMBERS) else f"{number:,}"


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """`Noticeboard, Bluesky and Mastodon`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def size(octets: int) -> str:
    """`312 bytes`, `2 KB`, `1.4 MB`; a kilobyte has 1,000."""
    if octets < 1000:
        return counted(octets, "byte")
    if octets < 1_000_000:
        return f"{octets / 1000:.0f} KB"
    return f"{octets / 1_000_000:.1f} MB"


def grouped_hex(digest: str) -> str:
    """A digest in groups of eight digits, for the eye to compare."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
