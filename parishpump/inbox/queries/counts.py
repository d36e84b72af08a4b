"""What became of the messages of a time, in numbers for the public: nobody is named (clause TRA-3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from parishpump.inbox.models import Message, Referral, Triage
from parishpump.inbox.outcomes import DECLINED, LISTENED, PRAISE, PUBLIC_ANSWER, REDIRECT, REPLY


@dataclass(frozen=True)
class PublicCounts:
    """How many messages came and what became of them. `declined` is by ground; `open` is as it stands at the end."""

    received: int
    answered: int
    redirected: int
    listened: int
    praise: int
    declined: Mapping[str, int]
    requests: int
    open: int


def public_counts(since: datetime, until: datetime) -> PublicCounts:
    """The figures of messages received in that time. Three queries."""
    received = Message.objects.filter(received_at__gte=since, received_at__lt=until)
    closed = Q(closed_at__isnull=False)
    found = received.aggregate(
        received=Count("id"),
        answered=Count("id", filter=closed & Q(outcome__in=[REPLY, PUBLIC_ANSWER])),
        redirected=Count("id", filter=closed & Q(outcome=REDIRECT)),
        listened=Count("id", filter=closed & Q(outcome=LISTENED)),
        praise=Count("id", filter=closed & Q(outcome=PRAISE)),
        open=Count("id", filter=~closed),
    )
    declined = (
        Triage.objects.filter(outcome=DECLINED, undone_at__isnull=True, message__in=received)
        .values_list("ground")
        .annotate(number=Count("message", distinct=True))
        .order_by("ground")
    )
    requests = Referral.objects.filter(received_at__gte=since, received_at__lt=until).count()
    return PublicCounts(declined=dict(declined), requests=requests, **found)
