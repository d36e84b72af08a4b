"""What the policy did so far, counted: the figures behind the clauses. Each has a list that shows what it counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from parishpump.councils.tenancy import current_council_id
from parishpump.people.powers import APPROVE, WRITE
from parishpump.people.queries import ENDS_SOON, delegations_in_force, local_day
from parishpump.publishing.lifecycle import EXPIRED


@dataclass(frozen=True)
class Evidence:
    """Counts at one moment, back to the first day.

    `corrected` leaves out what was withdrawn, as the register does. `deployments` are those approved and not ended,
    `risks` those that are open; `pictures_ready` may be used today, `pictures_incomplete` lack something.
    """

    approvals: int
    own_work: int
    sent_back: int
    ran_out: int
    published: int
    corrected: int
    withdrawn: int
    channels: int
    channels_with_minute: int
    records: int
    pauses: int
    elections: int
    deployments: int
    risks: int
    high_risks: int
    platform_notes: int
    pictures_ready: int
    pictures_incomplete: int
    acknowledgements: int
    policy_versions: int


# What a correction corrects is indexed, and few rows have it: so corrections are found without reading every version.
_EVIDENCE = """
SELECT approvals.given, approvals.own_work,
    (SELECT count(*) FROM publishing_sentback WHERE council_id = %(council)s),
    (SELECT count(*) FROM publishing_revision WHERE council_id = %(council)s AND stage = %(expired)s),
    (SELECT count(*) FROM publishing_post WHERE council_id = %(council)s AND published_at IS NOT NULL),
    (SELECT count(*) FROM publishing_revision public JOIN publishing_post post ON post.public_id = public.id
     WHERE public.council_id = %(council)s AND public.corrects_id IS NOT NULL AND public.correction <> ''
        AND NOT EXISTS (SELECT FROM publishing_withdrawal gone WHERE gone.post_id = post.id)),
    (SELECT count(*) FROM publishing_withdrawal WHERE council_id = %(council)s),
    channels.open, channels.with_minute,
    (SELECT count(*) FROM archive_record WHERE council_id = %(council)s),
    (SELECT count(*) FROM publishing_pause WHERE council_id = %(council)s),
    (SELECT count(*) FROM adoption_election WHERE council_id = %(council)s),
    (SELECT count(*) FROM channels_deployment
     WHERE council_id = %(council)s AND standing_id IS NOT NULL AND ended_at IS NULL),
    risks.open, risks.high,
    (SELECT count(*) FROM channels_platformnote WHERE council_id = %(council)s),
    pictures.ready, pictures.incomplete,
    (SELECT count(*) FROM publishing_acknowledgement WHERE council_id = %(council)s),
    (SELECT count(*) FROM adoption_adoptedpack WHERE council_id = %(council)s)
FROM (
    SELECT count(*) AS given, count(*) FILTER (WHERE own_work) AS own_work
    FROM publishing_approval WHERE council_id = %(council)s
) AS approvals, (
    SELECT count(*) AS open, count(*) FILTER (WHERE minute <> '') AS with_minute
    FROM channels_channel WHERE council_id = %(council)s AND closed_at IS NULL
) AS channels, (
    SELECT count(*) AS open, count(*) FILTER (WHERE rating = 'high') AS high
    FROM channels_risk WHERE council_id = %(council)s AND closed_at IS NULL
) AS risks, (
    SELECT count(*) FILTER (WHERE passport.missing = '{}' AND (passport.expires_on < %(today)s) IS NOT TRUE) AS ready,
        count(*) FILTER (WHERE (passport.missing = '{}') IS NOT TRUE) AS incomplete
    FROM publishing_picture picture LEFT JOIN publishing_passport passport ON passport.id = picture.passport_id
    WHERE picture.council_id = %(council)s
        AND NOT EXISTS (SELECT FROM publishing_retirement gone WHERE gone.picture_id = picture.id)
) AS pictures
"""


def evidence(*, at: datetime) -> Evidence:
    """The counts of the council in scope, in one query."""
    asked: dict[str, Any] = {"council": current_council_id(), "expired": EXPIRED, "today": local_day(at)}
    with connection.cursor() as cursor:
        cursor.execute(_EVIDENCE, asked)
        return Evidence(*cursor.fetchone())


@dataclass(frozen=True)
class Authorities:
    """The delegations in force, and how many of them let somebody write, let somebody approve, or end soon."""

    in_force: int
    writing: int
    approving: int
    ending: int


def authorities(*, at: datetime) -> Authorities:
    """The delegations at `at`, counted; in one query."""
    given = list(delegations_in_force(at).values_list("powers", "ends"))
    soon = local_day(at) + ENDS_SOON
    return Authorities(
        in_force=len(given),
        writing=sum(WRITE in powers for powers, _ in given),
        approving=sum(APPROVE in powers for powers, _ in given),
        ending=sum(ends <= soon for _, ends in given),
    )
