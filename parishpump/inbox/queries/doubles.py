"""Messages that may be one: the same person with the same words, by two ways. Offered for a person to say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

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
    compared = Q(Exists(Double.objects.filter(message=message, of=OuterRef("pk"))))
    others = Q(handle__iexact=message.handle, double__isnull=True) & ~Q(source_id=message.source_id) & ~compared
    # The message itself is read along: whoever asks may have left its words unread.
    found = Message.objects.filter(around).filter(Q(id=message.id) | others).select_related("source")
    rows = {one.id: one for one in found.order_by("received_at", "id")[:_LOOKED_AT]}
    whole = rows.pop(message.id, message)
    return list(_pairs(whole, [one for one in rows.values() if says_the_same(whole, one)]))


def another_by_another_way() -> Exists:
    """For each message, whether the same address wrote by another way within ten minutes: then it is compared."""
    others = Message.objects.filter(
        received_at__gte=OuterRef("received_at") - WITHIN,
        received_at__lte=OuterRef("received_at") + WITHIN,
        handle__iexact=OuterRef("handle"),
    )
    return Exists(others.exclude(source=OuterRef("source")).exclude(handle=""))


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
