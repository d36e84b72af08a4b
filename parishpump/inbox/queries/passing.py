"""Praise that was passed on, and people who were sent on: by period, and what still waits to be heard of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from parishpump.inbox.models import HandOff, Praise, Reply
from parishpump.publishing.lifecycle import PUBLISH, SENT
from parishpump.publishing.models import Delivery

THANKS = "praise thanks"  # the purpose of the answer that thanks, and asks whether the words may be published
BEGUN, ASKED = "begun", "asked"


def praise_between(since: datetime | None, until: datetime | None) -> QuerySet[Praise]:
    """Praise passed on from one moment up to another, the newest first."""
    found = praise_with_question()
    found = found.filter(passed_on_at__gte=since) if since else found
    return (found.filter(passed_on_at__lt=until) if until else found).order_by("-passed_on_at", "-id")


def praise_with_question() -> QuerySet[Praise]:
    """Praise with what became of asking: `question_begun`, and `asked_at`, when the question reached whoever wrote."""
    asks = Reply.objects.filter(message=OuterRef("message"), purpose=THANKS, post__thrown_away_at__isnull=True)
    theirs = Reply.objects.filter(message=OuterRef(OuterRef("message")), purpose=THANKS)
    sent = Delivery.objects.filter(revision__post__in=theirs.values("post"), deed=PUBLISH, state=SENT)
    return Praise.objects.select_related("message__source", "post").annotate(
        question_begun=Exists(asks), asked_at=Subquery(sent.order_by("settled_at").values("settled_at")[:1])
    )


def leave_to_publish(praise: Any) -> str:
    """How far asking has come, of praise read with its question: unasked, begun, asked, given or refused."""
    if praise.permission != Praise.UNASKED:
        return str(praise.permission)
    if praise.asked_at is not None:
        return ASKED
    return BEGUN if praise.question_begun else Praise.UNASKED


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
