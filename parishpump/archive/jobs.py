"""Sealing, every minute."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parishpump.archive.actions import seal
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal the record")
def seal_the_record(timestamp: int) -> None:
    """Seal what every council wrote since the last minute. Safe to run twice: what is sealed waits no more."""
    for council in all_councils():
        with council_scope(council.id):
            seal(at=timezone.now())
