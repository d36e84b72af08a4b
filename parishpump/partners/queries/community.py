"""The contact list of community organisations."""

from collections.abc import Sequence
from datetime import date

from parishpump.partners.models import Organisation
from parishpump.partners.queries.reviews import year_before
from parishpump.policy.pack import Pack


def organisations(*, withdrawn: bool = False) -> Sequence[Organisation]:
    """Those that may be contacted, by name; or those that withdrew, the last first."""
    found = Organisation.objects.filter(withdrawn_at__isnull=not withdrawn)
    return list(found.order_by("-withdrawn_at", "-id") if withdrawn else found.order_by("name", "id"))


def is_due(one: Organisation, day: date) -> bool:
    """Whether nobody has asked for a year whether it still holds. The year is ours: no policy states one."""
    return one.withdrawn_at is None and one.reviewed_on <= year_before(day)


def kept_for(pack: Pack) -> str:
    """How long the policy says that contacts are kept; empty where it does not say."""
    schedule = pack.stated("retention.schedule", dict) or {}
    return next((time for kind, time in schedule.items() if "contact" in kind.casefold()), "")
