"""Taking a whole directory in, such as the one that comes with Parish Pump. Nothing comes in by itself."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction

from parishpump.partners.actions.directory import enter
from parishpump.partners.directory_file import Directory, Row
from parishpump.partners.models import Entry, Partner
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority


@dataclass(frozen=True)
class Taken:
    """What came in, and the keys of the bodies that the council had already, which were left as they are."""

    entries: tuple[Entry, ...]
    left: tuple[str, ...]


@transaction.atomic
def take_in(directory: Directory, *, source: str, by: Person, at: datetime) -> Taken:
    """Enter every body of a directory that this council does not have; what it has, it keeps as it reviewed it.

    `source` says where the directory came from, and goes on the record of each entry.
    """
    authority = require_authority(by, LISTEN, at=at)
    entries: list[Entry] = []
    left: list[str] = []
    for key, rows in groupby(sorted(directory.rows, key=_order), key=lambda row: row.key):
        partner, is_new = Partner.objects.get_or_create(key=key, defaults={"entered_at": at})
        if is_new:
            entries += _all(partner, list(rows), source, authority, by, at)
        else:
            left.append(key)
    return Taken(tuple(entries), tuple(left))


def _all(
    partner: Partner, rows: list[Row], source: str, authority: Delegation, by: Person, at: datetime
) -> list[Entry]:
    return [
        enter(partner, row.facts, number, authority=authority, by=by, at=at, source=source)
        for number, row in enumerate(rows, start=1)
    ]


def _order(row: Row) -> tuple[str, str]:
    return row.key, row.facts.valid_from.isoformat()
