"""Telling the courier when a council next has something to send."""

from datetime import datetime

from django.db import connection

from parishpump.councils.tenancy import current_council_id
from parishpump.publishing.models import Alarm, Delivery


def ring(at: datetime) -> None:
    """Let the council's alarm ring at `at`, or sooner if it was to ring sooner. One statement, safe beside others."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Alarm._meta.db_table} AS alarm (council_id, rings_at) VALUES (%s, %s)"  # noqa: S608
            " ON CONFLICT (council_id) DO UPDATE SET rings_at = least(alarm.rings_at, excluded.rings_at)",
            [current_council_id(), at],
        )


def wind(default: datetime) -> None:
    """Set the alarm for the next thing to do, no later than `default`. Call it inside a transaction.

    The row is locked first and the deliveries are read by a second statement: what a decision added meanwhile is seen.
    """
    council_id = current_council_id()
    Alarm.objects.select_for_update().filter(council_id=council_id).first()
    soonest = (
        Delivery.objects.filter(state__in=("waiting", "unknown", "sending"))
        .exclude(channel__network__endswith="by hand")
        .order_by("next_at")
        .values_list("next_at", flat=True)
        .first()
    )
    Alarm.objects.filter(council_id=council_id).update(rings_at=min(soonest, default) if soonest else default)
