"""Looking after a channel's entry: its facts, its review."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from parishpump.channels.actions import HeldAlready, close_comments, review_channel, set_channel_facts
from parishpump.channels.forms.tending import FactsForm, ReviewForm
from parishpump.channels.models import Channel
from parishpump.channels.queries.policy import deployment_policy
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page


@officer_page(needs=CHANNELS)
def channel_facts(request: OfficerRequest, number: int) -> HttpResponse:
    """Change what the register says of a channel."""
    found, at = (
        get_object_or_404(Channel.objects.select_related("owner"), id=number, closed_at__isnull=True),
        timezone.now(),
    )
    form = FactsForm(request.POST or None, channel=found, policy=deployment_policy(at), at=at)
    if not form.is_valid():
        return _page(request, "channels/channel_facts.html", found, form)
    set_channel_facts(found, form.facts, by=request.user, at=at)
    messages.success(request, f"The register says so of {found.name} from now on.")
    return redirect("channel", found.id)


@officer_page(needs=CHANNELS)
@require_POST
def channel_comments(request: OfficerRequest, number: int) -> HttpResponse:
    """Write down that comments are held there as the policy says."""
    found = get_object_or_404(Channel, id=number, closed_at__isnull=True)
    try:
        close_comments(found, by=request.user, at=timezone.now())
        messages.success(request, "It is written down. What the register says of comments follows the policy again.")
    except HeldAlready:
        messages.info(request, "Comments are held there as the policy says. Nothing was changed.")
    return redirect("channel", number)


@officer_page(needs=CHANNELS)
def channel_review(request: OfficerRequest, number: int) -> HttpResponse:
    """Enter that a channel was looked at again."""
    found, at = get_object_or_404(Channel, id=number, closed_at__isnull=True), timezone.now()
    form = ReviewForm(request.POST or None, at=at)
    if not form.is_valid():
        return _page(request, "channels/channel_review.html", found, form, reviews=found.reviews.all())
    review_channel(found, form.review, by=request.user, at=at)
    messages.success(request, f"The review of {found.name} is on the record.")
    return redirect("channel", found.id)


def _page(
    request: OfficerRequest, template: str, found: Channel, form: FactsForm | ReviewForm, **more: Any
) -> HttpResponse:
    authority = authority_for(request.user, CHANNELS, at=timezone.now())
    facts = {"channel": found, "form": form, "authority": authority, **more}
    return render(request, template, facts, status=422 if form.is_bound else 200)
