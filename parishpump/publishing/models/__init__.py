"""The rows of a post's life, split by noun."""

from parishpump.publishing.models.decisions import Approval, Pause, SentBack, Withdrawal
from parishpump.publishing.models.deliveries import Alarm, Attempt, Delivery
from parishpump.publishing.models.posts import Draft, Picture, Post, Revision

__all__ = [
    "Alarm",
    "Approval",
    "Attempt",
    "Delivery",
    "Draft",
    "Pause",
    "Picture",
    "Post",
    "Revision",
    "SentBack",
    "Withdrawal",
]
