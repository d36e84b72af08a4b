"""The register of channels, the requests behind them, campaigns, risks and the platform watch."""

from django.urls import path

from parishpump.channels.views import (
    campaigns,
    deciding,
    deployments,
    opening,
    register,
    requesting,
    risks,
    signing_in,
    tending,
    watching,
)

urlpatterns = [
    path("", register.channels, name="channels"),
    path("new/", opening.new_channel, name="new-channel"),
    path("<int:number>/", register.channel, name="channel"),
    path("<int:number>/facts/", tending.channel_facts, name="channel-facts"),
    path("<int:number>/comments/", tending.channel_comments, name="channel-comments"),
    path("<int:number>/review/", tending.channel_review, name="channel-review"),
    path("<int:number>/sign-in/", signing_in.channel_sign_in, name="channel-sign-in"),
    path("<int:number>/checkup/", signing_in.channel_checkup, name="channel-checkup"),
    path("<int:number>/end/", signing_in.channel_end, name="channel-end"),
    path("deployments/", deployments.register_of_requests, name="deployments"),
    path("deployments/new/", requesting.new_deployment, name="new-deployment"),
    path("deployments/<int:number>/", deployments.deployment, name="deployment"),
    path("deployments/<int:number>/draft/", requesting.deployment_draft, name="deployment-draft"),
    path("deployments/<int:number>/opening/", opening.open_approved, name="channel-opening"),
    path("deployments/<int:number>/end/", deciding.deployment_end, name="deployment-end"),
    path(
        "deployments/<int:number>/versions/<int:version>/approval/",
        deciding.deployment_approval,
        name="deployment-approval",
    ),
    path(
        "deployments/<int:number>/versions/<int:version>/return/",
        deciding.deployment_return,
        name="deployment-return",
    ),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/<int:number>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:number>/end/", campaigns.campaign_end, name="campaign-end"),
    path("risks/", risks.risks, name="risks"),
    path("risks/new/", risks.new_risk, name="new-risk"),
    path("risks/<int:number>/", risks.risk, name="risk"),
    path("risks/<int:number>/review/", risks.risk_review, name="risk-review"),
    path("risks/<int:number>/end/", risks.risk_end, name="risk-end"),
    path("watch/", watching.watch, name="watch"),
    path("watch/<str:network>/new/", watching.new_platform_note, name="new-platform-note"),
]
