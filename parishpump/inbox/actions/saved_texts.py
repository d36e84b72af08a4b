"""Saved texts: approved once by an officer who may approve, never changed, followed by another, or ended."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.inbox.models import SavedText
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import APPROVE
from parishpump.people.queries import require_authority


class Ended(ValueError):
    """This text is not in use any more: another follows it, or it was ended."""


@transaction.atomic
def approve_saved_text(
    title: str,
    text: str,
    *,
    use: str,
    services: Sequence[str] = (),
    follows: SavedText | None = None,
    by: Person,
    at: datetime,
) -> SavedText:
    """Put a text into use; the one that it follows is out of use from the same moment.

    Raises:
        NotDelegated: without the power to approve. Ended: what it should follow is out of use already.
    """
    authority = require_authority(by, APPROVE, at=at)
    if follows is not None:
        _end(follows, at)
    office = office_of(by, at=at)
    made = SavedText.objects.create(
        title=title,
        text=text,
        use=use,
        services=list(services),
        approved_by=by,
        office=office,
        approved_at=at,
        follows=follows,
    )
    archive.record(
        "saved text approved",
        subject=f"saved text {made.id}",
        body={"title": title, "text": text, "use": use, "follows": follows.id if follows else None},
        by=office,
        authority=str(authority),
        at=at,
    )
    return made


@transaction.atomic
def end_saved_text(text: SavedText, *, by: Person, at: datetime) -> SavedText:
    """Take a text out of use; what was sent with it stays as it was. Raises Ended where it is out of use already."""
    authority = require_authority(by, APPROVE, at=at)
    text = _end(text, at)
    archive.record(
        "saved text ended",
        subject=f"saved text {text.id}",
        body={"title": text.title},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return text


def _end(text: SavedText, at: datetime) -> SavedText:
    text = SavedText.objects.select_for_update().get(id=text.id)
    if text.ended_at is not None:
        raise Ended
    text.ended_at = at
    text.save(update_fields=["ended_at"])
    return text
