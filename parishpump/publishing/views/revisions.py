"""One version of a post: read it, let it out, or send it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.people.queries import NotDelegated
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.deciding import (
    Blocked,
    NotNamed,
    OwnWork,
    SamePerson,
    TooLate,
    agree,
    approve,
    send_back,
)
from parishpump.publishing.forms.deciding import ReasonForm
from parishpump.publishing.lifecycle import APPROVED, NotNow
from parishpump.publishing.models import Post, Revision
from parishpump.publishing.queries.answering import answered_by
from parishpump.publishing.queries.pages import revision_numbered
from parishpump.publishing.views.showing.refusals import Refusal, refusal_of
from parishpump.publishing.views.showing.revision import agreed_words, approved_words, revision_context

REFUSALS = (NotDelegated, NotNamed, OwnWork, SamePerson, Blocked, TooLate, NotNow)


@officer_page
@require_GET
def revision(request: OfficerRequest, reference: str, number: int) -> HttpResponse:
    """What waits for a decision, exactly, with what changed, what the policy said, and the decision."""
    return _page(request, _revision(reference, number), ReasonForm())


@officer_page
@require_POST
def approval(request: OfficerRequest, reference: str, number: int) -> HttpResponse:
    """Let it out, or say why that cannot be."""
    found, at = _revision(reference, number), timezone.now()
    try:
        given = approve(found, by=request.user, at=at)
    except REFUSALS as refused:
        return _page(
            request,
            _revision(reference, number),
            ReasonForm(),
            refusal_of(refused, "approve", at=at, writers=found.writers),
        )
    found.refresh_from_db()
    messages.success(request, approved_words(found, given, at=at))
    return redirect("post" if found.stage == APPROVED else "revision", reference, *_number_where_waits(found))


@officer_page
@require_POST
def agreement(request: OfficerRequest, reference: str, number: int) -> HttpResponse:
    """Agree as the second person, or say why that cannot be."""
    found, at = _revision(reference, number), timezone.now()
    try:
        given = agree(found, by=request.user, at=at)
    except REFUSALS as refused:
        return _page(request, _revision(reference, number), ReasonForm(), refusal_of(refused, "agree to", at=at))
    found.refresh_from_db()
    messages.success(request, agreed_words(found, given, at=at))
    return redirect("post" if found.stage == APPROVED else "revision", reference, *_number_where_waits(found))


def _number_where_waits(revision: Revision) -> list[int]:
    return [] if revision.stage == APPROVED else [revision.number]


@officer_page
@require_POST
def sending_back(request: OfficerRequest, reference: str, number: int) -> HttpResponse:
    """Give it back to its writer with a reason; without one, ask for it."""
    found, at = _revision(reference, number), timezone.now()
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        send_back(found, reason=form.cleaned_data["reason"], by=request.user, at=at)
    except REFUSALS as refused:
        return _page(request, _revision(reference, number), form, refusal_of(refused, "send back", at=at))
    messages.success(request, f"Version {number} is sent back to its writer with your words. They are on the record.")
    return redirect("post", reference)


def _revision(reference: str, number: int) -> Revision:
    try:
        return revision_numbered(reference, number)
    except (Post.DoesNotExist, Revision.DoesNotExist):
        raise Http404 from None


def _page(request: OfficerRequest, found: Revision, form: ReasonForm, refusal: Refusal | None = None) -> HttpResponse:
    context: dict[str, Any] = revision_context(found, request.acting, at=timezone.now())
    context |= {"form": form, "refusal": refusal, "answers": answered_by(found.post)}
    wrong = refusal is not None or (form.is_bound and not form.is_valid())
    status = refusal.status if refusal else 422 if wrong else 200
    return render(request, "publishing/revision.html", context, status=status)
