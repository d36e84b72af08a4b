"""The platform watch: what changed on a network that the council uses, and what it does about it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.channels.models import PlatformNote
from parishpump.people.models import Person
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import require_authority


@dataclass(frozen=True)
class Look:
    """What a look at a network's terms, features and safety found, and what was decided."""

    looked_on: date
    changed: str
    decision: str
    next_look: date


@transaction.atomic
def note_platform(network: str, look: Look, *, by: Person, at: datetime) -> PlatformNote:
    """Write down a look at a network. The newest note says when to look again."""
    authority = require_authority(by, CHANNELS, at=at)
    note = PlatformNote.objects.create(
        network=network, by=by, office=str(authority.office), authority=authority, at=at, **vars(look)
    )
    archive.record(
        "platform looked at",
        subject=f"network {network}",
        by=note.office,
        authority=str(authority),
        at=at,
        body={
            "looked on": look.looked_on.isoformat(),
            "changed": look.changed,
            "decision": look.decision,
            "next look": look.next_look.isoformat(),
        },
    )
    return note
