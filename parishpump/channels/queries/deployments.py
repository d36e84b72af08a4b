"""Requests for channels, campaigns and activities: who may decide on them, and what they still lack."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from parishpump.channels.content import CAMPAIGN, CHANNEL, Proposal, unsaid
from parishpump.channels.lifecycle import SENT_BACK, SUBMITTED
from parishpump.channels.models import Deployment, DeploymentVersion
from parishpump.channels.queries.policy import DeploymentPolicy
from parishpump.channels.seal import seal_of
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import CHANNELS, CLERK, WRITE
from parishpump.people.queries import Acting, delegations_in_force


def deployments(*, in_force: bool = False) -> QuerySet[Deployment]:
    """Every request, or those approved and not ended, the newest first, with its versions and whoever began it."""
    found = Deployment.objects.select_related("latest", "standing__approval", "begun_by")
    return found.filter(standing__isnull=False, ended_at__isnull=True) if in_force else found


def deployments_waiting() -> list[Deployment]:
    """Requests on which somebody has to decide, and those that were sent back, the oldest first."""
    waiting = Deployment.objects.filter(latest__stage__in=(SUBMITTED, SENT_BACK), ended_at__isnull=True)
    return list(waiting.select_related("latest__returned").order_by("latest__submitted_at"))


def approved_and_not_opened() -> QuerySet[Deployment]:
    """Approved requests for a channel that nobody has opened yet."""
    approved = Deployment.objects.filter(kind="channel", standing__isnull=False, ended_at__isnull=True)
    return approved.filter(channels__isnull=True).select_related("standing")


def may_request(acting: Acting) -> bool:
    """Whether somebody may ask for a channel, a campaign or an activity: whoever may write posts."""
    return acting.may(WRITE)


def is_sealed(version: DeploymentVersion) -> bool:
    """Whether a version still says exactly what was sealed."""
    return seal_of(version.content) == version.seal


@dataclass(frozen=True)
class Approvers:
    """Who decides on requests under a policy: any holder of the power, or those in the offices that it names."""

    policy: DeploymentPolicy

    def covers(self, delegation: Delegation) -> bool:
        """Whether a delegation lets its holder decide: the power, for every channel, in an office that is named."""
        if CHANNELS not in delegation.powers or delegation.channels:
            return False
        office = delegation.office
        named = self.policy.approving_offices
        return not self.policy.approvers or office.kind in named or str(office).casefold() in named

    def among(self, delegations: Iterable[Delegation]) -> Delegation | None:
        """The first of these under which somebody may decide, or None."""
        return next((one for one in delegations if self.covers(one)), None)

    def lets_own(self, delegation: Delegation) -> bool:
        """Whether somebody may approve under it what they asked for: the Clerk, where the policy says so."""
        return self.policy.own_request and delegation.office.kind == CLERK

    def authority_of(self, by: Person, *, at: datetime) -> Delegation | None:
        """The delegation under which `by` may decide at `at`, or None."""
        return self.among(delegations_in_force(at).filter(office__person=by))

    def all_at(self, at: datetime) -> list[Delegation]:
        """Every delegation in force at `at` under which somebody may decide: whom to ask."""
        return [one for one in delegations_in_force(at) if self.covers(one)]


def required_and_unsaid(proposal: Proposal, policy: DeploymentPolicy) -> list[str]:
    """The parts that the policy requires and that are not said yet: these stop a submission.

    Where a channel is to be, and from when to when a campaign runs, is asked under every policy.
    """
    own = [part for part in unsaid(proposal) if part in policy.required]
    if proposal.kind == CHANNEL and not proposal.network:
        return ["network", *own]
    return ["dates", *own] if proposal.kind == CAMPAIGN and not (proposal.starts and proposal.ends) else own


def left_open(proposal: Proposal, policy: DeploymentPolicy) -> list[str]:
    """The parts that should be said, are not, and are not required: these warn."""
    return [part for part in unsaid(proposal) if part not in policy.required]


def ruled_out(proposal: Proposal, policy: DeploymentPolicy) -> list[str]:
    """The parts that ask for what the policy rules out: comments where they are off, a group where there is none."""
    return policy.rules_out(mode=proposal.mode, comments=proposal.comments) if proposal.kind == CHANNEL else []
