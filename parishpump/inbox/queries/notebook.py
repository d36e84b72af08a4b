"""The village-group notebook: topics in the order of their use, and the last notes."""

from django.db.models import F, Max, Q, QuerySet

from parishpump.inbox.models import Message, Topic

GROUP = "group"


def topics_by_use() -> list[Topic]:
    """The open topics, the one of which a group last spoke first."""
    noted = Max("messages__logged_at", filter=Q(messages__route=GROUP))
    open_ones = Topic.objects.filter(closed_at__isnull=True).annotate(noted=noted)
    return list(open_ones.order_by(F("noted").desc(nulls_last=True), "name"))


def notes_of_groups() -> QuerySet[Message]:
    """What was noted of closed groups, the newest first."""
    return Message.objects.filter(route=GROUP).select_related("topic").order_by("-logged_at", "-id")
