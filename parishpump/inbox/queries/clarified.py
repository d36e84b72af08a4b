"""Questions back whose writer has said something since."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from parishpump.inbox.models import Clarification, Message


def answered_since() -> QuerySet[Any]:
    """Questions that nobody has answered as far as we know, and after which their writer wrote: `next_message`.

    Only what came in the same conversation from the same account counts: who writes by another way is not known to be
    the same.
    """
    later = Message.objects.filter(
        conversation=OuterRef("message__conversation"),
        handle=OuterRef("message__handle"),
        logged_at__gte=OuterRef("at"),
    )
    first = later.exclude(id=OuterRef("message")).order_by("id").values("id")[:1]
    found = (
        Clarification.objects.filter(answered_by=None)
        .exclude(message__handle="")
        .annotate(next_message=Subquery(first))
    )
    return found.filter(next_message__isnull=False).select_related("message").order_by("id")
