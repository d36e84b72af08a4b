"""What the public is told of the policy at work: plain counts, never a name, a draft, a finding or a reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from parishpump.councils.tenancy import current_council_id
from parishpump.publishing.lifecycle import EXPIRED

LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True)
class PublicFigures:
    """Counts at one moment; `checked` and `held_back` of the last twelve months, the others of all time.

    `checked` counts versions that were submitted and so judged; `held_back` those of them that were sent back or ran
    out unapproved. `corrected` leaves out what was withdrawn.
    """

    checked: int
    held_back: int
    published: int
    corrected: int
    withdrawn: int
    channels: int


# What a correction corrects is indexed, and few rows have it: so corrections are found without reading every version.
_FIGURES = """
WITH checked AS NOT MATERIALIZED (
    SELECT id, stage FROM publishing_revision
    WHERE council_id = %(council)s AND submitted_at > %(since)s AND submitted_at <= %(at)s
), held_back AS (
    SELECT id FROM checked WHERE stage = %(expired)s
    UNION
    SELECT checked.id FROM checked JOIN publishing_sentback back ON back.revision_id = checked.id
    WHERE back.council_id = %(council)s
)
SELECT (SELECT count(*) FROM checked), (SELECT count(*) FROM held_back),
    (SELECT count(*) FROM publishing_post WHERE council_id = %(council)s AND published_at IS NOT NULL),
    (SELECT count(*) FROM publishing_revision public JOIN publishing_post post ON post.public_id = public.id
     WHERE public.council_id = %(council)s AND public.corrects_id IS NOT NULL AND public.correction <> ''
        AND NOT EXISTS (SELECT FROM publishing_withdrawal gone WHERE gone.post_id = post.id)),
    (SELECT count(*) FROM publishing_withdrawal WHERE council_id = %(council)s),
    (SELECT count(*) FROM channels_channel WHERE council_id = %(council)s AND closed_at IS NULL)
"""


def public_figures(*, at: datetime) -> PublicFigures:
    """The counts of the council in scope, in one query."""
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "council": current_council_id(),
            "at": at,
            "since": at - LOOKS_BACK,
            "expired": EXPIRED,
        }
        cursor.execute(_FIGURES, asked)
        return PublicFigures(*cursor.fetchone())
