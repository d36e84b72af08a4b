"""Hearing an appeal: what was done and on which copy, the outcome with its reasons, and telling it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parishpump.inbox.actions.appealing import (
    begin_outcome,
    decide_appeal,
    require_hearer,
    require_hearer_or_moderator,
    told_by_hand,
)
from parishpump.inbox.actions.replying import NoWayToAnswer
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.forms.moderating import HearingForm
from parishpump.inbox.house_rules import NEVER_A_GROUND
from parishpump.inbox.models import Appeal
from parishpump.inbox.queries.house_rules import house_rules
from parishpump.inbox.queries.replies import reply_channel
from parishpump.inbox.views.moderating import NO_WAY
from parishpump.inbox.views.showing.moderation import evidence_shown, outcome_words, state_of
from parishpump.people.powers import MODERATE
from parishpump.people.queries import NotDelegated
from parishpump.people.sign_in import OfficerRequest, officer_page


@officer_page
@require_http_methods(["GET", "POST"])
def appeal(request: OfficerRequest, number: int) -> HttpResponse:
    """One appeal; what is posted decides it."""
    one, at = _numbered(number), timezone.now()
    try:
        require_hearer_or_moderator(request.user, at)
    except Refused as refusal:
        return render(request, "inbox/moderation_shut.html", {"why": refusal.words}, status=403)
    form = HearingForm(request.POST or None, step=one.moderation, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            decide_appeal(one, **form.decision, by=request.user, at=at)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, "The outcome is on the record, with your reasons. Now tell whoever appealed.")
            return redirect("appeal-hearing", number)
    return _page(request, one, form)


def _numbered(number: int) -> Appeal:
    rows = Appeal.objects.select_related("moderation__message__source__channel", "moderation__message__conversation")
    return get_object_or_404(rows, id=number)


def _page(request: OfficerRequest, one: Appeal, form: HearingForm) -> HttpResponse:
    at = timezone.now()
    rules = house_rules(at)
    kind, state = state_of(one.moderation)
    facts = {
        "appeal": one,
        "step": one.moderation,
        "state_kind": kind,
        "state_words": state,
        "refusal": _why_not(request, one),
        "rules": rules,
        "never": NEVER_A_GROUND,
        "notice": outcome_words(one) if one.decided_at else "",
        "can_tell": reply_channel(one.moderation.message) is not None,
        "moderates": request.acting.may(MODERATE),
        "form": form,
        "now": at,
        **evidence_shown(one.moderation, person=request.user.id, at=at),
    }
    return render(request, "inbox/appeal.html", facts, status=422 if form.errors else 200)


def _why_not(request: OfficerRequest, one: Appeal) -> str:
    """Why whoever looks cannot hear it; empty where they can."""
    try:
        require_hearer(one, house_rules(timezone.now()), by=request.user, at=timezone.now())
    except Refused as refusal:
        return refusal.words
    return ""


@officer_page
@require_POST
def appeal_telling(request: OfficerRequest, number: int) -> HttpResponse:
    """Begin the answer that tells the outcome."""
    one = _numbered(number)
    try:
        if one.decided_at is not None:
            begun = begin_outcome(one, outcome_words(one), by=request.user, at=timezone.now())
            return redirect("reply", begun.post.reference)
    except NoWayToAnswer:
        messages.error(request, NO_WAY)
    except NotDelegated as refused:
        messages.error(request, str(refused))
    return redirect("appeal-hearing", number)


@officer_page
@require_POST
def appeal_told(request: OfficerRequest, number: int) -> HttpResponse:
    """Somebody told it in their own way."""
    try:
        told_by_hand(_numbered(number), by=request.user, at=timezone.now())
        messages.success(request, "It is on the record that they were told.")
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("appeal-hearing", number)
