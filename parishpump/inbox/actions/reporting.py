"""Reporting abuse (clause INT-12): what happened with its evidence, who deals with it, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.archive.models import Blob
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.actions.evidence import captured_before
from parishpump.inbox.actions.triaging import Refused, locked
from parishpump.inbox.models import AbuseReport, AbuseStep, HandOver, Message
from parishpump.inbox.outcomes import ABUSE_REPORT
from parishpump.inbox.queries.care import latest_open_report
from parishpump.inbox.scans import Scan
from parishpump.people.actions import office_of
from parishpump.people.models import Office, Person
from parishpump.people.powers import LISTEN, MODERATE
from parishpump.people.queries import acting, authority_for, holders, require_authority

BY_THE_REPORTER_TOO = frozenset({AbuseStep.PLATFORM, AbuseStep.POLICE})


@dataclass(frozen=True)
class Reported:
    """What somebody says happened. `handle`: the account or address of whoever did it, where it is known."""

    where: str
    words: str
    happened_at: datetime
    link: str = ""
    handle: str = ""
    pictures: Sequence[Scan] = ()


@transaction.atomic
def report_abuse(
    said: Reported, *, message: Message | None = None, hand_to: Office | None = None, by: Person, at: datetime
) -> AbuseReport:
    """Report abuse, in a message or anywhere else. Anybody in office may; nobody has to give a reason.

    hand_to: Who deals with that writer from now on, where the reporter asks to be spared.

    Raises:
        NotDelegated: about a message, without the power to read messages. Refused: no office here, no words, or made.
    """
    authority = _authority(message, by, at)
    _require_sound(said, message, by, at)
    Council.objects.select_for_update(no_key=True).get(id=current_council_id())  # one number after the other
    kept = _keep(said)
    captured = captured_before(message) if message else []
    made = AbuseReport.objects.create(
        number=(AbuseReport.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        message=message,
        where=AbuseReport.INBOX if message else said.where,
        words=said.words,
        happened_at=message.received_at if message else said.happened_at,
        link=message.address[:600] if message else said.link,
        handle=message.handle if message else said.handle.strip()[:320],
        evidence=list(dict.fromkeys([*captured, *(blob.sha256 for blob in kept)])),
        by=by,
        office=office_of(by, at=at),
        at=at,
    )
    body: dict[str, Json] = {
        "where": made.where,
        "message": message.reference if message else "",
        "happened at": made.happened_at.isoformat(),
        "evidence": [*made.evidence],
        "screenshots as given": [one.original for one in said.pictures],
    }
    _record("abuse reported", made, body, made.office, authority, at, kept)
    if hand_to is not None:
        hand_over(made, hand_to, by=by, at=at)
    if message is not None:
        _close(message, at)
    return made


def _authority(message: Message | None, by: Person, at: datetime) -> str:
    """Abuse that reached the council's inbox is reported by those who read it; any other by anybody in office."""
    if message is not None:
        return str(require_authority(by, LISTEN, at=at))
    if not acting(by, at=at).offices:
        raise Refused("office", "Only those in office in this council report here.", "words")
    return ""


def _require_sound(said: Reported, message: Message | None, by: Person, at: datetime) -> None:
    if message is None and not said.words.strip() and not said.pictures:
        raise Refused("nothing", "Say what happened, or add a picture of it.", "words")
    if message is None and said.happened_at > at:
        raise Refused("to come", "This moment is still to come. Say when it happened.", "happened_at")
    earlier = latest_open_report(message, by) if message else None
    if earlier is not None:
        raise Refused("reported", f"You reported this message already: {earlier.reference}.", "words")


def _keep(said: Reported) -> list[Blob]:
    words = [archive.capture(said.words.encode(), "text/plain; charset=utf-8")] if said.words.strip() else []
    return [*words, *(archive.capture(one.content, one.media_type) for one in said.pictures)]


def _close(message: Message, at: datetime) -> None:
    """A message that was to be reported is finished with; never while the law may demand an answer."""
    message = locked(message)
    if message.outcome == ABUSE_REPORT and not message.has_duty and message.closed_at is None:
        message.closed_at = at
        message.save(update_fields=["closed_at"])


@transaction.atomic
def hand_over(report: AbuseReport, to: Office, *, by: Person, at: datetime) -> HandOver:
    """Somebody else deals with that writer from now on: with what waits, and with whatever comes later.

    Raises:
        Refused: it is not the reporter who asks, the other does not read messages, or another has it already.
    """
    if report.by_id != by.id:
        raise Refused("theirs", "Only whoever reported it can ask to be spared.", "hand_to")
    if to.person_id == by.id or authority_for(to.person, LISTEN, at=at) is None:
        raise Refused("to whom", "Choose somebody else who reads messages under a delegation.", "hand_to")
    if HandOver.objects.filter(for_person=by, ended_at__isnull=True, handle=report.handle).exclude(handle="").exists():
        raise Refused("handed over", "Somebody else deals with this writer for you already.", "hand_to")
    made = HandOver.objects.create(
        report=report, handle=report.handle, for_person=by, to=to.person, to_office=str(to), at=at
    )
    theirs = Message.objects.filter(closed_at__isnull=True)
    theirs = theirs.filter(handle=report.handle) if report.handle else theirs.filter(id=report.message_id or 0)
    given = theirs.update(assigned_to=to.person, claimed_by=None, claimed_at=None)
    _record("writer handed over", report, {"to": str(to), "messages": given}, office_of(by, at=at), "", at)
    return made


@transaction.atomic
def end_hand_over(report: AbuseReport, *, by: Person, at: datetime) -> HandOver:
    """Whoever was spared reads that writer again. Only they can say so."""
    made = HandOver.objects.select_for_update().filter(report=report, for_person=by, ended_at__isnull=True).first()
    if made is None:
        raise Refused("none", "You handed nobody over with this report, or have taken it back.", "hand_to")
    made.ended_at, made.ended_by = at, by
    made.save(update_fields=["ended_at", "ended_by"])
    _record("writer taken back", report, {}, office_of(by, at=at), "", at)
    return made


@dataclass(frozen=True)
class Done:
    """What was done about a report, with the number that police or platform gave, and a word on it."""

    what: str
    reference: str = ""
    words: str = ""


@transaction.atomic
def note_step(report: AbuseReport, done: Done, *, by: Person, at: datetime) -> AbuseStep:
    """Write down that somebody looked at a report, or what was done about it.

    Raises:
        Refused: it is for somebody else: another person than the reporter looks at it, wherever there is one.
    """
    authority = _require_helper(report, done.what, by, at)
    made = AbuseStep.objects.create(
        report=report,
        what=done.what,
        reference=done.reference.strip()[:80],
        words=done.words.strip()[:400],
        by=by,
        office=office_of(by, at=at),
        at=at,
    )
    body: dict[str, Json] = {"what": made.what, "reference": made.reference}
    _record("abuse report taken further", report, body, made.office, authority, at)
    return made


def steps_open_to(report: AbuseReport, *, by: Person, at: datetime) -> list[str]:
    """What this person may write down about a report; nothing where it is for others."""
    return [what for what in dict(AbuseStep.ACTIONS) if _may(report, what, by, at)]


def _may(report: AbuseReport, what: str, by: Person, at: datetime) -> bool:
    try:
        _require_helper(report, what, by, at)
    except Refused:
        return False
    return True


def _require_helper(report: AbuseReport, what: str, by: Person, at: datetime) -> str:
    if what not in dict(AbuseStep.ACTIONS):
        raise Refused("unknown", "Choose what was done.", "what")
    mine = report.by_id == by.id
    if mine and what in BY_THE_REPORTER_TOO:
        return ""
    delegation = authority_for(by, MODERATE, at=at)
    others = [str(one.office) for one in holders(MODERATE, at=at) if one.office.person_id != report.by_id]
    who = " or ".join(f"the {title}" for title in dict.fromkeys(others))
    if delegation is None:
        raise Refused("office", f"This is for {who or 'somebody to whom moderating is delegated'}.", "what")
    if mine and who:
        raise Refused("own", f"You reported it yourself, so {who} looks at it.", "what")
    return str(delegation)


def _record(
    kind: str,
    report: AbuseReport,
    body: Mapping[str, Json],
    by: str,
    authority: str,
    at: datetime,
    blobs: Sequence[Blob] = (),
) -> None:
    archive.record(
        kind,
        subject=f"abuse report {report.reference}",
        body=body,
        by=by,
        authority=authority,
        at=at,
        blobs=blobs,
    )
