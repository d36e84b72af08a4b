"""The communications risk register: entering, taking up from approved requests, reviewing, closing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.channels.content import Proposal
from parishpump.channels.models import Channel, Deployment, DeploymentApproval, Risk, RiskReview
from parishpump.channels.queries.policy import REVIEW_MONTHS, months_after
from parishpump.people.models import Delegation, Office, Person
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import local_day, require_authority


class ClosedAlready(ValueError):
    """This risk is closed: what comes up again is entered anew."""


@dataclass(frozen=True)
class Rating:
    """How a risk stands from now on: low, medium or high, what is done, which office sees to it, when to look again."""

    rating: str
    mitigation: str
    owner: Office | None
    review_due: date


@transaction.atomic
def enter_risk(what: str, rating: Rating, *, channel: Channel | None, by: Person, at: datetime) -> Risk:
    """Enter a risk of a channel, or of communications at large."""
    authority = require_authority(by, CHANNELS, at=at)
    risk = Risk.objects.create(what=what, channel=channel, entered_at=at, entered_by=by, **vars(rating))
    _record("risk entered", risk, authority, {"what": what, "about": str(channel or "communications")}, at=at)
    return risk


@transaction.atomic
def review_risk(risk: Risk, rating: Rating, *, note: str, by: Person, at: datetime) -> RiskReview:
    """Look at a risk again; how it stood before stays in its history."""
    authority = require_authority(by, CHANNELS, at=at)
    risk = _open(risk)
    review = _review(risk, rating, note=note, by=by, authority=authority, at=at)
    _record("risk reviewed", risk, authority, {"note": note}, at=at)
    return review


@transaction.atomic
def close_risk(risk: Risk, *, reason: str, by: Person, at: datetime) -> Risk:
    """Take a risk off the register, with the reason."""
    authority = require_authority(by, CHANNELS, at=at)
    risk = _open(risk)
    risk.closed_at, risk.closed_because = at, reason
    risk.save(update_fields=["closed_at", "closed_because"])
    _record("risk closed", risk, authority, {"reason": reason}, at=at)
    return risk


def take_up_risks(deployment: Deployment, said: Proposal, approval: DeploymentApproval) -> None:
    """Enter the risks of an approved request; those that it no longer names are closed. Recorded with the approval."""
    known = {risk.key: risk for risk in Risk.objects.filter(deployment=deployment)}
    owners = {office.id: office for office in Office.objects.filter(id__in=[one.owner_id for one in said.risks])}
    usual = approval.review_due or months_after(local_day(approval.at), REVIEW_MONTHS)
    for one in said.risks:
        rating = Rating(one.rating, one.mitigation, owners.get(one.owner_id), one.review_on or usual)
        risk = known.pop(one.key, None) or Risk(deployment=deployment, key=one.key)
        risk.what, risk.closed_at, risk.closed_because = one.what, None, ""
        if risk.pk is None:
            risk.entered_at, risk.entered_by = approval.at, approval.by
        _review(risk, rating, note="With the approval.", by=approval.by, authority=approval.authority, at=approval.at)
    for gone in known.values():
        if gone.closed_at is None:
            gone.closed_at, gone.closed_because = approval.at, "The approved request no longer names it."
            gone.save(update_fields=["closed_at", "closed_because"])


def _open(risk: Risk) -> Risk:
    risk = Risk.objects.select_for_update(of=("self",)).get(id=risk.id)
    if risk.closed_at is not None:
        raise ClosedAlready("This risk is closed already.")
    return risk


def _review(
    risk: Risk, rating: Rating, *, note: str, by: Person, authority: Delegation | None, at: datetime
) -> RiskReview:
    risk.rating, risk.mitigation, risk.owner = rating.rating, rating.mitigation, rating.owner
    risk.review_due = rating.review_due
    risk.save()
    return RiskReview.objects.create(
        risk=risk,
        rating=rating.rating,
        mitigation=rating.mitigation,
        owner=str(rating.owner or ""),
        note=note,
        next_due=rating.review_due,
        by=by,
        office=str(authority.office) if authority else "",
        authority=authority,
        at=at,
    )


def _record(kind: str, risk: Risk, authority: Delegation, said: dict[str, str], *, at: datetime) -> None:
    stands = {
        "rating": risk.rating,
        "mitigation": risk.mitigation,
        "owner": str(risk.owner or ""),
        "review due": risk.review_due.isoformat(),
    }
    archive.record(
        kind,
        subject=f"risk {risk.id}",
        by=str(authority.office),
        authority=str(authority),
        at=at,
        body=stands | said,
    )
