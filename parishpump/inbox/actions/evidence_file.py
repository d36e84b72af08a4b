"""Putting an evidence file together for police or platform: what was captured, screenshots, proofs. It is recorded."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.urls import reverse

from parishpump.archive import actions as archive
from parishpump.archive.models import Record
from parishpump.archive.queries import NotSealed, blobs_named, blobs_with_bytes, proof, records_for
from parishpump.councils.models import Council
from parishpump.councils.queries import this_council
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.evidence_file import Held, Section, both_times, ending_of, packed
from parishpump.inbox.models import AbuseReport, AbuseStep, Message, Moderation, Version
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import MODERATE
from parishpump.people.queries import authority_for

MOST_PROOFS = 60
_ENCODED = "Encoded anew, without place data. The record “abuse reported” has the SHA-256 of each as it was given."
# Of a message only what was received is told: what officers said among themselves about it is none of it.
_OF_A_MESSAGE = ("message received", "message edited", "message deleted by its writer")


@dataclass(frozen=True)
class EvidenceFile:
    """The file as it is handed over."""

    name: str
    content: bytes
    sha256: str


@transaction.atomic
def make_evidence_file(report: AbuseReport, *, by: Person, at: datetime) -> EvidenceFile:
    """Make the evidence file of a report. That it was made, by whom and with which SHA-256, is on the record.

    Raises:
        Refused: neither whoever reported it nor somebody to whom moderating is delegated.
    """
    delegation = authority_for(by, MODERATE, at=at)
    if delegation is None and report.by_id != by.id:
        raise Refused("office", "Only whoever reported it, and those who moderate, make the evidence file.", "what")
    council = this_council()
    content = packed(f"Evidence file {report.reference}, {council}", _sections(report, council, at), at=at)
    digest = sha256(content).hexdigest()
    office = office_of(by, at=at)
    AbuseStep.objects.create(report=report, what=AbuseStep.FILE, sha256=digest, by=by, office=office, at=at)
    archive.record(
        "evidence file made",
        subject=f"abuse report {report.reference}",
        body={"sha256": digest, "size": len(content)},
        by=office,
        authority=str(delegation) if delegation else "",
        at=at,
    )
    return EvidenceFile(f"evidence-{report.reference}.zip", content, digest)


def _sections(report: AbuseReport, council: Council, at: datetime) -> list[Section]:
    found = [_about(report, council, at)]
    names = set(report.evidence)
    if report.message is not None:
        message = _message(report.message, council.zone)
        found += message
        names -= {one.digest for section in message for one in section.files}
    shots = _screenshots(names)
    return (
        [*found, Section("Screenshots and words", [("How they were kept", _ENCODED)], files=shots), _proofs(report)]
        if shots
        else [*found, _proofs(report)]
    )


def _about(report: AbuseReport, council: Council, at: datetime) -> Section:
    facts = [
        ("Reported to", str(council)),
        ("Reported by", f"the {report.office}, {both_times(report.at, council.zone)}"),
        ("Where", report.get_where_display()),
        ("When it happened", both_times(report.happened_at, council.zone)),
        ("Link", report.link),
        ("Account or address of whoever did it", report.handle),
        ("This file was made", both_times(at, council.zone)),
    ]
    steps = report.steps.exclude(what=AbuseStep.FILE)
    facts += [
        (one.get_what_display(), f"the {one.office}, {both_times(one.at, council.zone)}, {one.reference}".rstrip(", "))
        for one in steps
    ]
    return Section("The report", facts, report.words)


def _message(message: Message, zone: str) -> list[Section]:
    versions = list(Version.objects.filter(message=message).order_by("number"))
    facts = [
        ("Reference", message.reference),
        ("Where it was written", f"{message.source.name}, {message.route}"),
        ("Public there", "yes" if message.public else "no"),
        ("Link", message.address),
        ("The network’s own name of it", message.key),
        ("Name they gave", message.author),
        ("Account or address", message.handle),
        ("Reached the council", both_times(message.received_at, zone)),
        ("Captured", both_times(message.logged_at, zone)),
    ]
    return [Section("The message", facts), *(_version(message, one, zone) for one in versions)]


def _version(message: Message, version: Version, zone: str) -> Section:
    """One version as it was captured: its bytes and what came with it."""
    folder = f"message/version-{version.number}"
    attached = [one for one in version.attachments if one.get("sha256")]
    kept = blobs_with_bytes([name for name in (version.sha256, *(one["sha256"] for one in attached)) if name])
    types = {blob.sha256: blob.media_type for blob in blobs_named(kept)}
    files = []
    if version.sha256 in kept:
        name = f"{folder}/as-received.{ending_of(types[version.sha256])}"
        files.append(Held(name, kept[version.sha256], f"The bytes as received, {types[version.sha256]}"))
    for number, one in enumerate(attached, start=1):
        if one["sha256"] in kept:
            name = f"{folder}/attachment-{number}.{ending_of(types[one['sha256']])}"
            files.append(Held(name, kept[one["sha256"]], f"What came with it, {types[one['sha256']]}"))
    facts = [
        ("What was seen", version.what),
        ("Written, as the network says", both_times(version.written_at, zone) if version.written_at else ""),
        ("Seen by the council", both_times(version.seen_at, zone)),
        ("SHA-256 of the bytes as received", version.sha256),
    ]
    words = f"{version.title}\n\n{version.text}" if version.title else version.text
    return Section(f"Version {version.number}", facts, words, files)


def _screenshots(names: Iterable[str]) -> list[Held]:
    kept = blobs_with_bytes(names)
    types = {blob.sha256: blob.media_type for blob in blobs_named(kept)}
    return [
        Held(
            f"added/{number}-{name[:12]}.{ending_of(types[name])}",
            kept[name],
            f"Added by whoever reported, {types[name]}",
        )
        for number, name in enumerate(sorted(kept), start=1)
    ]


def _proofs(report: AbuseReport) -> Section:
    """The proof of each record that is sealed; the others wait for their seal, which is put on every minute."""
    records = list(records_for(f"abuse report {report.reference}"))
    if report.message is not None:
        records += records_for(f"message {report.message.reference}").filter(kind__in=_OF_A_MESSAGE)
        for step in Moderation.objects.filter(message=report.message):
            records += records_for(f"house rules {step.reference}")
    held = [found for one in records[:MOST_PROOFS] if (found := _proof(one)) is not None]
    waiting = len(records) - len(held)
    said = f"{waiting} waited for their seal when this file was made." if waiting else ""
    checking = this_council().address.rstrip("/") + reverse("checking")
    facts = [("How to check one", checking), ("Records without a proof", said)]
    return Section("Proofs from the council’s sealed record", facts, files=held)


def _proof(record: Record) -> Held | None:
    try:
        proved = proof(record)
    except NotSealed:
        return None
    content = json.dumps(proved, ensure_ascii=False, indent=1).encode()
    return Held(f"record/record-{record.id}-proof.json", content, f"That “{record.kind}” is in the sealed record")
