"""The elections on record: the list, entering one, correcting it, calling it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parishpump.adoption.actions.elections import Poll, call_off_election, correct_election, enter_election
from parishpump.adoption.forms.elections import CallingOffForm, CorrectionForm, NewElectionForm, as_typed
from parishpump.adoption.models import Election
from parishpump.adoption.queries.elections import begins_by_protocol, register_of_elections, standing_of
from parishpump.people.powers import POLICY
from parishpump.people.queries import authority_for, local_day
from parishpump.people.sign_in import OfficerRequest, officer_page


@officer_page
@require_safe
def elections(request: OfficerRequest) -> HttpResponse:
    """Every election, and what holds while its period runs."""
    found = register_of_elections(timezone.now())
    facts = {
        "total": len(found),
        "ahead": [one for one in found if one.may_change],
        "past": [one for one in found if not one.may_change],
        "may_keep": request.acting.may(POLICY),
    }
    return render(request, "adoption/elections.html", facts)


@officer_page(needs=POLICY)
def new_election(request: OfficerRequest) -> HttpResponse:
    """Enter an election from its notice."""
    now = timezone.now()
    form = NewElectionForm(request.POST or None, today=local_day(now), by_protocol=begins_by_protocol(now))
    if not form.is_valid():
        facts = {"form": form, "authority": authority_for(request.user, POLICY, at=now)}
        return render(request, "adoption/new_election.html", facts, status=422 if form.is_bound else 200)
    entered = enter_election(form.poll, by=request.user, at=now)
    messages.success(request, f"{entered} is on the list. From the notice to the close of poll its rules hold.")
    return redirect("elections")


@officer_page
@require_safe
def election(request: OfficerRequest, number: int) -> HttpResponse:
    """One election, and what can be put right."""
    return _page(request, get_object_or_404(Election, id=number))


@officer_page(needs=POLICY)
@require_POST
def election_correction(request: OfficerRequest, number: int) -> HttpResponse:
    """Put right what was entered."""
    found = get_object_or_404(Election, id=number, called_off_at__isnull=True)
    form = CorrectionForm(request.POST, by_protocol=begins_by_protocol(timezone.now()))
    if not form.is_valid():
        return _page(request, found, correction_form=form)
    reason = form.cleaned_data["reason"]
    corrected = correct_election(found, form.poll, reason=reason, by=request.user, at=timezone.now())
    messages.success(request, f"{corrected} is corrected. The record keeps what stood there before.")
    return redirect("election", found.id)


@officer_page(needs=POLICY)
@require_POST
def election_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Call an election off."""
    found = get_object_or_404(Election, id=number, called_off_at__isnull=True)
    form = CallingOffForm(request.POST)
    if not form.is_valid():
        return _page(request, found, calling_off_form=form)
    call_off_election(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    messages.success(request, f"{found} is called off. Its pre-election period is over.")
    return redirect("election", found.id)


def _page(
    request: OfficerRequest,
    found: Election,
    *,
    correction_form: CorrectionForm | None = None,
    calling_off_form: CallingOffForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    standing = standing_of(found, at=now)
    refused = correction_form or calling_off_form
    facts: dict[str, Any] = {
        "standing": standing,
        "form": refused,
        "may_change": request.acting.may(POLICY) and standing.may_change,
        "correction_form": correction_form
        or CorrectionForm(initial=as_typed(Poll.of(found)), by_protocol=begins_by_protocol(now)),
        "calling_off_form": calling_off_form or CallingOffForm(),
        "authority": authority_for(request.user, POLICY, at=now),
    }
    return render(request, "adoption/election.html", facts, status=422 if refused else 200)
