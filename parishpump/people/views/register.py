"""The register of offices: who holds which, since when, and what is delegated to it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from parishpump.people.actions import appoint, introduce, leave_office
from parishpump.people.forms.offices import EndForm, OfficeForm
from parishpump.people.models import Office
from parishpump.people.powers import PEOPLE
from parishpump.people.queries import authority_for, delegations_that, holding_of, register_of_offices
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.people.views.invitations import send_invitation

# What the delegations in force can be narrowed to: in an address, and in words.
NARROWED = {
    "in force": "Only delegations that are in force are shown.",
    "end soon": "Only delegations that end within 90 days are shown.",
    "write": "Only delegations to write posts are shown.",
    "approve": "Only delegations to approve posts are shown.",
}


@officer_page
def people(request: OfficerRequest) -> HttpResponse:
    """Every office with what is delegated to it; or the delegations that an address asks for."""
    asked = request.GET.get("delegations", "").replace("-", " ")
    if asked in NARROWED:
        return _delegations(request, asked)
    holdings = register_of_offices(timezone.now())
    facts = {
        "holdings": [holding for holding in holdings if not holding.is_over],
        "past": [holding for holding in holdings if holding.is_over],
        "may_manage": request.acting.may(PEOPLE),
    }
    return render(request, "people/people.html", facts)


def _delegations(request: OfficerRequest, asked: str) -> HttpResponse:
    """The delegations in force that an address asks for."""
    facts = {"delegations": list(delegations_that(asked, at=timezone.now())), "narrowed": NARROWED[asked]}
    return render(request, "people/delegations.html", facts)


@officer_page
def office(request: OfficerRequest, number: int) -> HttpResponse:
    held = get_object_or_404(Office, id=number)
    return _office_page(request, held, EndForm(office=held, at=timezone.now()))


@officer_page(needs=PEOPLE)
def new_office(request: OfficerRequest) -> HttpResponse:
    form = OfficeForm(request.POST or None)
    if not form.is_valid():
        facts = {"form": form, "authority": authority_for(request.user, PEOPLE, at=timezone.now())}
        return render(request, "people/new_office.html", facts, status=422 if form.is_bound else 200)
    office = _enter(request, form)
    messages.success(request, f"{office} is entered in the register.")
    if form.cleaned_data["invite"]:
        send_invitation(request, office)
    return redirect("office", office.id)


@require_POST
@officer_page(needs=PEOPLE)
def end(request: OfficerRequest, number: int) -> HttpResponse:
    held = get_object_or_404(Office, id=number, until__isnull=True)
    form = EndForm(request.POST, office=held, at=timezone.now())
    if not form.is_valid():
        return _office_page(request, held, form)
    leave_office(held, until=form.cleaned_data["until"], by=request.user, at=timezone.now())
    messages.success(request, f"The last day is written down. What was delegated to the {held} ends with it.")
    return redirect("office", held.id)


@transaction.atomic
def _enter(request: OfficerRequest, form: OfficeForm) -> Office:
    said = form.cleaned_data
    person = introduce(said["email"], name=said["name"], at=timezone.now())
    return appoint(
        person,
        said["kind"],
        title=said["title"],
        since=said["since"],
        minute=said["minute"],
        by=request.user,
        at=timezone.now(),
    )


def _office_page(request: OfficerRequest, held: Office, form: EndForm) -> HttpResponse:
    facts = {
        "holding": holding_of(held, at=timezone.now()),
        "form": form,
        "may_manage": request.acting.may(PEOPLE),
        "authority": authority_for(request.user, PEOPLE, at=timezone.now()),
    }
    return render(request, "people/office.html", facts, status=422 if form.is_bound else 200)
