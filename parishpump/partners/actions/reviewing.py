"""That a person looked whether an entry is right."""

from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.partners.models import Entry, Review
from parishpump.partners.queries.directory import entry_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import local_day, require_authority


class NotInForce(ValueError):
    """Another entry holds by now: look at that one."""


@transaction.atomic
def review_entry(entry: Entry, *, note: str, by: Person, at: datetime) -> Review:
    """Write down that an entry was looked at and is right. What is wrong gets a new entry instead.

    Raises:
        NotInForce: the entry is over, was called off, or another has taken its place.
    """
    authority = require_authority(by, LISTEN, at=at)
    today = local_day(at)
    holding = entry_of(entry.partner, today)
    if entry.is_called_off or (entry.valid_from <= today and (holding is None or holding.id != entry.id)):
        raise NotInForce("This entry does not hold any more.")
    review = Review.objects.create(
        entry=entry, on=today, note=note, by=by, office=str(authority.office), authority=authority, at=at
    )
    archive.record(
        "partner entry reviewed",
        subject=f"partner {entry.partner.key}",
        by=review.office,
        authority=str(authority),
        at=at,
        body={"entry": entry.number, "name": entry.name, "looked at": note, "on": today.isoformat()},
    )
    return review
