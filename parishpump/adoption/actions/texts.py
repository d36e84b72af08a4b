"""The council's own text: put in, its clauses confirmed one by one or together, and opened again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from parishpump.adoption.models import Matching, PolicyText
from parishpump.adoption.queries.texts import MatchedClause, TextInHand, newest_text, text_in_hand
from parishpump.archive import actions as archive
from parishpump.people.actions import office_of
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import POLICY
from parishpump.people.queries import require_authority
from parishpump.policy.adopted.text import AdoptedText


@dataclass(frozen=True)
class Document:
    """A policy document as it came: its name (empty: pasted), its bytes, and the text in them."""

    file_name: str
    media_type: str
    content: bytes
    text: str


@transaction.atomic
def keep_text(document: Document, reading: AdoptedText, *, by: Person, at: datetime) -> PolicyText:
    """Keep the council's own text with how it was read. What was said of clauses that read the same goes along."""
    authority = require_authority(by, POLICY, at=at)
    before = newest_text()
    blob = archive.capture(document.content, document.media_type)
    kept = PolicyText.objects.create(
        number=before.number + 1 if before else 1,
        file_name=document.file_name,
        sha256=blob.sha256,
        text=document.text,
        read=dict(reading.as_printed()),
        entered_at=at,
        entered_by=by,
    )
    archive.record(
        "policy text put in",
        subject=f"policy text {kept.number}",
        body={
            "file": kept.file_name,
            "title": reading.title,
            "clauses": len(reading.clauses),
            "faults": [fault.kind for fault in reading.faults],
        },
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
        blobs=[blob],
    )
    if before is not None:
        _carry_over(text_in_hand(before), kept, reading, authority, by=by, at=at)
    return kept


def _carry_over(
    before: TextInHand, kept: PolicyText, reading: AdoptedText, authority: Delegation, *, by: Person, at: datetime
) -> None:
    said = {one.clause.text: one.matching for one in before.clauses if one.matching is not None}
    same = {one.id: said[one.text] for one in reading.clauses if one.text in said}
    rows = [
        Matching(text=kept, clause=key, kind=one.kind, controls=one.controls, at=at, by=by) for key, one in same.items()
    ]
    _write(rows, kept, authority, by=by, at=at)


@transaction.atomic
def match_clause(
    found: MatchedClause, text: PolicyText, *, kind: str, controls: Sequence[str], by: Person, at: datetime
) -> Matching:
    """Say what holds one clause: controls of the software, a person, or nothing yet (`Matching.OPEN`)."""
    authority = require_authority(by, POLICY, at=at)
    row = Matching(text=text, clause=found.clause.id, kind=kind, controls=list(controls), at=at, by=by)
    return _write([row], text, authority, by=by, at=at)[0]


@transaction.atomic
def match_together(hand: TextInHand, *, by: Person, at: datetime) -> list[Matching]:
    """Confirm every suggestion that the reader is sure of, of clauses about which nobody has said anything."""
    authority = require_authority(by, POLICY, at=at)
    rows = [
        Matching(
            text=hand.text,
            clause=one.clause.id,
            kind=Matching.CONTROLS,
            controls=one.strong,
            together=True,
            at=at,
            by=by,
        )
        for one in hand.clauses
        if one.waits_for_a_stroke
    ]
    return _write(rows, hand.text, authority, by=by, at=at)


@transaction.atomic
def take_back_together(hand: TextInHand, *, by: Person, at: datetime) -> list[Matching]:
    """Open again what the last stroke confirmed, but for what was changed since."""
    authority = require_authority(by, POLICY, at=at)
    rows = [Matching(text=hand.text, clause=one.clause, kind=Matching.OPEN, at=at, by=by) for one in hand.last_together]
    return _write(rows, hand.text, authority, by=by, at=at)


def _write(
    rows: list[Matching], text: PolicyText, authority: Delegation, *, by: Person, at: datetime
) -> list[Matching]:
    """Keep what was said, with one record for all of it; nothing where nothing was said."""
    if not rows:
        return []
    written = Matching.objects.bulk_create(rows)
    said: Mapping[str, list[str]] = {one.clause: one.controls or [one.kind] for one in written}
    archive.record(
        "policy clauses matched",
        subject=f"policy text {text.number}",
        body={"clauses": {key: list(what) for key, what in said.items()}},
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
    )
    return written
