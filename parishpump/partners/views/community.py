"""The contact list of community organisations: read, kept up, and taken away by those who listen for the council."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.adoption.queries.packs import pack_in_force
from parishpump.partners.actions.community import (
    Withdrawn,
    change_organisation,
    enter_organisation,
    note_taken_away,
    review_organisation,
    withdraw_permission,
)
from parishpump.partners.actions.directory import ChangedMeanwhile
from parishpump.partners.forms.community import OrganisationForm, WithdrawalForm
from parishpump.partners.forms.fields import look_again
from parishpump.partners.models import Organisation
from parishpump.partners.queries.community import is_due, kept_for, organisations
from parishpump.people.powers import LISTEN
from parishpump.people.queries import authority_for, local_day
from parishpump.people.sign_in import OfficerRequest, officer_page

MEANWHILE = "Somebody else changed this while you were writing. What you typed is below: compare, then keep it."
GONE = "They have withdrawn their permission, so nothing more is kept of them."
COLUMNS = (
    "Name",
    "What it does",
    "Whom you reach",
    "How",
    "Lawful basis",
    "Why",
    "Permission on",
    "What shows it",
    "Looked at",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@officer_page(needs=LISTEN)
@require_GET
def community(request: OfficerRequest) -> HttpResponse:
    """Every organisation that may be contacted, and those that withdrew."""
    at = timezone.now()
    rows = [(one, is_due(one, local_day(at))) for one in organisations()]
    facts = {
        "rows": rows,
        "due": sum(1 for _, due in rows if due),
        "withdrawn": organisations(withdrawn=True),
        "kept": kept_for(pack_in_force(at)),
    }
    return render(request, "partners/community.html", facts)


@officer_page(needs=LISTEN)
@require_http_methods(["GET", "POST"])
def new_organisation(request: OfficerRequest) -> HttpResponse:
    """Put one on the list."""
    at, form = timezone.now(), OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = enter_organisation(form.said, by=request.user, at=at)
        messages.success(request, f"{made.name} is on the list.")
        return redirect("community")
    facts = {"form": form, "authority": authority_for(request.user, LISTEN, at=at)}
    return render(request, "partners/new_organisation.html", facts, status=422 if request.method == "POST" else 200)


@officer_page(needs=LISTEN)
@require_http_methods(["GET", "POST"])
def organisation(request: OfficerRequest, number: int) -> HttpResponse:
    """One of them: what the list says, and what permits it; changed here."""
    one = get_object_or_404(Organisation, id=number)
    if request.method == "GET":
        return _page(request, one)
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    try:
        change_organisation(one, form.said, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now())
    except ChangedMeanwhile:
        form.add_error(None, MEANWHILE)
        one.refresh_from_db()
        look_again(form, one.version)
        return _page(request, one, form)
    except Withdrawn:
        messages.error(request, GONE)
        return redirect("organisation", number)
    messages.success(request, f"What the list says of {one.name} is changed.")
    return redirect("community")


@officer_page(needs=LISTEN)
@require_POST
def organisation_review(request: OfficerRequest, number: int) -> HttpResponse:
    """Say that it still holds."""
    try:
        one = review_organisation(get_object_or_404(Organisation, id=number), by=request.user, at=timezone.now())
        messages.success(request, f"Looked at today: {one.name}.")
    except Withdrawn:
        messages.error(request, GONE)
    return redirect("organisation", number)


@officer_page(needs=LISTEN)
@require_POST
def organisation_withdrawal(request: OfficerRequest, number: int) -> HttpResponse:
    """Contact it no more."""
    one, form = get_object_or_404(Organisation, id=number), WithdrawalForm(request.POST)
    if not form.is_valid():
        return _page(request, one, end_form=form)
    try:
        withdraw_permission(one, words=form.cleaned_data["words"], by=request.user, at=timezone.now())
        messages.success(request, f"{one.name} is contacted no more. How to reach them is gone.")
    except Withdrawn:
        messages.info(request, GONE)
    return redirect("organisation", number)


@officer_page(needs=LISTEN)
@require_POST
@never_cache
def community_file(request: OfficerRequest) -> HttpResponse:
    """The list as a file for a spreadsheet. Who takes it away is on the record."""
    found = organisations()
    note_taken_away(len(found), by=request.user, at=timezone.now())
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows([_cell(words) for words in _line(one)] for one in found)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="community-organisations.csv"'
    return answer


def _line(one: Organisation) -> tuple[str, ...]:
    days = (one.permitted_on.isoformat(), one.reviewed_on.isoformat())
    return (
        one.name,
        one.does,
        one.who,
        one.contact,
        one.basis_words,
        one.because,
        days[0],
        one.permitted_how,
        days[1],
    )


def _cell(words: str) -> str:
    """A spreadsheet takes what begins like this for a formula: an apostrophe makes it words."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def _page(
    request: OfficerRequest,
    one: Organisation,
    form: OrganisationForm | None = None,
    *,
    end_form: WithdrawalForm | None = None,
) -> HttpResponse:
    at, wrong = timezone.now(), form or end_form
    facts: dict[str, Any] = {
        "organisation": one,
        "due": is_due(one, local_day(at)),
        "form": form or OrganisationForm(initial=vars(one) | {"seen": one.version}),
        "end_form": end_form or WithdrawalForm(),
        "wrong": wrong,
        "authority": authority_for(request.user, LISTEN, at=at),
    }
    return render(request, "partners/organisation.html", facts, status=422 if wrong else 200)
