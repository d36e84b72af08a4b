"""Requests in every stage, campaigns, risks and looks at networks: what the pages of the channel register are about."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from parishpump.channels.actions import (
    begin_deployment,
    close_risk,
    end_campaign,
    enter_risk,
    note_platform,
    refuse,
    review_channel,
    review_risk,
    send_back,
    set_channel_facts,
)
from parishpump.channels.actions.risks import Rating
from parishpump.channels.actions.tending import ChannelFacts, Review
from parishpump.channels.actions.watching import Look
from parishpump.channels.content import ProposedRisk
from parishpump.channels.models import Channel, Deployment
from parishpump.people.models import Office
from tests.browser.parish import Parish
from tests.channels.opening import approved, open_campaign, proposed, submitted

CHILDREN = ProposedRisk("1", "Images of children", "high")
HACKED = ProposedRisk("2", "The account is taken over", "low", "Two administrators")


def ask_for_things(parish: Parish, page: Channel, *, at: datetime) -> dict[str, Any]:
    """Returns what the pages are about, by a name each."""
    return _requests(parish, at) | _campaigns(parish, at) | _risks(parish, at) | _tended(parish, page, at)


def _requests(parish: Parish, at: datetime) -> dict[str, Any]:
    officer, clerk = parish.communications_officer, parish.clerk
    waits = submitted(proposed(risks=(CHILDREN, HACKED), closure=""), by=officer, at=at)
    returned = submitted(proposed("Nextdoor", network="nextdoor by hand"), by=officer, at=at)
    send_back(returned, reason="Say who stands in when the office is closed.", by=clerk, at=at)
    refused = submitted(proposed("Live stream of the fair", "activity"), by=officer, at=at)
    refuse(refused, reason="Nobody has the time this summer.", by=clerk, at=at)
    begun = begin_deployment("campaign", "Best kept garden", draft={"name": "Best kept garden"}, by=officer, at=at)
    own = submitted(proposed("A page of the Clerk's own"), by=clerk, at=at)
    to_open = approved(proposed("Village Bluesky", network="bluesky"), minute="2026/150", by=clerk, at=at)
    return {
        "asked": waits.deployment_id,
        "asked, sent back": returned.deployment_id,
        "asked, refused": refused.deployment_id,
        "asked, begun": begun.id,
        "asked, own": own.deployment_id,
        "asked, approved": to_open.id,
    }


def _campaigns(parish: Parish, at: datetime) -> dict[str, Any]:
    running = open_campaign("Speed Watch volunteers", by=parish.clerk, at=at)
    ended = open_campaign("Tree planting", by=parish.clerk, at=at)
    end_campaign(ended, reason="All forty trees stand.", by=parish.clerk, at=at)
    return {"campaign": running.id, "ended campaign": ended.id}


def _risks(parish: Parish, at: datetime) -> dict[str, Any]:
    clerk, day = parish.clerk, at.date()
    rating = Rating("high", "The Deputy Clerk holds the same delegation", Office.objects.get(person=clerk), day)
    risk = enter_risk("Nobody can approve when it is urgent", rating, channel=None, by=clerk, at=at)
    review_risk(risk, replace(rating, rating="medium"), note="A deputy is appointed.", by=clerk, at=at)
    closed = enter_risk("The old page is mistaken for ours", rating, channel=None, by=clerk, at=at)
    close_risk(closed, reason="The network took it down.", by=clerk, at=at)
    return {"risk": risk.id, "closed risk": closed.id}


def _tended(parish: Parish, page: Channel, at: datetime) -> dict[str, Any]:
    clerk, office = parish.clerk, Office.objects.get(person=parish.clerk)
    facts = ChannelFacts(
        address=page.address,
        purpose="News for people who use Facebook",
        mode="interactive",
        comments="per post",
        audience="People who use Facebook",
        cost_pence=1250,
        owner=office,
        administrators=((office, "Recovery codes in the office safe"),),
    )
    set_channel_facts(page, facts, by=clerk, at=at)
    review = Review(at.date(), "Keep it: half of the answers come from there.", "2026/210", date(2026, 11, 1))
    review_channel(page, review, by=clerk, at=at)
    look = Look(at.date(), "New words can be hidden.", "We hide those on our list.", at.date() + timedelta(days=1))
    note_platform(page.network, look, by=clerk, at=at)
    return {"facebook": page.network, "its request": Deployment.objects.get(channels=page).id}
