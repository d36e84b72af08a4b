"""What is on record for the rules, gathered in one look."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from parishpump.adoption.models import Matter
from parishpump.councils.queries import this_council
from parishpump.policy.draft import ClosedItem, SensitivePeriod

_LAST_MOMENT = time(23, 59, 59)


@dataclass(frozen=True)
class OnRecord:
    """What stands on record, as the judge wants it: see `policy.draft.CouncilFacts`."""

    known_parties: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    closed_items: tuple[ClosedItem, ...] = ()
    live_matters: tuple[str, ...] = ()
    sensitive_periods: tuple[SensitivePeriod, ...] = ()


def matters_on_record(at: datetime) -> OnRecord:
    """Everything that stands on record at `at`, in one query."""
    kinds: dict[str, list[Matter]] = {kind: [] for kind, _ in Matter.KINDS}
    for one in _standing(at):
        kinds[one.kind].append(one)
    zone = ZoneInfo(this_council().zone)
    return OnRecord(
        known_parties=tuple(one.words for one in kinds[Matter.PARTY]),
        partners=tuple(one.words for one in kinds[Matter.PARTNER]),
        closed_items=tuple(ClosedItem(one.words, one.reference) for one in kinds[Matter.CLOSED]),
        live_matters=tuple(one.words for one in kinds[Matter.LIVE]),
        sensitive_periods=tuple(_period(one, zone) for one in kinds[Matter.PERIOD]),
    )


def register_of_matters(at: datetime) -> list[tuple[str, list[Matter]]]:
    """What stands on record at `at` by kind, each kind with its entries: none left out."""
    found = list(_standing(at))
    return [(kind, [one for one in found if one.kind == kind]) for kind, _ in Matter.KINDS]


def _standing(at: datetime) -> QuerySet[Matter]:
    return Matter.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))


def _period(matter: Matter, zone: ZoneInfo) -> SensitivePeriod:
    """From the first moment of its first day to the last of its last."""
    first, last = matter.opens or date.min, matter.closes or date.max
    return SensitivePeriod(
        matter.words, datetime.combine(first, time(), zone), datetime.combine(last, _LAST_MOMENT, zone)
    )
