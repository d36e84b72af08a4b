"""Campaigns: the list, and the page of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.channels.actions import end_campaign
from parishpump.channels.forms.deciding import EndingForm
from parishpump.channels.lifecycle import NotNow
from parishpump.channels.models import Campaign
from parishpump.channels.queries.campaigns import campaign_state
from parishpump.channels.queries.deployments import may_request
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page

STATES = {"running": "set", "to come": "held", "over": "due", "ended": "quiet"}


@officer_page
@require_GET
def campaigns(request: OfficerRequest) -> HttpResponse:
    """Every campaign, the newest first."""
    today = timezone.localdate(timezone.now())
    states = [(one, campaign_state(one, today)) for one in Campaign.objects.select_related("deployment")]
    rows = [(one, STATES[state], state.capitalize()) for one, state in states]
    return render(request, "channels/campaigns.html", {"rows": rows, "may_request": may_request(request.acting)})


@officer_page
@require_GET
def campaign(request: OfficerRequest, number: int) -> HttpResponse:
    """One campaign: its purpose, its audience, its plan for what comes back, and its posts."""
    return _page(request, _numbered(number))


@officer_page(needs=CHANNELS)
@require_POST
def campaign_end(request: OfficerRequest, number: int) -> HttpResponse:
    """End a campaign, with what came of it."""
    found, form = _numbered(number), EndingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        end_campaign(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, f"{found.name} has ended. What it published stays.")
    except NotNow:
        messages.error(request, f"{found.name} has ended already.")
    return redirect("campaign", number)


def _numbered(number: int) -> Campaign:
    whole = Campaign.objects.select_related("deployment__standing__approval__authority", "deployment__ending")
    return get_object_or_404(whole, id=number)


def _page(request: OfficerRequest, found: Campaign, form: EndingForm | None = None) -> HttpResponse:
    now = timezone.now()
    state = campaign_state(found, timezone.localdate(now))
    may_end = request.acting.may(CHANNELS) and found.ended_at is None
    facts = {
        "campaign": found,
        "state": (STATES[state], state.capitalize()),
        "form": form,
        "ending_form": form or (EndingForm() if may_end else None),
        "authority": authority_for(request.user, CHANNELS, at=now) if may_end else None,
    }
    return render(request, "channels/campaign.html", facts, status=422 if form else 200)
