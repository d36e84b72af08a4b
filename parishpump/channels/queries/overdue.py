"""What in the register is to be looked at again: channels, risks and networks whose day has come."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import CharField, DateField, DateTimeField, F, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from parishpump.channels.models import NOTICEBOARD, Channel, PlatformNote, Risk
from parishpump.channels.queries.policy import WATCH_MONTHS, months_after
from parishpump.people.queries import local_day

# What each of the three queries gives: kind, key, name, the day if one is set, and since when it is used.
_Row = tuple[Literal["channel", "risk", "network"], str, str, date | None, datetime]
_COLUMNS = ("of_kind", "named_by", "called", "day", "opened")


@dataclass(frozen=True)
class Due:
    """One thing to look at again: a channel, a risk or a network; `key` is its number, or the network's name."""

    kind: Literal["channel", "risk", "network"]
    key: str
    name: str
    due: date


def due_by(day: date) -> list[Due]:
    """Everything to be looked at again by that day, what waits longest first. One query."""
    found = [
        Due(kind, key, name, due or months_after(local_day(opened), WATCH_MONTHS))
        for kind, key, name, due, opened in _channels(day).union(_risks(day), _networks(), all=True)
    ]
    return sorted((one for one in found if one.due <= day), key=lambda one: (one.due, one.kind, one.key))


def _channels(day: date) -> QuerySet[Channel, _Row]:
    due = Channel.objects.filter(closed_at__isnull=True, review_due__lte=day).order_by()
    return due.annotate(**_named("channel"), called=F("name"), day=F("review_due")).values_list(*_COLUMNS)


def _risks(day: date) -> QuerySet[Risk, _Row]:
    due = Risk.objects.filter(closed_at__isnull=True, review_due__lte=day).order_by()
    return due.annotate(**_named("risk"), called=F("what"), day=F("review_due")).values_list(*_COLUMNS)


def _named(kind: str) -> dict[str, object]:
    return {
        "of_kind": Value(kind, CharField()),
        "named_by": Cast("id", CharField()),
        "opened": Cast(Value(None), DateTimeField()),
    }


def _networks() -> QuerySet[Channel, _Row]:
    """Every network in use, with the day that its newest note names (none: nobody has looked) and since when."""
    newest = PlatformNote.objects.filter(network=OuterRef("network")).order_by("-looked_on", "-id")
    in_use = Channel.objects.filter(closed_at__isnull=True).exclude(network=NOTICEBOARD).order_by()
    return (
        in_use.values("network")
        .annotate(
            of_kind=Value("network", CharField()),
            named_by=F("network"),
            called=F("network"),
            day=Subquery(newest.values("next_look")[:1], output_field=DateField()),
            opened=Min("opened_at"),
        )
        .values_list(*_COLUMNS)
    )
