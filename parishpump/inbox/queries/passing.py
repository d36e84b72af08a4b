"""Praise that was passed on, and people who were sent on: by period, and what still waits to be heard of."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from parishpump.inbox.models import HandOff, Praise


def praise_between(since: datetime | None, until: datetime | None) -> QuerySet[Praise]:
    """Praise passed on from one moment up to another, the newest first."""
    found = Praise.objects.select_related("message__source", "post")
    found = found.filter(passed_on_at__gte=since) if since else found
    return (found.filter(passed_on_at__lt=until) if until else found).order_by("-passed_on_at", "-id")


def praise_of(message_id: int) -> list[Praise]:
    """To whom the praise in a message went."""
    return list(Praise.objects.filter(message=message_id))


@dataclass(frozen=True)
class SentTo:
    """How many people were sent on to a body, and of how many it is known what came of it."""

    body: str
    number: int
    known: int


def sent_on_by_body() -> list[SentTo]:
    """To whom people were sent, the most often first."""
    counted = HandOff.objects.values("body").annotate(number=Count("id"), known=Count("id", filter=~Q(outcome="")))
    return [SentTo(**one) for one in counted.order_by("-number", "body")]


def hand_offs(*, open_ones: bool) -> QuerySet[HandOff]:
    """People who were sent on: those of whom nothing is heard, the oldest first, or the others, the newest first."""
    found = HandOff.objects.select_related("message__source")
    return found.filter(outcome="").order_by("at") if open_ones else found.exclude(outcome="").order_by("-outcome_at")
