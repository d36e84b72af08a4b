"""The first day of a council: the council itself, its Clerk with every power, and its noticeboard."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction

from parishpump.archive import actions as archive
from parishpump.channels.actions import found_noticeboard
from parishpump.councils.actions import found_council
from parishpump.councils.models import Council
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.people.actions import appoint, delegate, introduce, invite
from parishpump.people.models import Invitation, Office
from parishpump.people.powers import CLERK, POWERS
from parishpump.people.queries import local_day


class AlreadyFounded(RuntimeError):
    """This installation serves a council already: the first day comes once."""


class HostTaken(ValueError):
    """Another council of this installation is found under this host name."""


@dataclass(frozen=True)
class Charter:
    """What is said on the first day. `address` is the council's site; on `ends` the Clerk's delegation ends.

    Without a password the Clerk is invited, and chooses one.
    """

    name: str
    kind: str
    host: str
    address: str
    pack: str
    pack_minute: str
    clerk_name: str
    clerk_email: str
    clerk_minute: str
    ends: date
    clerk_password: str = field(default="", repr=False)


@transaction.atomic
def found(charter: Charter, *, at: datetime) -> Office:
    """Make the first council with its Clerk, who may do everything, and its noticeboard. Returns the Clerk's office.

    Raises:
        AlreadyFounded: there is a council; also where two of these ran at once, for the one that came second.
    """
    _take_turns()
    if all_councils():
        raise AlreadyFounded
    _, office = _begin(charter, at)
    return office


@dataclass(frozen=True)
class Founded:
    """A further council, and the invitation of its Clerk. The token is told this once: only its hash is kept."""

    council: Council
    invitation: Invitation
    token: str = field(repr=False)


@transaction.atomic
def found_further(charter: Charter, *, at: datetime) -> Founded:
    """Make one more council on this installation, and invite its Clerk.

    Raises:
        HostTaken: another council is found under this host name.
    """
    _take_turns()
    if Council.objects.filter(host=charter.host.lower()).exists():
        raise HostTaken(charter.host)
    council, office = _begin(charter, at)
    with council_scope(council.id):
        invitation, token = invite(office, by=office.person, at=at)
    return Founded(council, invitation, token)


def _begin(charter: Charter, at: datetime) -> tuple[Council, Office]:
    council = found_council(
        charter.name,
        kind=charter.kind,
        host=charter.host,
        address=charter.address,
        pack=charter.pack,
        pack_minute=charter.pack_minute,
        at=at,
    )
    with council_scope(council.id):
        _record_founding(council, at)
        office = _appoint_clerk(charter, at)
        found_noticeboard(address=f"{council.address}/", by=office.person, at=at)
    return council, office


def _take_turns() -> None:
    """One founding at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('parishpump first day', 0))")


def _record_founding(council: Council, at: datetime) -> None:
    archive.record(
        "council founded",
        subject=f"council {council.id}",
        by="Clerk",
        authority="",
        at=at,
        body={
            "name": council.name,
            "kind": council.kind,
            "address": council.address,
            "pack": council.pack,
            "minute": council.pack_minute,
        },
    )


def _appoint_clerk(charter: Charter, at: datetime) -> Office:
    clerk = introduce(charter.clerk_email, name=charter.clerk_name, at=at)
    if charter.clerk_password:
        clerk.set_password(charter.clerk_password)
        clerk.save(update_fields=["password"])
    today = local_day(at)
    office = appoint(clerk, CLERK, since=today, minute=charter.clerk_minute, by=None, at=at)
    delegate(office, list(POWERS), minute=charter.clerk_minute, starts=today, ends=charter.ends, by=None, at=at)
    return office
