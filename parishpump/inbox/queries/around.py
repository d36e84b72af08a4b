"""What stands around the list of messages: how many stand how, and what the list can be narrowed to. One query.

Written out, for every look at the list asks it. Row-level security stands behind it as behind every query.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.models import Story, Topic
from parishpump.inbox.outcomes import CLAIM_LASTS
from parishpump.inbox.queries.care import Spared, spared_in
from parishpump.inbox.queries.topics import Offer


@dataclass(frozen=True)
class Counts:
    """How many open messages stand how, and since when the oldest of them wait."""

    open: int
    duty: int
    mine: int
    claimed: int
    to_answer: int
    waiting: int
    folded: int
    oldest: datetime | None
    oldest_duty: datetime | None


@dataclass(frozen=True)
class Around:
    """The counts, what the list can be narrowed to, the stories that run, and what another sees to for this person."""

    counts: Counts
    offer: Offer
    stories: list[Story]
    spared: Spared


def around_the_list(*, person: int, at: datetime) -> Around:
    """What stands around the list for this person at `at`."""
    asked: dict[str, int | datetime] = {"council": current_council_id(), "person": person, "claimed": at - CLAIM_LASTS}
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, asked)
        (said,) = cursor.fetchone()
    found = json.loads(said)
    return Around(
        counts=_counts(found),
        offer=Offer([Topic(**one) for one in _by_name(found["topics"])], _places(found["sources"])),
        stories=[_story(one) for one in found["stories"]],
        spared=spared_in((one["handle"], one["message_id"]) for one in found["spared"]),
    )


def _counts(found: Mapping[str, Any]) -> Counts:
    oldest, oldest_duty = _moment(found["oldest"]), _moment(found["oldest_duty"])
    waits = [one for one in (oldest, oldest_duty) if one is not None]
    numbers = {name: found[name] for name in ("open", "duty", "folded")}
    return Counts(**numbers, **found["in_hand"], oldest=min(waits, default=None), oldest_duty=oldest_duty)


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _places(rows: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(one["id"], one["name"]) for one in _by_name(rows)]


def _by_name(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda one: one["name"].casefold())


def _story(row: Mapping[str, Any]) -> Story:
    return Story(id=row["id"], title=row["title"], begun_at=datetime.fromisoformat(row["begun_at"]))


# What nobody has in hand is not looked at one by one: the index message_in_hand holds the others.
_AROUND = """
WITH open AS NOT MATERIALIZED (
    SELECT * FROM inbox_message WHERE council_id = %(council)s AND closed_at IS NULL AND NOT folded
), in_hand AS (
    SELECT
        count(*) FILTER (WHERE assigned_to_id = %(person)s
            OR (claimed_by_id = %(person)s AND claimed_at > %(claimed)s)) AS mine,
        count(*) FILTER (WHERE claimed_at > %(claimed)s) AS claimed,
        count(*) FILTER (WHERE outcome <> '') AS to_answer,
        count(*) FILTER (WHERE waits_for_writer) AS waiting
    FROM open
    WHERE outcome <> '' OR waits_for_writer OR claimed_at IS NOT NULL OR assigned_to_id IS NOT NULL
), topics AS (
    SELECT id, name FROM inbox_topic WHERE council_id = %(council)s AND closed_at IS NULL
), sources AS (
    SELECT id, name FROM inbox_source WHERE council_id = %(council)s
), stories AS (
    SELECT id, title, begun_at FROM inbox_story WHERE council_id = %(council)s AND ended_at IS NULL
    ORDER BY begun_at DESC, id DESC
), spared AS (
    SELECT handover.handle, report.message_id
    FROM inbox_handover handover JOIN inbox_abusereport report ON report.id = handover.report_id
    WHERE handover.council_id = %(council)s AND handover.for_person_id = %(person)s AND handover.ended_at IS NULL
)
SELECT json_build_object(
    'open', (SELECT count(*) FROM open),
    'duty', (SELECT count(*) FROM open WHERE duty_open),
    'in_hand', (SELECT row_to_json(in_hand) FROM in_hand),
    'folded', (SELECT count(*) FROM inbox_message WHERE council_id = %(council)s AND closed_at IS NULL AND folded),
    'oldest', (SELECT received_at FROM open WHERE NOT duty_open ORDER BY received_at LIMIT 1),
    'oldest_duty', (SELECT received_at FROM open WHERE duty_open ORDER BY received_at LIMIT 1),
    'topics', (SELECT coalesce(json_agg(topics), '[]') FROM topics),
    'sources', (SELECT coalesce(json_agg(sources), '[]') FROM sources),
    'stories', (SELECT coalesce(json_agg(stories), '[]') FROM stories),
    'spared', (SELECT coalesce(json_agg(spared), '[]') FROM spared)
)::text
"""
