"""The end of a deployment: the row, its campaign and its risks, and the record of it."""

from datetime import datetime

from parishpump.archive import actions as archive
from parishpump.channels import lifecycle
from parishpump.channels.models import Campaign, Deployment, DeploymentEnding, DeploymentVersion, Risk
from parishpump.people.models import Delegation, Person


def end(deployment: Deployment, *, reason: str, authority: Delegation, by: Person, at: datetime) -> DeploymentEnding:
    """Write down that a deployment is over, whoever had the right to say so; in the caller's transaction."""
    deployment = Deployment.objects.select_for_update(of=("self",)).select_related("latest").get(id=deployment.id)
    lifecycle.require(deployment.stage, allows="end")
    DeploymentVersion.objects.filter(deployment=deployment, stage=lifecycle.SUBMITTED).update(
        stage=lifecycle.SUPERSEDED
    )
    Deployment.objects.filter(id=deployment.id).update(ended_at=at, draft={})
    Campaign.objects.filter(deployment=deployment, ended_at__isnull=True).update(ended_at=at)
    closed = f"{deployment.name} has ended."
    Risk.objects.filter(deployment=deployment, closed_at__isnull=True).update(closed_at=at, closed_because=closed)
    ending = DeploymentEnding.objects.create(
        deployment=deployment, reason=reason, by=by, office=str(authority.office), authority=authority, at=at
    )
    archive.record(
        "deployment ended",
        subject=f"deployment {deployment.reference}",
        by=ending.office,
        authority=str(authority),
        at=at,
        body={"name": deployment.name, "kind": deployment.kind, "reason": reason},
    )
    return ending
