"""Mailing the head of the record once a day, so that it lies in mailboxes that nobody here can change."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parishpump.archive.queries import latest_checkpoint
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.people.post_office import post
from parishpump.people.queries import offices_held


@app.periodic(cron="45 5 * * *")
@app.task(queueing_lock="mail the head of the record")
def mail_the_head_of_the_record(timestamp: int) -> None:
    """Send each council's newest checkpoint to everybody in office there. Twice the same does no harm."""
    for council in all_councils():
        with council_scope(council.id):
            head = latest_checkpoint()
            if head is None:
                continue
            for office in offices_held(timezone.now()):
                post("checkpoint", office.person.email, {"council": council, "head": head})
