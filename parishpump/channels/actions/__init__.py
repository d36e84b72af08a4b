"""Asking for channels and campaigns, deciding, opening, looking after, watching risks and platforms, ending."""

from parishpump.channels.actions.campaigns import end_campaign
from parishpump.channels.actions.deciding import approve_deployment, end_deployment, refuse, send_back
from parishpump.channels.actions.register import (
    NotApproved,
    OpenAlready,
    StaysOpen,
    check_channel,
    close_channel,
    connect_channel,
    found_noticeboard,
    keep_examination,
    open_channel,
    sign_in,
)
from parishpump.channels.actions.requesting import begin_deployment, save_deployment, submit_deployment
from parishpump.channels.actions.risks import close_risk, enter_risk, review_risk
from parishpump.channels.actions.tending import HeldAlready, close_comments, review_channel, set_channel_facts
from parishpump.channels.actions.watching import note_platform

__all__ = [
    "HeldAlready",
    "NotApproved",
    "OpenAlready",
    "StaysOpen",
    "approve_deployment",
    "begin_deployment",
    "check_channel",
    "close_channel",
    "close_comments",
    "close_risk",
    "connect_channel",
    "end_campaign",
    "end_deployment",
    "enter_risk",
    "found_noticeboard",
    "keep_examination",
    "note_platform",
    "open_channel",
    "refuse",
    "review_channel",
    "review_risk",
    "save_deployment",
    "send_back",
    "set_channel_facts",
    "sign_in",
    "submit_deployment",
]
