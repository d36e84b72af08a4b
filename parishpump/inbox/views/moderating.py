"""House rules at the desk: the register, a step against a message, and what is done with the step afterwards."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.inbox.actions.appealing import begin_telling, require_hearer_or_moderator, see_evidence
from parishpump.inbox.actions.moderating import done_by_hand, moderate, undo
from parishpump.inbox.actions.replying import NoWayToAnswer
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.forms.moderating import BackForm, StepForm
from parishpump.inbox.models import Moderation
from parishpump.inbox.queries.house_rules import house_rules
from parishpump.inbox.queries.moderation import (
    appeals_waiting,
    can_carry_out,
    earlier_steps,
    step_named,
    steps_taken,
)
from parishpump.inbox.queries.replies import reply_channel
from parishpump.inbox.views.acting import said_or_refused
from parishpump.inbox.views.attachments import bytes_kept
from parishpump.inbox.views.message import found
from parishpump.inbox.views.showing.card import beginning_of
from parishpump.inbox.views.showing.moderation import (
    by_hand_words,
    confirmed_words,
    evidence_shown,
    notice_words,
    state_of,
    told_in_public,
)
from parishpump.people.powers import MODERATE
from parishpump.people.queries import NotDelegated
from parishpump.people.sign_in import OfficerRequest, officer_page

PER_PAGE = 50
NO_WAY = "No way to answer is known. Tell them in your own way, with the words on this page."


@officer_page(needs=MODERATE)
@require_GET
def moderations(request: OfficerRequest) -> HttpResponse:
    """Every step, and the appeals that wait."""
    at = timezone.now()
    page = Paginator(steps_taken(), PER_PAGE).get_page(request.GET.get("page", "1"))
    facts = {
        "page": page,
        "rows": [(one, *state_of(one)) for one in page],
        "appeals": list(appeals_waiting()),
        "rules": house_rules(at),
        "now": at,
    }
    return render(request, "inbox/moderations.html", facts)


@officer_page(needs=MODERATE)
@require_http_methods(["GET", "POST"])
def moderate_page(request: OfficerRequest, message: str) -> HttpResponse:
    """Choose a step against a message, with its ground and reason."""
    one, at = found(message), timezone.now()
    rules = house_rules(at)
    form = StepForm(request.POST or None, request.FILES or None, rules=rules, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            made = moderate(one, form.chosen, by=request.user, at=at)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, f"{made.reference} is on the record, with a copy of what was said.")
            return redirect("moderation", made.reference)
    facts = {
        "message": one,
        "title": beginning_of(one),
        "form": form,
        "rules": rules,
        "earlier": [(step, *state_of(step)) for step in earlier_steps(one)],
        "by_machine": [step for step in rules.ladder if can_carry_out(one.source, step)],
        "authority": next((held for held in request.acting.delegations if MODERATE in held.powers), None),
    }
    return render(request, "inbox/moderate.html", facts, status=422 if form.errors else 200)


@officer_page(needs=MODERATE)
@require_GET
def moderation(request: OfficerRequest, step: str) -> HttpResponse:
    """One step: what was kept, where it stands, what is left to do."""
    return _page(request, _named(step), BackForm())


def _named(reference: str) -> Moderation:
    try:
        return step_named(reference)
    except Moderation.DoesNotExist as error:
        raise Http404 from error


def _page(request: OfficerRequest, one: Moderation, form: BackForm) -> HttpResponse:
    at = timezone.now()
    kind, state = state_of(one)
    facts = {
        "step": one,
        "state_kind": kind,
        "state_words": state,
        "by_hand": by_hand_words(one),
        "confirmed": confirmed_words(one),
        "notice": notice_words(one, public=told_in_public(one)),
        "can_tell": reply_channel(one.message) is not None,
        "appeals": list(one.appeals.all()),
        "form": form,
        **evidence_shown(one, person=request.user.id, at=at),
    }
    return render(request, "inbox/moderation.html", facts, status=422 if form.errors else 200)


@officer_page
@require_POST
def moderation_look(request: OfficerRequest, step: str) -> HttpResponse:
    """Look at what was captured: recorded, and then shown for half an hour."""
    one = _named(step)
    try:
        see_evidence(one, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect("desk")
    appeal = one.appeals.filter(id=_number(request.POST.get("appeal", ""))).first()
    return redirect("appeal-hearing", appeal.id) if appeal else redirect("moderation", step)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


@officer_page
@require_GET
def evidence(request: OfficerRequest, step: str, sha256: str) -> HttpResponse:
    """The bytes of one thing that was captured, for those who have looked."""
    one, at = _named(step), timezone.now()
    try:
        require_hearer_or_moderator(request.user, at)
    except Refused as refusal:
        raise Http404 from refusal
    shown = evidence_shown(one, person=request.user.id, at=at)
    kept = next((blob for blob in shown["kept"] if blob.sha256 == sha256), None)
    if kept is None or shown["folded"]:
        raise Http404
    return bytes_kept(kept.sha256, kept.media_type)


def _done(request: OfficerRequest, one: Moderation, act: Callable[[], object], said: str) -> HttpResponse:
    return said_or_refused(request, act, said, redirect("moderation", one.reference))


@officer_page(needs=MODERATE)
@require_POST
def moderation_by_hand(request: OfficerRequest, step: str) -> HttpResponse:
    """Somebody did it on the network."""
    one, at = _named(step), timezone.now()
    return _done(request, one, lambda: done_by_hand(one, by=request.user, at=at), "It is on the record as done.")


@officer_page(needs=MODERATE)
@require_POST
def moderation_end(request: OfficerRequest, step: str) -> HttpResponse:
    """Take it back, with the reason."""
    one, form, at = _named(step), BackForm(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, one, form)
    why = form.cleaned_data["why"]
    return _done(request, one, lambda: undo(one, reason=why, by=request.user, at=at), "It is taken back.")


@officer_page(needs=MODERATE)
@require_POST
def moderation_telling(request: OfficerRequest, step: str) -> HttpResponse:
    """Begin the answer that tells whoever wrote it."""
    one = _named(step)
    words = notice_words(one, public=told_in_public(one))
    try:
        begun = begin_telling(one, words, by=request.user, at=timezone.now())
    except NoWayToAnswer:
        messages.error(request, NO_WAY)
    except NotDelegated as refused:
        messages.error(request, str(refused))
    else:
        return redirect("reply", begun.post.reference)
    return redirect("moderation", step)
