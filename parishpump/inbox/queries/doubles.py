"""Messages that may be one: the same person with the same words, by two ways. Offered for a person to say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from parishpump.inbox.likeness import PLACES, alike
from parishpump.inbox.models import Double, Message

WITHIN = timedelta(minutes=10)
MOSTLY = PLACES // 2  # of the places of two sketches: an email has a greeting and a signature more
_LOOKED_AT = 50


@dataclass(frozen=True)
class PossibleDouble:
    """Two messages that look like one, the earlier and the later by when they reached us."""

    earlier: Message
    later: Message


def possible_doubles(message: Message) -> list[PossibleDouble]:
    """The messages that may be this one over again, and that nobody has compared with it yet. One query.

    By two ways: from the same address, in the same words, within ten minutes. Nothing is ever made one by itself.
    """
    if not message.handle:
        return []
    around = Q(received_at__gte=message.received_at - WITHIN, received_at__lte=message.received_at + WITHIN)
    others = (
        Message.objects.filter(around, handle__iexact=message.handle, double__isnull=True)
        .exclude(id=message.id)
        .exclude(source_id=message.source_id)
        .exclude(doubles__message_id=message.id)
        .select_related("source")
        .order_by("received_at", "id")[:_LOOKED_AT]
    )
    return list(_pairs(message, [one for one in others if says_the_same(message, one)]))


def says_the_same(one: Message, other: Message) -> bool:
    """Whether two messages say the same, but for case, spaces and what stands around it."""
    return _plain(one.text) == _plain(other.text) or alike(one.sketch, other.sketch) >= MOSTLY


def verdict_on(message: Message) -> Double | None:
    """What somebody said of this message as a double of an earlier one; None where nobody compared it."""
    return Double.objects.filter(message=message).select_related("of").first()


def _pairs(message: Message, others: list[Message]) -> Iterator[PossibleDouble]:
    for other in others:
        earlier, later = sorted((message, other), key=lambda one: (one.received_at, one.id))
        yield PossibleDouble(earlier, later)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
