"""Adopting the draft: the resolution, a second look, and the new version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.adoption.actions.packs import ChangedElsewhere, NoDraft, Resolution, adopt
from parishpump.adoption.forms.packs import AdoptionForm
from parishpump.adoption.queries.packs import draft_in_hand
from parishpump.adoption.views.refusing import needs_readable_packs
from parishpump.adoption.views.showing.packs import shown_changes
from parishpump.people.powers import POLICY
from parishpump.people.queries import authority_for, local_day
from parishpump.people.sign_in import OfficerRequest, officer_page


@officer_page(needs=POLICY)
@needs_readable_packs
def pack_adoption(request: OfficerRequest) -> HttpResponse:
    """Ask for the resolution; what is posted here was looked at a second time before."""
    now = timezone.now()
    hand = draft_in_hand(now)
    if hand.draft is None:
        messages.info(request, "There is no draft to adopt. State something first.")
        return redirect("pack-draft")
    form = AdoptionForm(request.POST or None, today=local_day(now), initial={"seen": hand.version})
    if not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    try:
        version = adopt(_resolution(form), seen=form.cleaned_data["seen"], by=request.user, at=now)
    except (ChangedElsewhere, NoDraft):
        messages.error(
            request, "The draft was changed since you looked at it, so nothing is adopted. Look at it again."
        )
        return redirect("pack-draft")
    messages.success(request, f"Version {version.number} is adopted under minute {version.minute}.")
    return redirect("pack-version", version.number)


@officer_page(needs=POLICY)
@require_safe
@needs_readable_packs
def pack_adoption_confirmation(request: OfficerRequest) -> HttpResponse:
    """A second look: the resolution and everything that it changes."""
    now = timezone.now()
    hand = draft_in_hand(now)
    form = AdoptionForm(request.GET, today=local_day(now))
    if hand.draft is None:
        return redirect("pack-draft")
    if not form.is_valid():
        return _page(request, form, status=422)
    facts = {
        "changes": shown_changes(hand.changes),
        "form": form,
        "resolution": _resolution(form),
        "moved": form.cleaned_data["seen"] != hand.version,
        "today": local_day(now),
        "authority": authority_for(request.user, POLICY, at=now),
    }
    return render(request, "adoption/adoption_confirmation.html", facts)


def _page(request: OfficerRequest, form: AdoptionForm, *, status: int) -> HttpResponse:
    facts = {"form": form, "hand": draft_in_hand(timezone.now())}
    return render(request, "adoption/adoption.html", facts, status=status)


def _resolution(form: AdoptionForm) -> Resolution:
    said = form.cleaned_data
    return Resolution(said["minute"], said["resolved_on"], said["in_force_from"] or said["resolved_on"])
