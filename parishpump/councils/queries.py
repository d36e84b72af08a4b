"""Finding the council that a request is for."""

from parishpump.councils.models import Council


def council_for_host(host: str) -> Council | None:
    """The council served under `host` (without a port); the only council there is answers to every host."""
    councils = list(Council.objects.order_by("id")[:2])
    if len(councils) == 1:
        return councils[0]
    return Council.objects.filter(host=host.lower()).first()


def all_councils() -> list[Council]:
    """Every council of this installation, by name: for jobs, which take them one by one."""
    return list(Council.objects.all())
