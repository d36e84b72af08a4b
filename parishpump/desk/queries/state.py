"""The state of the whole council, which every officer page shows in its frame: one query a request."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from parishpump.adoption.queries.elections import POLLS_CLOSE
from parishpump.councils.queries import this_council
from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.models import Source
from parishpump.inbox.queries.care import SETTLED
from parishpump.people.models import Person
from parishpump.publishing.lifecycle import HELD, SENT_BACK, SUBMITTED, WAITING
from parishpump.publishing.passports import WITHDRAWN_PATH


@dataclass(frozen=True)
class CouncilState:
    """The pause that is on (`paused_at` None: none), what is held, what waits, how far the record is sealed.

    `held` counts posts; `unsealed_since` is the moment of the oldest record that waits for its seal. `poll_on` is the
    polling day of the pre-election period that is running, `policy_version` the version that the council adopted; each
    is None where there is none. `messages_open` counts what people wrote and nobody closed, `duties_open` those of
    them that the law may want answered. `sources_read` counts what the software reads for us, and each of those that
    work was read at `read_since` or later.
    """

    paused_at: datetime | None
    paused_by: str | None
    pause_reason: str | None
    held: int
    to_decide: int
    councils: int
    any_post: bool
    sealed: int
    sealed_at: datetime | None
    unsealed_since: datetime | None
    election: str | None = None
    election_area: str | None = None
    poll_on: date | None = None
    policy_version: int | None = None
    policy_minute: str | None = None
    consent_withdrawn: bool = False
    requests_wait: bool = False
    appeals_wait: bool = False
    abuse_reported: bool = False
    has_rota: bool = False
    sources_fail: bool = False
    sources_read: int = 0
    read_since: datetime | None = None
    stories_run: bool = False
    any_partner: bool = False
    meeting_near: bool = False
    messages_open: int = 0
    duties_open: int = 0
    oldest_message: datetime | None = None
    oldest_duty: datetime | None = None

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None


def state_of(request: HttpRequest) -> CouncilState:
    """The state of the council in scope as this person sees it; read once a request, for the frame asks too."""
    known: CouncilState | None = getattr(request, "council_state", None)
    if known is None:
        # Asking for the user opens the session, so not where there is no cookie; and an error page may be drawn before
        # anybody looked who asks.
        user = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        person = user if isinstance(user, Person) else None
        # A page that has counted the open messages for itself leaves the number on the request.
        known = council_state(person, at=timezone.now(), messages_open=getattr(request, "messages_open", None))
        request.council_state = known  # type: ignore[attr-defined]
    return known


# Written out, for every officer page asks it: the ORM would spend longer on putting it together than PostgreSQL
# on answering. Row-level security stands behind it as behind every query.
_STATE = """
WITH pause AS (
    SELECT at, office, reason FROM publishing_pause
    WHERE council_id = %(council)s AND ended_at IS NULL ORDER BY id DESC LIMIT 1
), election AS (
    -- The pre-election period that is running, the one with the nearest poll.
    SELECT name, area, poll_on FROM adoption_election
    WHERE council_id = %(council)s AND called_off_at IS NULL AND notice_on <= %(today)s AND poll_on >= %(polls_open)s
    ORDER BY poll_on, id LIMIT 1
), policy AS (
    SELECT number, minute FROM adoption_adoptedpack
    WHERE council_id = %(council)s AND entered_at <= %(at)s AND in_force_from <= %(today)s
    ORDER BY number DESC LIMIT 1
), seal AS (
    SELECT size, at FROM archive_checkpoint WHERE council_id = %(council)s ORDER BY size DESC LIMIT 1
)
SELECT
    (SELECT at FROM pause) AS paused_at,
    (SELECT office FROM pause) AS paused_by,
    (SELECT reason FROM pause) AS pause_reason,
    -- Held one by one; or, while everything is paused, all that would have gone by now.
    (SELECT count(DISTINCT revision.post_id)
     FROM publishing_delivery delivery JOIN publishing_revision revision ON revision.id = delivery.revision_id
     WHERE delivery.council_id = %(council)s AND (delivery.state = %(held)s
        OR (delivery.state = %(waiting)s AND delivery.due_at <= %(at)s AND EXISTS (SELECT FROM pause)))) AS held,
    (SELECT count(*) FROM publishing_revision
     WHERE council_id = %(council)s AND stage = %(submitted)s AND decide_by > %(at)s) AS to_decide,
    (SELECT count(*) FROM people_seat WHERE person_id = %(person)s) AS councils,
    EXISTS (SELECT FROM publishing_post WHERE council_id = %(council)s) AS any_post,
    coalesce((SELECT size FROM seal), 0) AS sealed,
    (SELECT at FROM seal) AS sealed_at,
    (SELECT record.at FROM archive_unsealed unsealed
     JOIN archive_record record ON record.council_id = unsealed.council_id AND record.id = unsealed.number
     WHERE unsealed.council_id = %(council)s ORDER BY record.id LIMIT 1) AS unsealed_since,
    (SELECT name FROM election) AS election,
    (SELECT area FROM election) AS election_area,
    (SELECT poll_on FROM election) AS poll_on,
    (SELECT number FROM policy) AS policy_version,
    (SELECT minute FROM policy) AS policy_minute,
    EXISTS (SELECT FROM publishing_picture picture
     JOIN publishing_passport passport ON passport.id = picture.passport_id
     WHERE picture.council_id = %(council)s
       AND jsonb_path_exists(passport.people, %(taken_back)s::jsonpath)) AS consent_withdrawn,
    EXISTS (SELECT FROM channels_deployment deployment
     JOIN channels_deploymentversion version ON version.id = deployment.latest_id
     WHERE deployment.council_id = %(council)s AND deployment.ended_at IS NULL
       AND version.stage IN (%(submitted)s, %(sent_back)s)) AS requests_wait,
    EXISTS (SELECT FROM inbox_source
     WHERE council_id = %(council)s AND closed_at IS NULL AND paused_at IS NULL
       AND failing_since IS NOT NULL) AS sources_fail,
    (SELECT count(*) FROM inbox_source
     WHERE council_id = %(council)s AND closed_at IS NULL AND paused_at IS NULL
       AND kind = ANY(%(machine)s)) AS sources_read,
    (SELECT min(read_at) FROM inbox_source
     WHERE council_id = %(council)s AND closed_at IS NULL AND paused_at IS NULL
       AND kind = ANY(%(machine)s) AND failing_since IS NULL) AS read_since,
    EXISTS (SELECT FROM inbox_appeal WHERE council_id = %(council)s AND decided_at IS NULL) AS appeals_wait,
    EXISTS (SELECT FROM inbox_abusereport report
     WHERE report.council_id = %(council)s AND NOT EXISTS (SELECT FROM inbox_abusestep step
        WHERE step.report_id = report.id AND step.what = ANY(%(settled)s))) AS abuse_reported,
    EXISTS (SELECT FROM inbox_rotaturn WHERE council_id = %(council)s AND ended_at IS NULL) AS has_rota,
    EXISTS (SELECT FROM inbox_story WHERE council_id = %(council)s AND ended_at IS NULL) AS stories_run,
    EXISTS (SELECT FROM partners_partner WHERE council_id = %(council)s) AS any_partner,
    EXISTS (SELECT FROM inbox_topic WHERE council_id = %(council)s AND decided_on >= %(today)s) AS meeting_near,
    coalesce(%(messages_open)s::bigint, (SELECT count(*) FROM inbox_message
     WHERE council_id = %(council)s AND closed_at IS NULL AND NOT folded)) AS messages_open,
    (SELECT count(*) FROM inbox_message
     WHERE council_id = %(council)s AND closed_at IS NULL AND NOT folded AND duty_open) AS duties_open,
    (SELECT received_at FROM inbox_message
     WHERE council_id = %(council)s AND closed_at IS NULL AND NOT folded AND NOT duty_open
     ORDER BY received_at LIMIT 1) AS oldest_message,
    (SELECT received_at FROM inbox_message
     WHERE council_id = %(council)s AND closed_at IS NULL AND NOT folded AND duty_open
     ORDER BY received_at LIMIT 1) AS oldest_duty
"""


def council_state(person: Person | None, *, at: datetime, messages_open: int | None = None) -> CouncilState:
    """The same, at any moment. `messages_open` is not counted again where it is known."""
    local = timezone.localtime(at, ZoneInfo(this_council().zone))
    asked: dict[str, int | str | date | list[str] | None] = {
        "council": current_council_id(),
        "today": local.date(),
        "polls_open": local.date() + timedelta(days=local.time() > POLLS_CLOSE),
        "person": person.id if person else None,
        "at": at,
        "held": HELD,
        "waiting": WAITING,
        "submitted": SUBMITTED,
        "sent_back": SENT_BACK,
        "taken_back": WITHDRAWN_PATH,
        "messages_open": messages_open,
        "settled": [*SETTLED],
        "machine": [*Source.READ_BY_MACHINE],
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATE, asked)
        names = [column.name for column in cursor.description]
        return CouncilState(**dict(zip(names, cursor.fetchone(), strict=True)))
