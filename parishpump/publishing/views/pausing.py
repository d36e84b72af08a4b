"""Pausing everything, and standing down."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parishpump.people.powers import APPROVE, PAUSE, WRITE
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.pausing import pause as pause_everything
from parishpump.publishing.actions.pausing import stand_down
from parishpump.publishing.forms.deciding import PauseForm
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.queries.pages import held_by_pause, held_now, newest_pause
from parishpump.publishing.views.showing.composer import authority_of
from parishpump.publishing.views.showing.refusals import who_can


@officer_page
@require_http_methods(["GET", "POST"])
def pause(request: OfficerRequest) -> HttpResponse:
    """What a pause does, whether one is on, what it holds; posting begins one."""
    if request.method == "POST":
        return _begin(request)
    return _page(request, PauseForm())


@officer_page(needs=PAUSE)
def _begin(request: OfficerRequest) -> HttpResponse:
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        pause_everything(reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except NotNow:
        messages.warning(request, "Everything was paused already. Nothing was changed.")
    else:
        messages.success(request, "Everything is paused. Nothing leaves until somebody stands down.")
    return redirect("pause")


@officer_page(needs=PAUSE)
@require_POST
def pause_end(request: OfficerRequest) -> HttpResponse:
    """Stand down. What came due meanwhile waits for a decision on each."""
    try:
        stand_down(by=request.user, at=timezone.now())
    except NotNow:
        messages.warning(request, "Nothing is paused. Nothing was changed.")
    else:
        messages.success(request, "The pause is over. What came due meanwhile is held: decide on each below.")
    return redirect("pause")


def _page(request: OfficerRequest, form: PauseForm, *, status: int = 200) -> HttpResponse:
    at, newest = timezone.now(), newest_pause()
    opened = newest if newest is not None and newest.ended_at is None else None
    context: dict[str, Any] = {
        "form": form,
        "paused": opened,
        "last": newest,
        "now": at,
        "held": held_now(),
        "held_back": held_by_pause(at) if opened else [],
        "pauses_under": authority_of(request.acting, PAUSE),
        "who_can": who_can(PAUSE, at=at),
        "may_release": request.acting.may(APPROVE),
        "may_write": request.acting.may(WRITE),
    }
    return render(request, "publishing/pause.html", context, status=status)
