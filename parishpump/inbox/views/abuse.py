"""Abuse: reported by anybody in office, read by whoever deals with it, packed up as evidence."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.archive.queries import blobs_named
from parishpump.inbox.actions.evidence_file import make_evidence_file
from parishpump.inbox.actions.reporting import end_hand_over, hand_over, note_step, report_abuse, steps_open_to
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.forms.care import AbuseForm, AbuseStepForm, HandOverForm
from parishpump.inbox.models import AbuseReport, AbuseStep, Message
from parishpump.inbox.queries.care import may_read, report_named, reports_for, standing_of
from parishpump.inbox.views.acting import said_or_refused
from parishpump.inbox.views.attachments import bytes_kept
from parishpump.inbox.views.message import found as found_message
from parishpump.inbox.views.showing.care import rows_of_reports, stands
from parishpump.people.models import Office
from parishpump.people.powers import LISTEN, MODERATE
from parishpump.people.queries import holders
from parishpump.people.sign_in import OfficerRequest, officer_page

PER_PAGE = 50


@officer_page
@require_GET
def reports(request: OfficerRequest) -> HttpResponse:
    """One's own reports, and all for those who moderate."""
    page = Paginator(reports_for(request.acting), PER_PAGE).get_page(request.GET.get("page", "1"))
    facts = {"page": page, "rows": rows_of_reports(page), "moderates": request.acting.may(MODERATE)}
    return render(request, "inbox/abuse_reports.html", facts)


@officer_page
@require_http_methods(["GET", "POST"])
def new_report(request: OfficerRequest) -> HttpResponse:
    """Report abuse: in the message that is named, or anywhere else."""
    at, message = timezone.now(), _message_named(request)
    form = _form(request, message, at)
    if request.method == "POST" and form.is_valid():
        try:
            made = report_abuse(form.reported(at=at), message=message, hand_to=form.handed_to, by=request.user, at=at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, f"{made.reference} is on the record. You need do nothing more.")
            return redirect("abuse-report", made.reference)
    facts = {"form": form, "message": message, "others": bool(_others_who_read(request, at))}
    return render(request, "inbox/new_abuse_report.html", facts, status=422 if form.errors else 200)


def _message_named(request: OfficerRequest) -> Message | None:
    """The message that is reported; only those who read messages name one."""
    reference = request.GET.get("message", "")
    if not reference:
        return None
    if not request.acting.may(LISTEN):
        raise Http404
    return found_message(reference)


def _form(request: OfficerRequest, message: Message | None, at: datetime) -> AbuseForm:
    return AbuseForm(
        request.POST or None,
        request.FILES or None,
        offices=_others_who_read(request, at),
        about_message=message is not None,
        now=at,
        zone=ZoneInfo(request.council.zone),
        initial={"happened_at": at.replace(second=0, microsecond=0)},
    )


def _others_who_read(request: OfficerRequest, at: datetime) -> list[Office]:
    """Those to whom a writer can be handed over, each person once."""
    held = [one.office for one in holders(LISTEN, at=at) if one.office.person_id != request.user.id]
    return list({office.person_id: office for office in held}.values())


def _named(request: OfficerRequest, reference: str) -> AbuseReport:
    try:
        one = report_named(reference)
    except AbuseReport.DoesNotExist as error:
        raise Http404 from error
    if not may_read(one, request.acting):
        raise Http404
    return one


@officer_page
@require_GET
def report(request: OfficerRequest, report: str) -> HttpResponse:
    """One report: what happened, what came of it, and what can be done."""
    return _page(request, _named(request, report))


def _page(request: OfficerRequest, one: AbuseReport, **given: Any) -> HttpResponse:
    at, steps = timezone.now(), list(one.steps.all())
    mine = one.by_id == request.user.id
    handed = one.hand_overs.filter(ended_at__isnull=True).first()
    others = _others_who_read(request, at) if mine and handed is None else []
    kind, words = stands(standing_of(steps))
    facts = {
        "report": one,
        "kind": kind,
        "words": words,
        "steps": steps,
        "kept": [blob for blob in blobs_named(one.evidence) if blob.media_type.startswith("image/")],
        "mine": mine,
        "handed": handed,
        "may_pack": mine or request.acting.may(MODERATE),
        "reads_messages": request.acting.may(LISTEN),
        "step_form": given.get("step_form") or _step_form(request, one, at),
        "hand_form": (given.get("hand_form") or HandOverForm(offices=others)) if others else None,
        "form": next(iter(given.values()), None),
    }
    return render(request, "inbox/abuse_report.html", facts, status=422 if given else 200)


def _step_form(request: OfficerRequest, one: AbuseReport, at: datetime, posted: Any = None) -> AbuseStepForm | None:
    """What this person can write down about it; None where that is for others alone."""
    steps_open = steps_open_to(one, by=request.user, at=at)
    offered = [(what, words) for what, words in AbuseStep.ACTIONS if what in steps_open]
    return AbuseStepForm(posted, offered=offered) if offered else None


def _done(request: OfficerRequest, one: AbuseReport, act: Callable[[], object], said: str) -> HttpResponse:
    return said_or_refused(request, act, said, redirect("abuse-report", one.reference))


@officer_page
@require_POST
def report_steps(request: OfficerRequest, report: str) -> HttpResponse:
    """Write down that somebody looked, or what was done."""
    one, at = _named(request, report), timezone.now()
    form = _step_form(request, one, at, request.POST)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _page(request, one, step_form=form)
    return _done(request, one, lambda: note_step(one, form.done, by=request.user, at=at), "It is on the record.")


@officer_page
@require_POST
def report_hand_over(request: OfficerRequest, report: str) -> HttpResponse:
    """Ask to be spared, or take the writer back."""
    one, at = _named(request, report), timezone.now()
    if request.POST.get("end"):
        said = "What they write is shown to you again."
        return _done(request, one, lambda: end_hand_over(one, by=request.user, at=at), said)
    form = HandOverForm(request.POST, offices=_others_who_read(request, at))
    if not form.is_valid():
        return _page(request, one, hand_form=form)
    said = f"The {form.office} deals with them from now on."
    return _done(request, one, lambda: hand_over(one, form.office, by=request.user, at=at), said)


@officer_page
@require_POST
def report_file(request: OfficerRequest, report: str) -> HttpResponse:
    """Make the evidence file and hand it over. That it was made is on the record."""
    one = _named(request, report)
    try:
        made = make_evidence_file(one, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect("abuse-report", one.reference)
    answer = HttpResponse(made.content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@officer_page
@require_GET
def report_evidence(request: OfficerRequest, report: str, sha256: str) -> HttpResponse:
    """One screenshot of a report."""
    one = _named(request, report)
    kept = next((blob for blob in blobs_named(one.evidence) if blob.sha256 == sha256), None)
    if kept is None:
        raise Http404
    return bytes_kept(kept.sha256, kept.media_type)
