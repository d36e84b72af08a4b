"""What became of somebody who was sent on to another body (clauses ENG-3 and TRA-13)."""

from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.inbox.models import HandOff
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority


@transaction.atomic
def note_what_came_of_it(hand_off: HandOff, words: str, *, by: Person, at: datetime) -> HandOff:
    """Keep what the person, or the body, said came of it. A later word takes the place of an earlier one."""
    authority = require_authority(by, LISTEN, at=at)
    hand_off = HandOff.objects.select_for_update(of=("self",)).select_related("message").get(id=hand_off.id)
    hand_off.outcome, hand_off.outcome_at = words.strip()[:400], at
    hand_off.save(update_fields=["outcome", "outcome_at"])
    archive.record(
        "hand-off followed up",
        subject=f"message {hand_off.message.reference}",
        body={"body": hand_off.body, "service": hand_off.service},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return hand_off
