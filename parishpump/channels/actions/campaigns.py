"""Campaigns: opened by the approval of their request, ended by somebody who says why."""

from datetime import datetime

from django.db import transaction

from parishpump.channels.actions.ending import end
from parishpump.channels.content import Proposal
from parishpump.channels.models import Campaign, Deployment
from parishpump.people.models import Person
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import require_authority


def keep_campaign(deployment: Deployment, said: Proposal) -> Campaign:
    """The campaign of an approved request, as its newest approved version says."""
    assert said.starts is not None, "asked under every policy before it is submitted"
    assert said.ends is not None, "asked under every policy before it is submitted"
    campaign, _ = Campaign.objects.update_or_create(
        deployment=deployment,
        defaults={
            "name": said.name,
            "purpose": said.purpose,
            "outcome": said.outcome,
            "measure": said.measure,
            "audience": said.audience,
            "results_plan": said.results_plan,
            "starts": said.starts,
            "ends": said.ends,
        },
    )
    return campaign


@transaction.atomic
def end_campaign(campaign: Campaign, *, reason: str, by: Person, at: datetime) -> Campaign:
    """End a campaign and its request, with what became of it. What it published stays."""
    authority = require_authority(by, CHANNELS, at=at)
    end(campaign.deployment, reason=reason, authority=authority, by=by, at=at)
    campaign.refresh_from_db()
    return campaign
