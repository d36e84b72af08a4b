"""The communications risk register: the worst first, and what its history says."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from parishpump.channels.content import HIGH, LOW, MEDIUM
from parishpump.channels.models import Risk

_GRAVITY = {HIGH: 0, MEDIUM: 1, LOW: 2}


def open_risks(rating: str = "") -> QuerySet[Risk]:
    """Every risk that is not closed, or those of one rating: the worst first, then by the day to look at it again."""
    gravity = Case(
        *(When(rating=rating, then=Value(place)) for rating, place in _GRAVITY.items()),
        output_field=IntegerField(),
    )
    risks = Risk.objects.filter(closed_at__isnull=True).select_related("owner", "deployment", "channel")
    wanted = risks.filter(rating=rating) if rating else risks
    return wanted.annotate(gravity=gravity).order_by("gravity", "review_due", "id")


def closed_risks() -> QuerySet[Risk]:
    """Every risk that was closed, the last one first."""
    risks = Risk.objects.filter(closed_at__isnull=False).select_related("owner", "deployment", "channel")
    return risks.order_by("-closed_at", "-id")
