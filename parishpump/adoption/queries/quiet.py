"""The hours in which somebody looks, as the policy in force states them, and whether this is outside them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from parishpump.adoption.hours import Hours, hours_of
from parishpump.adoption.queries.packs import pack_in_force
from parishpump.councils.queries import this_council
from parishpump.policy.errors import PackError
from parishpump.policy.pack import Pack


def monitored_hours(pack: Pack) -> Hours:
    """The hours in which somebody looks, as this policy states them."""
    spans = pack.stated("listen.monitored_hours", tuple) or ()
    return hours_of(spans, pack.stated("listen.monitored_days", tuple) or ())


def is_quiet(at: datetime) -> bool:
    """Whether the policy states hours, and this is outside them: what does not hurry is not sent by email now."""
    try:
        hours = monitored_hours(pack_in_force(at))
    except PackError:
        return False
    return hours.stated and not hours.is_open(at.astimezone(ZoneInfo(this_council().zone)))
