"""Deciding on a request, and ending what was approved."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from parishpump.channels.actions import approve_deployment, end_deployment, refuse, send_back
from parishpump.channels.actions.deciding import (
    AnotherVersion,
    NoReason,
    NotAnApprover,
    OpenWounds,
    OwnRequest,
)
from parishpump.channels.content import ProposedRisk
from parishpump.channels.forms.deciding import ApprovalForm, EndingForm, ReturnForm
from parishpump.channels.lifecycle import NotNow
from parishpump.channels.models import Deployment, DeploymentVersion
from parishpump.channels.views.deployments import approval_form, deployment_page, request_numbered
from parishpump.people.powers import CHANNELS
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.ui.words import listed, number_word, plural

OWN = "You asked for this, or wrote a part of it. Somebody else approves it, or the council itself by resolution."
MOVED = "This version was decided on, or a newer one took its place, since you opened the page. Look at it again."
REFUSED = (NotAnApprover, OwnRequest, OpenWounds, AnotherVersion, NoReason, NotNow)


@officer_page(needs=CHANNELS)
@require_POST
def deployment_approval(request: OfficerRequest, number: int, version: int) -> HttpResponse:
    """Let a channel, a campaign or an activity begin, exactly as this version says."""
    asked, at = _version(number, version), timezone.now()
    form = approval_form(request, asked, at, typed=request.POST)
    if not form.is_valid():
        return deployment_page(request, request_numbered(number), approval_form=form)
    try:
        approval = approve_deployment(asked, form.ruling, by=request.user, at=at)
    except REFUSED as refused:
        return _not_approved(request, number, form, refused)
    messages.success(request, f"Approved, as {approval.office}, minute {approval.minute}. It is on the record.")
    return redirect("deployment", number)


@officer_page(needs=CHANNELS)
@require_POST
def deployment_return(request: OfficerRequest, number: int, version: int) -> HttpResponse:
    """Send a version back, or refuse it, with the reason."""
    asked, form = _version(number, version), ReturnForm(request.POST)
    if not form.is_valid():
        return deployment_page(request, request_numbered(number), return_form=form)
    act = refuse if "refuse" in request.POST else send_back
    try:
        act(asked, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except (NotNow, NotAnApprover) as refused:
        return deployment_page(request, request_numbered(number), refusal=why_not(refused))
    said = "Refused" if act is refuse else "Sent back"
    messages.success(request, f"{said}, with your reason. Whoever asked finds it on the desk.")
    return redirect("deployment", number)


@officer_page(needs=CHANNELS)
@require_POST
def deployment_end(request: OfficerRequest, number: int) -> HttpResponse:
    """End what was asked for or approved, with what came of it."""
    found, form = get_object_or_404(Deployment, id=number), EndingForm(request.POST)
    if not form.is_valid():
        return deployment_page(request, request_numbered(number), ending_form=form)
    try:
        end_deployment(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except NotNow:
        return deployment_page(request, request_numbered(number), refusal="It has ended already.")
    messages.success(request, f"{found.name} has ended. What was published stays on the register.")
    return redirect("deployment", number)


def why_not(refused: Exception) -> str:
    """What stands against a decision, in words for who wanted to take it."""
    if isinstance(refused, OpenWounds):
        return wounds_in_words(refused.risks)
    if isinstance(refused, OwnRequest):
        return OWN
    if isinstance(refused, NotAnApprover):
        return f"Your policy lets {listed(refused.approvers, last='or')} decide on this. Nothing is changed."
    return MOVED


def wounds_in_words(risks: list[ProposedRisk]) -> str:
    """`One high risk has no mitigation and owner: “images of children”.`"""
    named = listed([f"“{risk.what}”" for risk in risks])
    count = number_word(len(risks)).capitalize()
    have = plural(len(risks), "high risk has", "high risks have")
    return f"{count} {have} no mitigation and owner: {named}. Send it back, so that whoever asked can say both."


def _version(number: int, version: int) -> DeploymentVersion:
    return get_object_or_404(DeploymentVersion, deployment_id=number, number=version)


def _not_approved(request: OfficerRequest, number: int, form: ApprovalForm, refused: Exception) -> HttpResponse:
    if isinstance(refused, NoReason):
        form.add_error("because", "Say why it may go ahead with what is left open, or send it back.")
        return deployment_page(request, request_numbered(number), approval_form=form)
    return deployment_page(request, request_numbered(number), refusal=why_not(refused))
