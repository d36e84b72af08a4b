"""The crisis switch: everything stops at once, and nothing goes out by itself afterwards."""

from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import PAUSE
from parishpump.people.queries import require_authority
from parishpump.publishing import lifecycle
from parishpump.publishing.lifecycle import HELD, SENDING, UNKNOWN, WAITING
from parishpump.publishing.models import Delivery, Pause


@transaction.atomic
def pause(*, reason: str, by: Person, at: datetime) -> Pause:
    """Stop everything that waits to go out. Nothing is lost: it is held."""
    authority = require_authority(by, PAUSE, at=at)
    if Pause.objects.select_for_update().filter(ended_at__isnull=True).exists():
        raise lifecycle.NotNow("pause", "paused already")
    opened = Pause.objects.create(reason=reason, by=by, office=office_of(by, at=at), at=at)
    archive.record(
        "everything paused",
        subject="publishing",
        by=opened.office,
        authority=str(authority),
        at=at,
        body={"reason": reason},
    )
    return opened


@transaction.atomic
def stand_down(*, by: Person, at: datetime) -> Pause:
    """End the pause. What came due meanwhile is held until a person decides on each."""
    authority = require_authority(by, PAUSE, at=at)
    opened = Pause.objects.select_for_update().filter(ended_at__isnull=True).first()
    if opened is None:
        raise lifecycle.NotNow("stand down", "not paused")
    opened.ended_at, opened.ended_by = at, by
    opened.save(update_fields=["ended_at", "ended_by"])
    held = Delivery.objects.filter(state=WAITING, due_at__lte=at).update(
        state=HELD, problem="It came due while everything was paused."
    )
    archive.record(
        "pause ended",
        subject="publishing",
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
        body={"held": held},
    )
    return opened


@transaction.atomic
def hold_after_restore(*, at: datetime) -> int:
    """After a backup was restored nobody knows what went out since: pause, and hold all that this database thinks due.

    An approval that was revoked after the backup is live again in it, so a person looks at each. Returns how many.
    """
    if not Pause.objects.filter(ended_at__isnull=True).exists():
        Pause.objects.create(
            reason="A backup was restored. Look at what waits before you stand down.",
            by=None,
            office="Parish Pump",
            at=at,
        )
    Delivery.objects.filter(state=SENDING).update(state=UNKNOWN, next_at=at)
    held = Delivery.objects.filter(state=WAITING).update(
        state=HELD, problem="A backup was restored since it was approved."
    )
    archive.record("backup restored", subject="publishing", by="Parish Pump", authority="", at=at, body={"held": held})
    return held
