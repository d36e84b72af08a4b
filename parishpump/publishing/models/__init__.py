"""The rows of a post's life, split by noun."""

from parishpump.publishing.models.decisions import Agreement, Approval, Pause, SentBack, Withdrawal
from parishpump.publishing.models.deliveries import Alarm, Attempt, Delivery
from parishpump.publishing.models.guidance import Acknowledgement, GuidanceShown
from parishpump.publishing.models.pictures import Passport, Picture, Retirement
from parishpump.publishing.models.posts import Draft, Post, Revision

__all__ = [
    "Acknowledgement",
    "Agreement",
    "Alarm",
    "Approval",
    "Attempt",
    "Delivery",
    "Draft",
    "GuidanceShown",
    "Passport",
    "Pause",
    "Picture",
    "Post",
    "Retirement",
    "Revision",
    "SentBack",
    "Withdrawal",
]
