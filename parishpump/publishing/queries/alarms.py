"""Whose alarm rings: the one question asked across councils, of rows that hold nothing but a moment."""

from datetime import datetime

from parishpump.publishing.models import Alarm


def ringing(at: datetime) -> list[int]:
    """The councils that have something to send at `at`, the longest waiting first."""
    return list(Alarm.objects.filter(rings_at__lte=at).order_by("rings_at").values_list("council_id", flat=True))
