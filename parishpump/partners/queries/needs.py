"""What the directory needs of whoever keeps it, in one query: for the desk, which asks each time."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from parishpump.councils.tenancy import current_council_id
from parishpump.partners.models.looks import WORKS
from parishpump.partners.queries.reviews import year_before


@dataclass(frozen=True)
class Needs:
    """How many entries nobody has looked at for a year or ever, and how many of their web pages do not answer."""

    to_review: int
    broken: int


# Written out, for in the ORM it takes a query for the entries, one for the reviews and one for the looks: see
# directory_at, due_for_review and broken_links, with which a test compares it.
_NEEDS = """
WITH newest AS (
    SELECT DISTINCT ON (entry.partner_id) entry.id, entry.pages, entry.valid_to, ending.last_day
    FROM partners_entry entry LEFT JOIN partners_ending ending ON ending.entry_id = entry.id
    WHERE entry.council_id = %(council)s AND entry.valid_from <= %(day)s
      AND (ending.last_day IS NULL OR ending.last_day >= entry.valid_from)
    ORDER BY entry.partner_id, entry.valid_from DESC, entry.number DESC
), holding AS (
    SELECT * FROM newest
    WHERE (valid_to IS NULL OR valid_to >= %(day)s) AND (last_day IS NULL OR last_day >= %(day)s)
), page AS (
    SELECT pair ->> 1 AS address FROM holding, jsonb_array_elements(holding.pages) pair
)
SELECT
    (SELECT count(*) FROM holding WHERE NOT EXISTS (
        SELECT FROM partners_review review
        WHERE review.entry_id = holding.id AND review."on" > %(year_before)s)),
    (SELECT count(*) FROM page WHERE (
        SELECT look.state FROM partners_pagelook look
        WHERE look.council_id = %(council)s AND look.address = page.address
        ORDER BY look.at DESC, look.id DESC LIMIT 1) <> %(works)s)
"""


def directory_needs(day: date) -> Needs:
    """What waits in the directory on that day. One query."""
    asked: dict[str, int | str | date] = {
        "council": current_council_id(),
        "day": day,
        "year_before": year_before(day),
        "works": WORKS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEEDS, asked)
        return Needs(*cursor.fetchone())
