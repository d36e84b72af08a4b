"""Finding the council that a request is for."""

from typing import cast

from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_scope


def council_for_host(host: str) -> Council | None:
    """The council served under `host` (without a port); the only council there is answers to every host."""
    found = list(Council.objects.filter(host=host.lower())) or list(Council.objects.order_by("id")[:2])
    return found[0] if len(found) == 1 else None


def this_council() -> Council:
    """The council in scope, looked up once a scope."""
    memory = current_scope().memory
    if "council" not in memory:
        memory["council"] = Council.objects.get(id=current_scope().council_id)
    return cast(Council, memory["council"])


def all_councils() -> list[Council]:
    """Every council of this installation, by name: for jobs, which take them one by one."""
    return list(Council.objects.all())
