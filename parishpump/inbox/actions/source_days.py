"""Writing down, day by day, how reading a source went."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from parishpump.inbox.models import Source, SourceDay
from parishpump.people.queries import local_day


def note_day(source: Source, *, failed: bool, at: datetime) -> None:
    """One more reading or failure on the day that it is; for whoever holds the source's row."""
    day = local_day(at)
    rows = SourceDay.objects.filter(source=source, on=day)
    if failed:
        known = rows.update(failures=F("failures") + 1, failed_at=Coalesce("failed_at", at))
    else:
        known = rows.update(readings=F("readings") + 1)
    if not known:
        SourceDay.objects.create(
            source=source, on=day, readings=int(not failed), failures=int(failed), failed_at=at if failed else None
        )
