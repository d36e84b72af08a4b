"""What is on record for the rules: the list, entering something, ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from parishpump.adoption.actions.matters import EndedAlready, OnRecordAlready, end_matter, enter_matter
from parishpump.adoption.forms.matters import MatterForm
from parishpump.adoption.models import Matter
from parishpump.adoption.queries.matters import register_of_matters
from parishpump.adoption.views.showing.matters import shown_kinds
from parishpump.people.powers import POLICY
from parishpump.people.queries import authority_for, local_day
from parishpump.people.sign_in import OfficerRequest, officer_page


@officer_page
def on_record(request: OfficerRequest) -> HttpResponse:
    """What stands on record by kind, and for whoever keeps the policy the form to enter more."""
    if request.method == "POST":
        return on_record_entry(request)
    return _page(request, MatterForm())


@officer_page(needs=POLICY)
def on_record_entry(request: OfficerRequest) -> HttpResponse:
    """Enter something."""
    form = MatterForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        entered = enter_matter(form.entry, by=request.user, at=timezone.now())
    except OnRecordAlready:
        form.refuse()
        return _page(request, form)
    messages.success(request, f"It is on record: {entered.get_kind_display().lower()}. The rules look for it now.")
    return redirect("on-record")


@officer_page(needs=POLICY)
def on_record_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Take something off, after a second look."""
    found, now = get_object_or_404(Matter, id=number, ended_at__isnull=True), timezone.now()
    if request.method != "POST":
        facts = {"matter": found, "authority": authority_for(request.user, POLICY, at=now)}
        return render(request, "adoption/on_record_end.html", facts)
    try:
        end_matter(found, by=request.user, at=now)
    except EndedAlready:
        messages.info(request, "It was taken off a moment ago.")
    else:
        messages.success(request, "It is off the list. The rules look for it no more.")
    return redirect("on-record")


def _page(request: OfficerRequest, form: MatterForm) -> HttpResponse:
    now, keeps = timezone.now(), request.acting.may(POLICY)
    facts = {
        "kinds": shown_kinds(register_of_matters(now)),
        "form": form,
        "may_keep": keeps,
        "today": local_day(now),
        "authority": authority_for(request.user, POLICY, at=now) if keeps else None,
    }
    return render(request, "adoption/on_record.html", facts, status=422 if form.is_bound else 200)
