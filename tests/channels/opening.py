"""Channels and campaigns that were asked for and approved, for tests about what comes after."""

from datetime import date, datetime, timedelta
from typing import Any

from parishpump.channels import actions
from parishpump.channels.actions.deciding import Ruling
from parishpump.channels.content import CAMPAIGN, CHANNEL, Proposal, ProposedRisk
from parishpump.channels.models import Campaign, Channel, Deployment, DeploymentVersion
from parishpump.people.models import Person

RISK = ProposedRisk("1", "Rude answers", "low")


def proposed(name: str = "Council Instagram page", kind: str = CHANNEL, **said: Any) -> Proposal:
    """A request in which everything is said."""
    facts: dict[str, Any] = {
        "network": "instagram by hand" if kind == CHANNEL else "",
        "mode": "interactive" if kind == CHANNEL else "",
        "comments": "on" if kind == CHANNEL else "",
        "starts": date(2026, 11, 1) if kind == CAMPAIGN else None,
        "ends": date(2026, 12, 31) if kind == CAMPAIGN else None,
        "purpose": "Show what the council does",
        "outcome": "More people know what the council does",
        "measure": "Answers to the yearly survey",
        "audience": "People who use Instagram",
        "audience_needs": "Captions",
        "sensitivities": "None known",
        "minutes_a_week": 120,
        "risks": (RISK,),
        "results_plan": "The Clerk reads what comes back every month",
        "other_routes": "The noticeboard and the newsletter",
        "right_means": True,
        "right_means_because": "They are there",
        "continuity": "Communications Officer",
        "cover": "Clerk",
        "closure": "After a year without readers",
        "cost_pence": 0,
    }
    return Proposal(name=name, kind=kind, **facts | said)


def submitted(proposal: Proposal | None = None, *, by: Person, at: datetime) -> DeploymentVersion:
    """A request that waits for its approval."""
    said = proposal or proposed()
    begun = actions.begin_deployment(said.kind, said.name, by=by, at=at)
    return actions.submit_deployment(begun, said, by=by, at=at)


def approved(proposal: Proposal, *, minute: str, by: Person, at: datetime) -> Deployment:
    """A request that the council itself resolved, which one officer may enter alone."""
    version = submitted(proposal, by=by, at=at)
    ruling = Ruling(version.seal, at.date() + timedelta(days=365), resolution=minute or "2026/90")
    actions.approve_deployment(version, ruling, by=by, at=at)
    return Deployment.objects.get(id=version.deployment_id)


def open_channel(
    name: str, network: str, *, address: str, purpose: str, minute: str, by: Person, at: datetime
) -> Channel:
    """A channel of that kind, open under a request that the council approved by that minute."""
    said = proposed(name, network=network, purpose=purpose or "News")
    return actions.open_channel(approved(said, minute=minute, by=by, at=at), address=address, by=by, at=at)


def open_campaign(name: str, *, by: Person, at: datetime, **said: Any) -> Campaign:
    """A campaign that the council approved."""
    return approved(proposed(name, CAMPAIGN, **said), minute="2026/91", by=by, at=at).campaign
