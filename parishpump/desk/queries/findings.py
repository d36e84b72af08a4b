"""What the policy found in everything that was submitted, and what was kept all the same, with the reason.

The verdict stands with each revision as it was submitted: nothing here is judged again. Rows of SQL, not of the ORM,
for each row is a part of a JSON column; row-level security stands behind them as behind every query.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from parishpump.councils.queries import this_council
from parishpump.councils.tenancy import current_council_id
from parishpump.policy.findings import Finding
from parishpump.publishing.clock import post_reference
from parishpump.publishing.models import Approval, Revision

LOOKS_BACK = timedelta(days=365)
FOUND, KEPT, CHECKED = "found", "kept", "checked"
SHOWS = (FOUND, KEPT, CHECKED)
TODAY = "today"


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; what is empty narrows nothing. `month` is like 2026-11, in the council's time.

    `since` is TODAY for what was checked since midnight, and narrows only what was checked.
    """

    show: str = FOUND
    clause: str = ""
    rule: str = ""
    office: str = ""
    month: str = ""
    since: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.clause or self.rule or self.office or self.month or self.since)


@dataclass(frozen=True)
class Tally:
    """How many findings of one rule were in what one office submitted in one month; `kept`: kept with a reason."""

    clause: str
    rule: str
    office: str
    month: str
    kept: bool
    number: int

    def is_asked(self, asked: Asked) -> bool:
        return (
            (self.kept or asked.show != KEPT)
            and asked.clause in ("", self.clause)
            and asked.rule in ("", self.rule)
            and asked.office in ("", self.office)
            and asked.month in ("", self.month)
        )


@dataclass(frozen=True)
class Versions:
    """How many versions one office submitted in one month, and so had checked; `today` apart from the days before."""

    office: str
    month: str
    today: bool
    number: int

    def is_asked(self, asked: Asked) -> bool:
        early = asked.since == TODAY and not self.today
        return not early and asked.office in ("", self.office) and asked.month in ("", self.month)


@dataclass(frozen=True)
class Counts:
    """Everything that was checked in the last twelve months and what was found in it, counted."""

    findings: tuple[Tally, ...]
    versions: tuple[Versions, ...]

    def of(self, asked: Asked) -> int:
        """How many findings, or versions, are what is asked for."""
        rows: Sequence[Tally | Versions] = self.versions if asked.show == CHECKED else self.findings
        return sum(one.number for one in rows if one.is_asked(asked))

    @property
    def today(self) -> int:
        """How many versions were checked since midnight."""
        return sum(one.number for one in self.versions if one.today)


# Two halves, each with an index of its own: the versions are counted from it alone, and of the findings only those
# versions are read that have some. Sorting by bytes (COLLATE "C") is many times faster than by an alphabet.
_COUNTS = """
SELECT NULL AS clause, NULL AS rule, written_as COLLATE "C" AS office,
    width_bucket(submitted_at, %(months)s::timestamptz[]) AS month, submitted_at >= %(midnight)s AS today, count(*)
FROM publishing_revision
WHERE council_id = %(council)s AND submitted_at > %(since)s AND submitted_at <= %(at)s
GROUP BY 3, 4, 5
UNION ALL
SELECT (finding->>'clause') COLLATE "C", (finding->>'rule') COLLATE "C", written_as COLLATE "C",
    width_bucket(submitted_at, %(months)s::timestamptz[]), coalesce(finding->>'overridden_because', '') <> '', count(*)
FROM publishing_revision CROSS JOIN LATERAL jsonb_array_elements(verdict->'findings') AS finding
WHERE council_id = %(council)s AND submitted_at > %(since)s AND submitted_at <= %(at)s
    AND NOT (verdict->'findings' = '[]'::jsonb)
GROUP BY 1, 2, 3, 4, 5
"""


def counts(*, at: datetime) -> Counts:
    """The last twelve months, counted; in one query."""
    starts = _months(at)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, _window(at) | {"months": starts})
        rows = cursor.fetchall()
    counted = [(*row[:3], f"{starts[row[3] - 1]:%Y-%m}", *row[4:]) for row in rows]
    return Counts(
        findings=tuple(Tally(*row) for row in counted if row[1] is not None),
        versions=tuple(Versions(*row[2:]) for row in counted if row[1] is None),
    )


def _months(at: datetime) -> list[datetime]:
    """When each month of the last twelve began on the council's clocks, from the one in which they begin."""
    zone = ZoneInfo(this_council().zone)
    first, last = (at - LOOKS_BACK).astimezone(zone), at.astimezone(zone)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [datetime(number // 12, number % 12 + 1, 1, tzinfo=zone) for number in numbers]


@dataclass(frozen=True)
class Found:
    """One finding, the revision in which it was, who wrote that, and who approved it (None: nobody)."""

    revision_id: int
    reference: str
    version: int
    title: str
    stage: str
    office: str
    at: datetime
    finding: Finding
    approved: Approval | None = None


_FOUND = """
SELECT revision.id, post.begun_at, post.number, revision.number, revision.title, revision.stage, revision.written_as,
    revision.submitted_at, finding::text
FROM publishing_revision revision
JOIN publishing_post post ON post.id = revision.post_id AND post.council_id = revision.council_id
CROSS JOIN LATERAL jsonb_array_elements(revision.verdict->'findings') WITH ORDINALITY AS found(finding, place)
WHERE revision.council_id = %(council)s AND revision.submitted_at > %(since)s AND revision.submitted_at <= %(at)s
    AND NOT (revision.verdict->'findings' = '[]'::jsonb)
    AND (%(clause)s = '' OR finding->>'clause' = %(clause)s)
    AND (%(rule)s = '' OR finding->>'rule' = %(rule)s)
    AND (%(office)s = '' OR revision.written_as = %(office)s)
    AND (%(month)s = '' OR to_char(revision.submitted_at AT TIME ZONE %(zone)s, 'YYYY-MM') = %(month)s)
    AND (NOT %(kept)s OR coalesce(finding->>'overridden_because', '') <> '')
ORDER BY revision.submitted_at DESC, revision.id DESC, place
LIMIT %(most)s OFFSET %(start)s
"""


def found(asked: Asked, *, at: datetime, start: int = 0, most: int | None = None) -> list[Found]:
    """The findings that are asked for, the newest first, `most` of them from `start` on; in two queries."""
    narrowed = {"clause": asked.clause, "rule": asked.rule, "office": asked.office, "month": asked.month}
    limits = {"kept": asked.show == KEPT, "start": start, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, _window(at) | narrowed | limits)
        rows = cursor.fetchall()
    approvals = newest_approvals({row[0] for row in rows})
    return [_found(row, approvals) for row in rows]


def _found(row: Sequence[Any], approvals: Mapping[int, Approval]) -> Found:
    revision_id, begun_at, number, version, title, stage, office, at, finding = row
    return Found(
        revision_id=revision_id,
        reference=post_reference(begun_at, number),
        version=version,
        title=title,
        stage=stage,
        office=office,
        at=at,
        finding=Finding.from_record(json.loads(finding)),
        approved=approvals.get(revision_id),
    )


def newest_approvals(revisions: Iterable[int]) -> dict[int, Approval]:
    """By revision id, who approved each last."""
    given = Approval.objects.filter(revision_id__in=list(revisions)).select_related("authority__office").order_by("id")
    return {approval.revision_id: approval for approval in given}


def checked(asked: Asked, *, at: datetime, start: int, most: int) -> list[Revision]:
    """The versions checked in the last twelve months, or since midnight, by month and office; the newest first."""
    versions = Revision.objects.filter(submitted_at__gt=at - LOOKS_BACK, submitted_at__lte=at)
    if asked.since == TODAY:
        versions = versions.filter(submitted_at__gte=_midnight(at))
    if asked.office:
        versions = versions.filter(written_as=asked.office)
    if asked.month:
        versions = versions.filter(submitted_at__year=int(asked.month[:4]), submitted_at__month=int(asked.month[5:]))
    shown = versions.select_related("post").only(
        "number", "title", "text", "stage", "written_as", "submitted_at", "verdict", "post__number", "post__begun_at"
    )
    return list(shown.order_by("-submitted_at", "-id")[start : start + most])


def _window(at: datetime) -> dict[str, Any]:
    return {
        "council": current_council_id(),
        "zone": this_council().zone,
        "since": at - LOOKS_BACK,
        "midnight": _midnight(at),
        "at": at,
    }


def _midnight(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
