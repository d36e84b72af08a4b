"""An alert as one plain sentence."""

from datetime import datetime

from parishpump.inbox.spikes.series import DAY, HOUR

_DAYS = ("a Monday", "a Tuesday", "a Wednesday", "a Thursday", "a Friday", "a Saturday", "a Sunday")


def in_words(value: int, within: int, expected: float, at: datetime) -> str:
    """`19 messages in an hour; 2 are usual at this hour on a Saturday.`"""
    when = _DAYS[at.weekday()] if within >= DAY else f"this hour on {_DAYS[at.weekday()]}"
    place = "on" if within >= DAY else "at"
    return (
        f"{value:,} {'message' if value == 1 else 'messages'} in {_stretch(within)}; {_usual(expected)} {place} {when}."
    )


def _usual(expected: float) -> str:
    if expected < 0.75:
        return "hardly any are usual"
    return f"{expected:,.0f} {'is' if expected < 1.5 else 'are'} usual"


def _stretch(seconds: int) -> str:
    if seconds >= DAY:
        return "a day"
    if seconds == HOUR // 2:
        return "half an hour"
    if seconds < HOUR or seconds % HOUR:
        return f"{round(seconds / 60)} minutes"
    return "an hour" if seconds == HOUR else f"{seconds // HOUR} hours"
