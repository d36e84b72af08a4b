"""Reading reports of abuse: which somebody may read, where each stands, and who deals with whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from parishpump.inbox.models import AbuseReport, AbuseStep, HandOver, Message
from parishpump.inbox.references import report_number
from parishpump.people.models import Person
from parishpump.people.powers import MODERATE
from parishpump.people.queries import Acting

# After one of these nobody is waited for.
SETTLED = (AbuseStep.PLATFORM, AbuseStep.POLICE, AbuseStep.SUPPORTED, AbuseStep.NOTHING)


def report_named(reference: str) -> AbuseReport:
    """The report of that reference.

    Raises:
        AbuseReport.DoesNotExist: there is none in this council.
    """
    rows = AbuseReport.objects.select_related("message__source", "message__conversation", "by")
    found = rows.defer("message__search", "message__sketch").get(number=report_number(reference) or 0)
    if found.reference != reference:
        raise AbuseReport.DoesNotExist
    return found


def may_read(report: AbuseReport, acting: Acting) -> bool:
    """Whoever reported it, whoever moderates, and whoever deals with its writer now; nobody else."""
    mine = report.by_id == acting.person.id or acting.may(MODERATE)
    return mine or report.hand_overs.filter(to=acting.person, ended_at__isnull=True).exists()


def reports_for(acting: Acting) -> QuerySet[AbuseReport]:
    """The reports that somebody may read, the newest first."""
    found = AbuseReport.objects.select_related("message").defer("message__text", "message__search", "message__sketch")
    found = found.prefetch_related("steps")
    if acting.may(MODERATE):
        return found
    theirs = HandOver.objects.filter(report=OuterRef("pk"), to=acting.person, ended_at__isnull=True)
    return found.filter(by=acting.person) | found.filter(Exists(theirs))


def standing_of(steps: Iterable[AbuseStep]) -> AbuseStep | None:
    """The step that says where a report stands; None where nobody has looked at it."""
    return next((one for one in reversed(list(steps)) if one.what != AbuseStep.FILE), None)


def reports_open() -> QuerySet[AbuseReport]:
    """Reports after which nothing was done yet, the oldest first."""
    done = AbuseStep.objects.filter(report=OuterRef("pk"), what__in=SETTLED)
    return AbuseReport.objects.filter(~Exists(done)).prefetch_related("steps").order_by("id")


@dataclass(frozen=True)
class Spared:
    """What somebody handed over to another: accounts, and single messages."""

    handles: frozenset[str] = field(default_factory=frozenset)
    messages: frozenset[int] = field(default_factory=frozenset)

    def holds(self, message: Message) -> bool:
        """Whether this message is folded for them."""
        return bool(message.handle and message.handle in self.handles) or message.id in self.messages


NOBODY_SPARED = Spared()


def spared(person: int) -> Spared:
    """What is folded for this person, for another deals with it. One query."""
    rows = HandOver.objects.filter(for_person=person, ended_at__isnull=True)
    return spared_in(rows.values_list("handle", "report__message"))


def spared_in(rows: Iterable[tuple[str, int | None]]) -> Spared:
    """The same, of the account and the message of each that was handed over."""
    found = list(rows)
    return Spared(
        frozenset(handle for handle, _ in found if handle), frozenset(one for _, one in found if one is not None)
    )


def handles_spared(person: int) -> QuerySet[HandOver, str]:
    """The accounts that another deals with for this person, as a part of a query."""
    rows = HandOver.objects.filter(for_person=person, ended_at__isnull=True).exclude(handle="")
    return rows.order_by().values_list("handle", flat=True)


def in_whose_hands(handles: Iterable[str]) -> dict[str, int]:
    """By account, the person who deals with it since somebody handed it over: the newest of them."""
    asked = [handle for handle in set(handles) if handle]
    if not asked:
        return {}
    rows = HandOver.objects.filter(handle__in=asked, ended_at__isnull=True).order_by("id")
    return dict(rows.values_list("handle", "to"))


def latest_open_report(message: Message, by: Person) -> AbuseReport | None:
    """This person's own report of that message; None where they made none."""
    return AbuseReport.objects.filter(message=message, by=by).first()
