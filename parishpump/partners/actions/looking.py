"""Keeping what the weekly look at the directory's pages found."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.partners.models import PageLook
from parishpump.partners.models.looks import WORKS
from parishpump.partners.page_check import Seen
from parishpump.partners.queries.looks import newest_looks


@transaction.atomic
def keep_looks(seen: Mapping[str, Seen], *, at: datetime) -> list[PageLook]:
    """Keep what was seen at each address, and since when it has been so. One record for all of them."""
    before = newest_looks(seen)
    looks = [_look(address, one, before.get(address), at) for address, one in sorted(seen.items())]
    if not looks:
        return []
    archive.record(
        "directory pages looked at",
        subject="directory of partners",
        by="Parish Pump",
        authority="",
        at=at,
        body={
            "looked at": len(looks),
            "not working": [{"page": one.address, "found": one.words} for one in looks if one.state != WORKS],
        },
    )
    return PageLook.objects.bulk_create(looks)


def _look(address: str, seen: Seen, before: PageLook | None, at: datetime) -> PageLook:
    since = before.since if before is not None and before.state == seen.state else at
    return PageLook(address=address, state=seen.state, words=seen.words[:400], since=since, at=at)
