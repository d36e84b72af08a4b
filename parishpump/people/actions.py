"""Taking up and leaving office, giving and taking back power, changing an account: each a row, each on the record."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.councils.tenancy import council_scope
from parishpump.people.models import Delegation, Invitation, Office, Person, Revocation, Seat
from parishpump.people.powers import PEOPLE, may_hold
from parishpump.people.queries import councils_of, local_day, require_authority

INVITATION_DAYS = 14
WHOEVER_RUNS_IT = "whoever runs this installation"


class NotForThisOffice(ValueError):
    """The law does not let a council delegate this to the holder of that office (1972 Act, s.101)."""

    def __init__(self, office: Office, power: str) -> None:
        self.office, self.power = office, power
        super().__init__(f"The law does not let a council delegate “{power}” to a {office}.")


class InvitationOver(ValueError):
    """The link was used, is too old, or never was one."""


class AddressTaken(ValueError):
    """Somebody else is known by this email address."""


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


@transaction.atomic
def change_name(person: Person, name: str, *, at: datetime) -> Person:
    """Let colleagues know a person by another name; the record, which knows offices alone, keeps that it changed."""
    person.name = name
    person.save(update_fields=["name"])
    _record_everywhere("name changed", person, {}, by=person, at=at)
    return person


@transaction.atomic
def change_address(person: Person, email: str, *, at: datetime) -> Person:
    """Know a person by another email address, after they have shown that it is theirs. The old one signs in no more.

    Raises:
        AddressTaken: somebody else has it.
    """
    if Person.objects.filter(email__iexact=email).exclude(id=person.id).exists():
        raise AddressTaken
    person.email = email.lower()
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).delete()  # allauth would still sign in by the addresses that it noted
    _record_everywhere("email address changed", person, {}, by=person, at=at)
    return person


@transaction.atomic
def let_in(person: Person, *, by: Person | None, at: datetime) -> int:
    """Take away every second factor that a person lost, and end their sessions; how many factors there were.

    `by` is None for whoever runs the installation. What is delegated asks for a new factor before the desk opens.
    """
    factors = Authenticator.objects.filter(user=person)
    kinds: list[Json] = sorted(factors.values_list("type", flat=True))
    factors.delete()
    _end_sessions(person)
    _record_everywhere("person let in anew", person, {"second factors taken away": kinds}, by=by, at=at)
    return len(kinds)


def _end_sessions(person: Person) -> None:
    """Every one: also one that allauth's list of sessions does not know."""
    theirs = [one.pk for one in Session.objects.iterator() if one.get_decoded().get(SESSION_KEY) == str(person.pk)]
    Session.objects.filter(pk__in=theirs).delete()
    UserSession.objects.filter(user=person).delete()


def _record_everywhere(kind: str, person: Person, body: dict[str, Json], *, by: Person | None, at: datetime) -> None:
    """On the record of every council that the person has to do with."""
    for council in councils_of(person):
        with council_scope(council.id):
            archive.record(
                kind,
                subject=f"person {person.id}",
                body={"office": office_of(person, at=at), **body},
                by=office_of(by, at=at) if by else WHOEVER_RUNS_IT,
                authority="",
                at=at,
            )


def office_of(person: Person, *, at: datetime) -> str:
    """How the record names a person: by the office held at that moment, never by a private name."""
    day = local_day(at)
    office = Office.objects.filter(person=person, since__lte=day).order_by("since").last()
    return str(office) if office else "person without an office"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
