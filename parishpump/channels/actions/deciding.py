"""Deciding on a request: approve, send back, refuse; and ending what was approved."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.channels import lifecycle
from parishpump.channels.actions.campaigns import keep_campaign
from parishpump.channels.actions.ending import end
from parishpump.channels.actions.register import facts_of
from parishpump.channels.actions.risks import take_up_risks
from parishpump.channels.content import CAMPAIGN, ProposedRisk, open_wounds
from parishpump.channels.models import (
    Channel,
    Deployment,
    DeploymentApproval,
    DeploymentEnding,
    DeploymentReturn,
    DeploymentVersion,
)
from parishpump.channels.queries.deployments import Approvers, is_sealed, left_open
from parishpump.channels.queries.policy import deployment_policy
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import NotDelegated, require_authority


class NotAnApprover(PermissionError):
    """The policy names other offices: `approvers` says which."""

    def __init__(self, approvers: tuple[str, ...]) -> None:
        self.approvers = approvers
        super().__init__("The policy names others to decide on this.")


class OwnRequest(PermissionError):
    """Nobody approves what they asked for, or wrote a part of."""


class OpenWounds(ValueError):
    """High risks have no mitigation, or nobody who sees to it: `risks` names them."""

    def __init__(self, risks: list[ProposedRisk]) -> None:
        self.risks = risks
        super().__init__("A high risk has no mitigation and owner.")


class AnotherVersion(ValueError):
    """What was looked at is not what would be approved."""


class NoReason(ValueError):
    """Something that should be said was left open, and nobody said why it may go ahead all the same."""


@dataclass(frozen=True)
class Ruling:
    """What an approver says: which exact content, when to look again, why open parts may stay open.

    `resolution` is the minute where the council itself resolved it, and an officer enters that; else empty.
    """

    seal: str
    review_due: date
    because: str = ""
    resolution: str = ""


@transaction.atomic
def approve_deployment(version: DeploymentVersion, ruling: Ruling, *, by: Person, at: datetime) -> DeploymentApproval:
    """Let a channel, a campaign or an activity begin, exactly as this version says.

    Raises:
        NotDelegated, NotAnApprover, OwnRequest, OpenWounds, AnotherVersion, NoReason, lifecycle.NotNow.
    """
    deployment, version = _locked(version)
    lifecycle.require(deployment.stage if deployment.ended_at else version.stage, allows="approve")
    authority = _entering_authority(by, at) if ruling.resolution else _deciding_authority(by, at)
    own = by.id in version.writers and not ruling.resolution
    if own and not Approvers(deployment_policy(at)).lets_own(authority):
        raise OwnRequest("You asked for this, or wrote a part of it.")
    _require_fit(version, ruling, at)
    approval = DeploymentApproval.objects.create(
        version=version,
        seal=version.seal,
        by=by,
        office=str(authority.office),
        authority=authority,
        minute=ruling.resolution or authority.minute,
        by_resolution=bool(ruling.resolution),
        own_request=own,
        note=ruling.because,
        review_due=ruling.review_due,
        at=at,
    )
    _stand(deployment, version)
    _take_effect(deployment, version, approval)
    _record_approval(deployment, version, approval)
    return approval


@transaction.atomic
def send_back(version: DeploymentVersion, *, reason: str, by: Person, at: datetime) -> DeploymentReturn:
    """Return a version to whoever asked, who goes on from the same words."""
    return _return(version, "send back", reason, by=by, at=at)


@transaction.atomic
def refuse(version: DeploymentVersion, *, reason: str, by: Person, at: datetime) -> DeploymentReturn:
    """Say no to a version. What an earlier version was approved for goes on."""
    return _return(version, "refuse", reason, by=by, at=at)


@transaction.atomic
def end_deployment(deployment: Deployment, *, reason: str, by: Person, at: datetime) -> DeploymentEnding:
    """End what was asked for or approved. From that moment nothing goes out on a channel that rests on it."""
    authority = require_authority(by, CHANNELS, at=at)
    return end(deployment, reason=reason, authority=authority, by=by, at=at)


def _locked(version: DeploymentVersion) -> tuple[Deployment, DeploymentVersion]:
    """The deployment first: whoever decides on any version of it takes turns."""
    deployment = Deployment.objects.select_for_update(of=("self",)).get(id=version.deployment_id)
    return deployment, DeploymentVersion.objects.select_for_update().get(id=version.id)


def _deciding_authority(by: Person, at: datetime) -> Delegation:
    policy = deployment_policy(at)
    authority = Approvers(policy).authority_of(by, at=at)
    if authority is not None:
        return authority
    require_authority(by, CHANNELS, at=at)
    raise NotAnApprover(policy.approvers)


def _entering_authority(by: Person, at: datetime) -> Delegation:
    """The council decided itself; whoever keeps the channel register enters it."""
    authority = require_authority(by, CHANNELS, at=at)
    if authority.channels:
        raise NotDelegated(by, CHANNELS)
    return authority


def _require_fit(version: DeploymentVersion, ruling: Ruling, at: datetime) -> None:
    if ruling.seal != version.seal or not is_sealed(version):
        raise AnotherVersion("This is not what the page showed.")
    wounds = open_wounds(version.proposal)
    if wounds:
        raise OpenWounds(wounds)
    if left_open(version.proposal, deployment_policy(at)) and not ruling.because.strip():
        raise NoReason("Say why it may go ahead with what is left open.")


def _stand(deployment: Deployment, version: DeploymentVersion) -> None:
    deployment.versions.filter(stage=lifecycle.APPROVED).update(stage=lifecycle.SUPERSEDED)
    version.stage = lifecycle.APPROVED
    version.save(update_fields=["stage"])
    deployment.standing = version
    if not deployment.draft:
        deployment.writers = []
    deployment.save(update_fields=["standing", "writers"])


def _take_effect(deployment: Deployment, version: DeploymentVersion, approval: DeploymentApproval) -> None:
    """A campaign opens, risks enter the register, and a channel that is open already takes on what was approved."""
    said = version.proposal
    if said.kind == CAMPAIGN:
        keep_campaign(deployment, said)
    take_up_risks(deployment, said, approval)
    facts = facts_of(said, deployment_policy(approval.at)) | {"review_due": approval.review_due}
    Channel.objects.filter(deployment=deployment, closed_at__isnull=True).update(**facts)


def _record_approval(deployment: Deployment, version: DeploymentVersion, approval: DeploymentApproval) -> None:
    archive.record(
        "deployment approved",
        subject=f"deployment {deployment.reference}",
        by=approval.office,
        authority=str(approval.authority),
        at=approval.at,
        body={
            "version": version.number,
            "seal": version.seal,
            "minute": approval.minute,
            "resolved by the council": approval.by_resolution,
            "own request": approval.own_request,
            "left open because": approval.note,
            "review due": approval.review_due.isoformat() if approval.review_due else None,
        },
    )


def _return(version: DeploymentVersion, step: str, reason: str, *, by: Person, at: datetime) -> DeploymentReturn:
    deployment, version = _locked(version)
    lifecycle.require(version.stage, allows=step)
    authority = _deciding_authority(by, at)
    refused = step == "refuse"
    version.stage = lifecycle.REFUSED if refused else lifecycle.SENT_BACK
    version.save(update_fields=["stage"])
    returned = DeploymentReturn.objects.create(
        version=version, refused=refused, reason=reason, by=by, office=str(authority.office), authority=authority, at=at
    )
    archive.record(
        "deployment refused" if refused else "deployment sent back",
        subject=f"deployment {deployment.reference}",
        by=returned.office,
        authority=str(authority),
        at=at,
        body={"version": version.number, "seal": version.seal, "reason": reason},
    )
    return returned
