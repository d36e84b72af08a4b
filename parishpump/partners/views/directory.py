"""The directory: who does what, on the day that is asked for."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parishpump.adoption.queries.packs import pack_in_force
from parishpump.partners.forms.directory import SearchForm
from parishpump.partners.queries.directory import (
    answers_to,
    directory_at,
    monitoring_officer_at,
    principal_authority_at,
    to_come_after,
)
from parishpump.partners.queries.looks import broken_links, links_of
from parishpump.partners.queries.reviews import due_for_review, reviewed
from parishpump.partners.queries.stated import differences, unknown_bodies
from parishpump.partners.shipped import SHIPPED
from parishpump.people.powers import LISTEN, POLICY
from parishpump.people.sign_in import OfficerRequest, officer_page

NEXT_SHOWN = 7


@officer_page
@require_GET
def partners(request: OfficerRequest) -> HttpResponse:
    """Every body, or every service, as it stands today or on another day."""
    today = timezone.localdate(timezone.now())
    form = SearchForm(request.GET if request.GET.get("on") or request.GET.get("words") else {"words": "", "on": ""})
    words, day = _wanted(form, request, today)
    whole = reviewed(directory_at(day))
    entries = [one.entry for one in whole]
    services, bodies = answers_to(words, day, among=entries)
    pack = pack_in_force(timezone.now())
    facts = {
        "form": form,
        "words": words,
        "day": day,
        "is_today": day == today,
        "by_service": request.GET.get("by") == "service",
        "rows": [one for one in whole if one.entry in bodies],
        "services": services,
        "nobody": [service.words for service, doers in services if not doers],
        "is_empty": not whole,
        "principal": principal_authority_at(day, among=entries),
        "monitoring_officer": monitoring_officer_at(day, among=entries),
        "unreviewed": [one for one in whole if not one.is_reviewed],
        "due": [one for one in due_for_review(day, among=whole) if one.is_reviewed],
        "broken": broken_links(day, among=links_of(entries)),
        "coming": to_come_after(day)[:NEXT_SHOWN],
        "differences": differences(pack, today, among=entries) if day == today else [],
        "unknown": unknown_bodies(pack, among=entries) if day == today else [],
        "may_state": request.acting.may(POLICY),
        "shipped": SHIPPED,
        "may_manage": request.acting.may(LISTEN),
    }
    return render(request, "partners/partners.html", facts)


def _wanted(form: SearchForm, request: OfficerRequest, today: date) -> tuple[str, date]:
    if form.is_valid():
        return form.cleaned_data["words"].strip(), form.cleaned_data["on"] or today
    return request.GET.get("words", "")[:200].strip(), today
