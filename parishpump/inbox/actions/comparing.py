"""Saying that two messages are one, or are not: a person does, never the software."""

from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.inbox.models import Double, Message
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority


class Compared(ValueError):
    """Somebody has said of this message already what it is."""


@transaction.atomic
def compare(earlier: Message, later: Message, *, same: bool, by: Person, at: datetime) -> Double:
    """Write down whether the later message is the earlier one over again. If it is, the earlier one is answered.

    Both stay as they were received: the clock of a legal duty runs from the earlier.

    Raises:
        Compared
    """
    authority = require_authority(by, LISTEN, at=at)
    later = Message.objects.select_for_update(no_key=True).get(id=later.id)
    if Double.objects.filter(message=later).exists():
        raise Compared
    double = Double.objects.create(message=later, of=earlier, same=same, by=by, office=office_of(by, at=at), at=at)
    if same and later.closed_at is None:
        later.closed_at = at
        later.save(update_fields=["closed_at"])
    archive.record(
        "message found to be one with another" if same else "message found to be another",
        subject=f"message {later.reference}",
        body={"the other": earlier.reference},
        by=double.office,
        authority=str(authority),
        at=at,
    )
    return double
