"""Taking up and leaving office, giving and taking back power: each a row, each on the record."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.people.models import Delegation, Invitation, Office, Person, Revocation, Seat
from parishpump.people.powers import PEOPLE, may_hold
from parishpump.people.queries import local_day, require_authority

INVITATION_DAYS = 14


class NotForThisOffice(ValueError):
    """The law does not let a council delegate this to the holder of that office (1972 Act, s.101)."""

    def __init__(self, office: Office, power: str) -> None:
        self.office, self.power = office, power
        super().__init__(f"The law does not let a council delegate “{power}” to a {office}.")


class InvitationOver(ValueError):
    """The link was used, is too old, or never was one."""


def introduce(email: str, *, name: str, at: datetime) -> Person:
    """Know a person by email address; the same address is the same person in every council."""
    known = Person.objects.filter(email__iexact=email.strip()).first()
    if known is not None:
        return known
    person = Person(email=email.strip().lower(), name=name, joined_at=at)
    person.set_unusable_password()
    person.save()
    return person


@transaction.atomic
def appoint(
    person: Person, kind: str, *, since: date, minute: str, by: Person | None, at: datetime, title: str = ""
) -> Office:
    """Put a person into an office of the council in scope. `by` is None when the council is founded."""
    if by is not None:
        require_authority(by, PEOPLE, at=at)
    office = Office.objects.create(person=person, kind=kind, title=title, since=since)
    Seat.objects.get_or_create(person=person, council=office.council)
    archive.record(
        "office taken up",
        subject=f"office {office.id}",
        body={"office": str(office), "since": since.isoformat()},
        by=office_of(by or person, at=at),
        authority=f"minute {minute}",
        at=at,
    )
    return office


@transaction.atomic
def leave_office(office: Office, *, until: date, by: Person, at: datetime) -> Office:
    """Write down the last day of an office. What was delegated to it ends with it."""
    authority = require_authority(by, PEOPLE, at=at)
    office.until = until
    office.save(update_fields=["until"])
    archive.record(
        "office left",
        subject=f"office {office.id}",
        body={"office": str(office), "until": until.isoformat()},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return office


@transaction.atomic
def delegate(
    office: Office,
    powers: list[str],
    *,
    minute: str,
    starts: date,
    ends: date,
    by: Person | None,
    at: datetime,
    channels: tuple[int, ...] = (),
) -> Delegation:
    """Record what the council resolved that this office-holder may do. `by` is None when the council is founded."""
    if by is not None:
        require_authority(by, PEOPLE, at=at)
    for power in powers:
        if not may_hold(office.kind, power):
            raise NotForThisOffice(office, power)
    delegation = Delegation.objects.create(
        office=office,
        powers=powers,
        channels=list(channels),
        minute=minute,
        starts=starts,
        ends=ends,
        given_at=at,
        given_by=by or office.person,
    )
    archive.record(
        "delegation given",
        subject=f"delegation {delegation.id}",
        body={
            "office": str(office),
            "powers": powers,
            "channels": list(channels),
            "minute": minute,
            "from": starts.isoformat(),
            "to": ends.isoformat(),
        },
        by=office_of(by or office.person, at=at),
        authority=f"minute {minute}",
        at=at,
    )
    return delegation


@transaction.atomic
def revoke(delegation: Delegation, *, reason: str, by: Person, at: datetime) -> Revocation:
    """Take a delegation back: from this moment nothing is done under it."""
    authority = require_authority(by, PEOPLE, at=at)
    revocation = Revocation.objects.create(delegation=delegation, reason=reason, by=by, at=at)
    archive.record(
        "delegation revoked",
        subject=f"delegation {delegation.id}",
        body={"office": str(delegation.office), "minute": delegation.minute, "reason": reason},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return revocation


@transaction.atomic
def invite(office: Office, *, by: Person, at: datetime) -> tuple[Invitation, str]:
    """Make a link for the holder of an office. The token is returned once and only its hash is kept."""
    authority = require_authority(by, PEOPLE, at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        office=office, token_hash=_hash(token), sent_at=at, sent_by=by, ends_at=at + timedelta(days=INVITATION_DAYS)
    )
    archive.record(
        "invitation sent",
        subject=f"office {office.id}",
        body={"office": str(office)},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return invitation, token


@transaction.atomic
def accept(token: str, *, name: str, password: str, at: datetime) -> Invitation:
    """Take up an invitation: the link proved the address, the person chooses a password."""
    invitation = open_invitation(token, at=at)
    person = invitation.office.person
    person.name = name
    if not person.has_usable_password():
        person.set_password(password)
    person.save(update_fields=["name", "password"])
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    archive.record(
        "invitation accepted",
        subject=f"office {invitation.office_id}",
        body={"office": str(invitation.office)},
        by=str(invitation.office),
        authority="",
        at=at,
    )
    return invitation


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation that this token opens.

    Raises:
        InvitationOver: used, ended or unknown.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("office__person")
        .filter(token_hash=_hash(token), accepted_at__isnull=True, ends_at__gt=at)
        .first()
    )
    if invitation is None:
        raise InvitationOver
    return invitation


def office_of(person: Person, *, at: datetime) -> str:
    """How the record names a person: by the office held at that moment, never by a private name."""
    day = local_day(at)
    office = Office.objects.filter(person=person, since__lte=day).order_by("since").last()
    return str(office) if office else "person without an office"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
