"""Asking for a channel, a campaign or an activity: begin, keep what was typed, submit."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from parishpump.archive import actions as archive
from parishpump.channels import lifecycle
from parishpump.channels.content import Proposal
from parishpump.channels.models import Deployment, DeploymentVersion
from parishpump.channels.queries.deployments import required_and_unsaid, ruled_out
from parishpump.channels.queries.policy import deployment_policy
from parishpump.channels.seal import seal_of
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id
from parishpump.people.actions import office_of
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import WRITE
from parishpump.people.queries import require_authority


class NotAllSaid(ValueError):
    """The policy requires parts that the request does not say yet: `parts` names them."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts
        super().__init__(f"Not said yet: {', '.join(parts)}.")


class NotTheMeans(ValueError):
    """The request itself says that social media is not the right means."""


class AgainstPolicy(ValueError):
    """What is asked for or entered is ruled out by the policy: `parts` names where, `policy` which policy."""

    def __init__(self, parts: list[str], policy: str) -> None:
        self.parts, self.policy = parts, policy
        super().__init__(f"Ruled out by {policy} what is said under: {', '.join(parts)}.")


class SavedElsewhere(ValueError):
    """Somebody, or another tab, saved this request since the page was opened."""


@transaction.atomic
def begin_deployment(
    kind: str, name: str, *, by: Person, at: datetime, draft: dict[str, Any] | None = None
) -> Deployment:
    """Begin a request. Nothing is asked of anybody before it is submitted."""
    require_authority(by, WRITE, at=at)
    Council.objects.select_for_update(no_key=True).get(id=current_council_id())
    number = (Deployment.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    return Deployment.objects.create(
        number=number, kind=kind, name=name, draft=draft or {}, writers=[by.id], begun_at=at, begun_by=by
    )


@transaction.atomic
def save_deployment(
    deployment: Deployment, *, name: str, draft: dict[str, Any], saves: int, by: Person, at: datetime
) -> Deployment:
    """Keep what was typed, whatever its state. `saves` is the count with which the page was opened.

    Raises:
        SavedElsewhere: it was saved since then.
    """
    require_authority(by, WRITE, at=at)
    deployment = _locked(deployment)
    lifecycle.require(deployment.stage, allows="change")
    if deployment.saves != saves:
        raise SavedElsewhere("This request was saved elsewhere since this page was opened.")
    deployment.name, deployment.draft, deployment.saves = name, draft, saves + 1
    deployment.writers = sorted({*deployment.writers, by.id})
    deployment.save(update_fields=["name", "draft", "saves", "writers"])
    return deployment


@transaction.atomic
def submit_deployment(deployment: Deployment, proposal: Proposal, *, by: Person, at: datetime) -> DeploymentVersion:
    """Freeze what a request says into a version and ask for its approval. One that waits gives way to it.

    Raises:
        NotAllSaid: a part that the policy requires is not said.
        NotTheMeans: it says itself that social media is not the right means.
        AgainstPolicy: it asks for comments or a group that the policy rules out.
    """
    authority = require_authority(by, WRITE, at=at)
    deployment = _locked(deployment)
    lifecycle.require(deployment.stage, allows="submit")
    _require_said(proposal, at)
    version = _freeze(deployment, proposal, authority, by=by, at=at)
    deployment.versions.filter(stage__in=(lifecycle.SUBMITTED, lifecycle.SENT_BACK)).exclude(id=version.id).update(
        stage=lifecycle.SUPERSEDED
    )
    deployment.latest, deployment.draft, deployment.name = version, {}, proposal.name
    deployment.writers = version.writers
    deployment.save(update_fields=["latest", "draft", "name", "writers"])
    archive.record(
        "deployment submitted",
        subject=f"deployment {deployment.reference}",
        by=version.submitted_as,
        authority=str(authority),
        at=at,
        body={"version": version.number, "seal": version.seal, "request": version.content},
    )
    return version


def _locked(deployment: Deployment) -> Deployment:
    return Deployment.objects.select_for_update(of=("self",)).select_related("latest").get(id=deployment.id)


def _require_said(proposal: Proposal, at: datetime) -> None:
    policy = deployment_policy(at)
    missing = required_and_unsaid(proposal, policy)
    if missing:
        raise NotAllSaid(missing)
    if proposal.right_means is False:
        raise NotTheMeans("The request says that social media is not the right means.")
    against = ruled_out(proposal, policy)
    if against:
        raise AgainstPolicy(against, policy.called)


def _freeze(
    deployment: Deployment, proposal: Proposal, authority: Delegation, *, by: Person, at: datetime
) -> DeploymentVersion:
    content = proposal.as_record()
    return DeploymentVersion.objects.create(
        deployment=deployment,
        number=deployment.versions.count() + 1,
        stage=lifecycle.SUBMITTED,
        content=content,
        seal=seal_of(content),
        writers=sorted({*deployment.writers, by.id}),
        submitted_by=by,
        submitted_as=office_of(by, at=at),
        submitted_under=authority,
        submitted_at=at,
    )
