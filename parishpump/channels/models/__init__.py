"""The channel register, the requests behind it, campaigns, risks and the platform watch."""

from parishpump.channels.models.campaigns import Campaign
from parishpump.channels.models.channels import (
    NOTICEBOARD,
    Administrator,
    Channel,
    ChannelReview,
    Checkup,
    Credential,
)
from parishpump.channels.models.deployments import (
    Deployment,
    DeploymentApproval,
    DeploymentEnding,
    DeploymentReturn,
    DeploymentVersion,
)
from parishpump.channels.models.risks import Risk, RiskReview
from parishpump.channels.models.watch import PlatformNote, Reminder

__all__ = [
    "NOTICEBOARD",
    "Administrator",
    "Campaign",
    "Channel",
    "ChannelReview",
    "Checkup",
    "Credential",
    "Deployment",
    "DeploymentApproval",
    "DeploymentEnding",
    "DeploymentReturn",
    "DeploymentVersion",
    "PlatformNote",
    "Reminder",
    "Risk",
    "RiskReview",
]
