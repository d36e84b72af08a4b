"""Reading the channel register, the requests behind it, campaigns, risks and the platform watch."""

from parishpump.channels.queries.campaigns import campaigns_open
from parishpump.channels.queries.register import (
    WARN_BEFORE,
    SignIn,
    channel_choices,
    channels_approved,
    channels_in_use,
    channels_open,
    credentials_of,
    ending_soon,
    limits_of,
    newest_checkups,
    newest_sign_ins,
    noticeboard,
    plain_fields_of,
)

__all__ = [
    "WARN_BEFORE",
    "SignIn",
    "campaigns_open",
    "channel_choices",
    "channels_approved",
    "channels_in_use",
    "channels_open",
    "credentials_of",
    "ending_soon",
    "limits_of",
    "newest_checkups",
    "newest_sign_ins",
    "noticeboard",
    "plain_fields_of",
]
