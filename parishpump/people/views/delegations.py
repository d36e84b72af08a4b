"""Delegations: entering what the council resolved, looking at one, taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from parishpump.people.actions import delegate, revoke
from parishpump.people.forms.delegations import IN_WORDS, DelegationForm, RevocationForm, channel_choices
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import OFFICERS, PEOPLE, POWERS, may_hold
from parishpump.people.queries import authority_for, standing_of
from parishpump.people.sign_in import OfficerRequest, officer_page


@officer_page(needs=PEOPLE)
def new(request: OfficerRequest, number: int) -> HttpResponse:
    office = get_object_or_404(Office, id=number, until__isnull=True)
    form = DelegationForm(request.POST or None, office=office, at=timezone.now())
    if not form.is_valid():
        return _new_page(request, office, form)
    said = form.cleaned_data
    given = delegate(
        office,
        said["powers"],
        minute=said["minute"],
        starts=said["starts"],
        ends=said["ends"],
        channels=tuple(said.get("channels", ())),
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, f"Minute {given.minute} is entered as a delegation to {office}.")
    return redirect("delegation", given.id)


@officer_page
def delegation(request: OfficerRequest, number: int) -> HttpResponse:
    given = get_object_or_404(Delegation.objects.select_related("office__person", "revocation"), id=number)
    return _page(request, given, RevocationForm(delegation=given, at=timezone.now()))


@require_POST
@officer_page(needs=PEOPLE)
def revocation(request: OfficerRequest, number: int) -> HttpResponse:
    given = get_object_or_404(Delegation, id=number, revocation__isnull=True)
    form = RevocationForm(request.POST, delegation=given, at=timezone.now())
    if not form.is_valid():
        return _page(request, given, form)
    revoke(given, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    messages.success(request, "The delegation is taken back. From this moment nothing is done under it.")
    return redirect("delegation", given.id)


def _new_page(request: OfficerRequest, office: Office, form: DelegationForm) -> HttpResponse:
    facts = {
        "office": office,
        "form": form,
        "hints": IN_WORDS,
        "offered": [power for power in POWERS if may_hold(office.kind, power)],
        "is_officer": office.kind in OFFICERS,
        "authority": authority_for(request.user, PEOPLE, at=timezone.now()),
    }
    return render(request, "people/new_delegation.html", facts, status=422 if form.is_bound else 200)


def _page(request: OfficerRequest, given: Delegation, form: RevocationForm) -> HttpResponse:
    names = dict(channel_choices())
    facts = {
        "standing": standing_of(given, at=timezone.now()),
        "powers": [(power.capitalize(), IN_WORDS[power]) for power in given.powers],
        "channels": [names.get(number, f"channel {number}") for number in given.channels],
        "form": form,
        "may_manage": request.acting.may(PEOPLE),
        "authority": authority_for(request.user, PEOPLE, at=timezone.now()),
    }
    return render(request, "people/delegation.html", facts, status=422 if form.is_bound else 200)
