"""Approving the standing words with which people are sent on, and taking them back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from parishpump.archive import actions as archive
from parishpump.partners.actions.directory import ChangedMeanwhile
from parishpump.partners.models import Partner, StandingText
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority


def approve_text(
    text: str, *, service: str, partner: Partner | None, seen: int, by: Person, at: datetime
) -> StandingText:
    """Let these words stand for a service, a body, or a service of a body.

    `seen` is the newest version that was looked at, 0 where there was none.

    Raises:
        ChangedMeanwhile: somebody else approved or took back another version.
    """
    return _write(text, "", service=service, partner=partner, seen=seen, by=by, at=at)


def take_back_text(standing: StandingText, *, reason: str, by: Person, at: datetime) -> StandingText:
    """Let a standing text stand no more; where none is left, our suggestion is offered again.

    Raises:
        ChangedMeanwhile: it is not the newest version any more.
    """
    seen, partner = standing.number, standing.partner
    return _write("", reason, service=standing.service, partner=partner, seen=seen, by=by, at=at)


def _write(
    text: str, reason: str, *, service: str, partner: Partner | None, seen: int, by: Person, at: datetime
) -> StandingText:
    try:
        with transaction.atomic():
            return _version(text, reason, service=service, partner=partner, seen=seen, by=by, at=at)
    except IntegrityError as taken:
        raise ChangedMeanwhile("Somebody else changed this text at the same moment.") from taken


def _version(
    text: str, reason: str, *, service: str, partner: Partner | None, seen: int, by: Person, at: datetime
) -> StandingText:
    authority = require_authority(by, LISTEN, at=at)
    versions = StandingText.objects.filter(service=service, partner=partner)
    newest = versions.aggregate(Max("number"))["number__max"] or 0
    if newest != seen:
        raise ChangedMeanwhile("Somebody else changed this text meanwhile.")
    standing = StandingText.objects.create(
        service=service,
        partner=partner,
        number=newest + 1,
        text=text,
        reason=reason,
        by=by,
        office=str(authority.office),
        authority=authority,
        at=at,
    )
    archive.record(
        "standing text approved" if text else "standing text taken back",
        subject=f"standing text for {service or 'everything'} of {partner.key if partner else 'whoever does it'}",
        by=standing.office,
        authority=str(authority),
        at=at,
        body={
            "service": service,
            "partner": partner.key if partner else "",
            "version": standing.number,
            "text": text,
            "reason": reason,
        },
    )
    return standing
