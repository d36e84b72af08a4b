"""Who holds which office and power, on which day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from parishpump.councils.models import Council
from parishpump.councils.queries import this_council
from parishpump.people.models import Delegation, Office, Person, Seat
from parishpump.people.powers import APPROVE, CLERK, WRITE

# A recovery code alone is none: it goes with one of these.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class NotDelegated(PermissionError):
    """Nobody gave this person this power, or it is no longer in force."""

    def __init__(self, by: Person, power: str, channel: str = "") -> None:
        self.by, self.power, self.channel = by, power, channel
        on = f" on {channel}" if channel else ""
        super().__init__(f"No delegation in force lets this person {power}{on}.")


@dataclass(frozen=True)
class Acting:
    """A person with the office and the delegations under which they act in this council today."""

    person: Person
    offices: tuple[Office, ...]
    delegations: tuple[Delegation, ...]
    has_second_factor: bool = False

    def may(self, power: str) -> bool:
        return any(power in delegation.powers for delegation in self.delegations)

    @property
    def office(self) -> Office | None:
        """The office that gives most: the first with a delegation, else the first."""
        return self.delegations[0].office if self.delegations else (self.offices[0] if self.offices else None)

    @property
    def is_clerk(self) -> bool:
        return any(office.kind == CLERK for office in self.offices)

    @property
    def authority(self) -> Delegation | None:
        return self.delegations[0] if self.delegations else None

    @property
    def needs_second_factor(self) -> bool:
        return any(delegation.needs_second_factor for delegation in self.delegations)


def local_day(at: datetime) -> date:
    """The day it is in the council's own time zone at `at` (delegations run from a day to a day)."""
    return at.astimezone(ZoneInfo(this_council().zone)).date()


def delegations_in_force(at: datetime) -> QuerySet[Delegation]:
    """Delegations that are begun, not ended, not revoked, and whose holder is still in that office."""
    day = local_day(at)
    return (
        _running(at)
        .filter(Q(office__until__isnull=True) | Q(office__until__gte=day), office__since__lte=day)
        .filter(office__person__is_active=True)
        .select_related("office", "office__person")
    )


def _running(at: datetime) -> QuerySet[Delegation]:
    """Delegations that are begun, not ended, and not revoked, whoever holds the office."""
    day = local_day(at)
    unrevoked = Q(revocation__isnull=True) | Q(revocation__at__gt=at)
    return Delegation.objects.filter(unrevoked, starts__lte=day, ends__gte=day)


# What ends within this is to be renewed at one of the next meetings.
ENDS_SOON = timedelta(days=90)


def delegations_that(does: str, *, at: datetime) -> QuerySet[Delegation]:
    """Those of the delegations in force that end soon, or that let somebody `write`, or `approve`; else every one."""
    found = delegations_in_force(at)
    if does == "end soon":
        return found.filter(ends__lte=local_day(at) + ENDS_SOON)
    power = {"write": WRITE, "approve": APPROVE}.get(does)
    return found.filter(powers__contains=[power]) if power else found


def authority_for(by: Person, power: str, *, at: datetime, channels: tuple[int, ...] = ()) -> Delegation | None:
    """The delegation under which `by` may do this at `at`, on every one of `channels`; or None."""
    return next(_authorities(by, power, at, channels), None)


def _authorities(by: Person, power: str, at: datetime, channels: tuple[int, ...]) -> Iterator[Delegation]:
    for delegation in delegations_in_force(at).filter(office__person=by, powers__contains=[power]):
        if not delegation.channels or set(channels) <= set(delegation.channels):
            yield delegation


def require_authority(by: Person, power: str, *, at: datetime, channels: tuple[int, ...] = ()) -> Delegation:
    """The same, or NotDelegated."""
    return require_authorities(by, power, at=at, channels=channels)[0]


def require_authorities(by: Person, power: str, *, at: datetime, channels: tuple[int, ...] = ()) -> list[Delegation]:
    """Every delegation that `authority_for` chooses among, where the office counts as well; or NotDelegated."""
    found = list(_authorities(by, power, at, channels))
    if not found:
        raise NotDelegated(by, power)
    return found


def acting(person: Person, *, at: datetime) -> Acting:
    """In which offices, and under which delegations, `person` acts in the council in scope."""
    day = local_day(at)
    held = Office.objects.filter(person=person, since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))
    factors = Authenticator.objects.filter(user_id=OuterRef("person_id"), type__in=SECOND_FACTORS)
    offices = tuple(held.annotate(has_second_factor=Exists(factors)))
    for office in offices:
        office.person = person
    delegations = _delegations_of(offices, at) if offices and person.is_active else ()
    return Acting(person, offices, delegations, any(office.has_second_factor for office in offices))


def _delegations_of(offices: tuple[Office, ...], at: datetime) -> tuple[Delegation, ...]:
    """What is delegated to these offices, which somebody holds, each with the office that was read already."""
    known = {office.id: office for office in offices}
    found = tuple(_running(at).filter(office__in=list(known)))
    for delegation in found:
        delegation.office = known[delegation.office_id]
    return found


def offices_held(at: datetime) -> list[Office]:
    """Every office of this council that somebody holds on that day, with its holder."""
    day = local_day(at)
    held = Office.objects.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))
    return list(held.filter(person__is_active=True).select_related("person"))


def holders(power: str, *, at: datetime) -> list[Delegation]:
    """Every delegation that gives `power` at `at`: whom to ask."""
    return list(delegations_in_force(at).filter(powers__contains=[power]))


def councils_of(person: Person) -> list[Council]:
    """The councils between which this person can switch."""
    return [seat.council for seat in Seat.objects.filter(person=person).select_related("council")]


@dataclass(frozen=True)
class Standing:
    """A delegation as it stands on a day: in force, not begun, over or revoked; days left are 0 but for the first."""

    delegation: Delegation
    state: str
    days_left: int

    @property
    def in_force(self) -> bool:
        return self.state == "in force"


@dataclass(frozen=True)
class Holding:
    """An office with all that was ever delegated to it. `begun` is whether its holder has taken up the invitation."""

    office: Office
    delegations: tuple[Standing, ...]
    is_over: bool

    @property
    def begun(self) -> bool:
        return self.office.person.has_usable_password()

    @property
    def in_force(self) -> list[Standing]:
        return [standing for standing in self.delegations if standing.in_force]

    @property
    def past(self) -> list[Standing]:
        return [standing for standing in self.delegations if not standing.in_force]


def register_of_offices(at: datetime) -> list[Holding]:
    """Every office of this council that anybody has held, with its delegations as they stand at `at`."""
    delegations = Delegation.objects.select_related("revocation").order_by("-ends", "-id")
    offices = Office.objects.select_related("person").prefetch_related(Prefetch("delegations", delegations))
    day = local_day(at)
    return [_holding(office, day) for office in offices]


def holding_of(office: Office, *, at: datetime) -> Holding:
    """One line of that register."""
    return _holding(office, local_day(at))


def standing_of(delegation: Delegation, *, at: datetime) -> Standing:
    """How one delegation stands at `at`."""
    return _standing(delegation, delegation.office, local_day(at))


def leaves_nobody(
    power: str, *, at: datetime, office: Office | None = None, delegation: Delegation | None = None
) -> bool:
    """Whether nobody would hold `power` any more, were this office or this delegation to end."""
    held = holders(power, at=at)
    left = [one for one in held if one != delegation and one.office != office]
    return bool(held) and not left


def _holding(office: Office, day: date) -> Holding:
    delegations = tuple(_standing(delegation, office, day) for delegation in office.delegations.all())
    return Holding(office, delegations, is_over=office.until is not None and office.until < day)


def _standing(delegation: Delegation, office: Office, day: date) -> Standing:
    last = min(delegation.ends, office.until or delegation.ends)
    if hasattr(delegation, "revocation"):
        return Standing(delegation, "revoked", 0)
    if last < day:
        return Standing(delegation, "over", 0)
    if max(delegation.starts, office.since) > day:
        return Standing(delegation, "not begun", 0)
    return Standing(delegation, "in force", (last - day).days)
