"""Bringing a council into being."""

from datetime import datetime

from parishpump.councils.models import Council


def found_council(
    name: str, *, kind: str, host: str, address: str, pack: str, pack_minute: str, at: datetime
) -> Council:
    """Open this installation to one more council."""
    return Council.objects.create(
        name=name,
        kind=kind,
        host=host.lower(),
        address=address.rstrip("/"),
        pack=pack,
        pack_minute=pack_minute,
        created_at=at,
    )
