"""Campaigns: which ones a post can belong to, and how each stands."""

from datetime import date, datetime

from parishpump.channels.models import Campaign
from parishpump.people.queries import local_day


def campaigns_open(at: datetime) -> list[Campaign]:
    """The campaigns to which a post can be added at `at`: approved, not ended, their last day not past."""
    going = Campaign.objects.filter(ended_at__isnull=True, ends__gte=local_day(at))
    return list(going.select_related("deployment__standing").order_by("starts", "id"))


def campaign_state(campaign: Campaign, day: date) -> str:
    """How a campaign stands on a day: ended, over, to come or running."""
    if campaign.ended_at is not None:
        return "ended"
    if campaign.ends < day:
        return "over"
    return "to come" if campaign.starts > day else "running"
