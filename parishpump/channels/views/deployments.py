"""Requests: the list of them, and the page of each with what was decided."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parishpump.channels.content import open_wounds
from parishpump.channels.forms.deciding import ApprovalForm, EndingForm, ReturnForm
from parishpump.channels.kinds import kind_of
from parishpump.channels.lifecycle import SUBMITTED, allows
from parishpump.channels.models import Deployment, DeploymentVersion
from parishpump.channels.queries.deployments import Approvers, deployments, left_open, may_request
from parishpump.channels.queries.policy import deployment_policy
from parishpump.channels.request_in_words import in_words, part_words
from parishpump.people.powers import CHANNELS
from parishpump.people.sign_in import OfficerRequest, officer_page

STATES = {
    "drafted": ("quiet", "Being written"),
    "submitted": ("due", "Waits for approval"),
    "sent back": ("should", "Sent back"),
    "refused": ("blocked", "Refused"),
    "approved": ("done", "Approved"),
    "superseded": ("quiet", "A newer version took its place"),
    "ended": ("quiet", "Ended"),
}


@officer_page
@require_GET
def register_of_requests(request: OfficerRequest) -> HttpResponse:
    """Every request for a channel, a campaign or an activity, or those in force, and how each stands."""
    in_force = request.GET.get("show") == "in-force"
    facts = {
        "rows": [(one, *STATES[one.stage]) for one in deployments(in_force=in_force)],
        "in_force": in_force,
        "narrowed": "Only requests that are approved and in force are shown." if in_force else "",
        "may_request": may_request(request.acting),
    }
    return render(request, "channels/deployments.html", facts)


@officer_page
@require_GET
def deployment(request: OfficerRequest, number: int) -> HttpResponse:
    """One request: what it says, who decided what of it, and what can be done about it."""
    return deployment_page(request, request_numbered(number))


def request_numbered(number: int) -> Deployment:
    """A request with everything its page needs."""
    whole = Deployment.objects.select_related("latest", "standing__approval__authority", "begun_by", "ending")
    return get_object_or_404(whole, id=number)


def deployment_page(
    request: OfficerRequest,
    found: Deployment,
    *,
    approval_form: ApprovalForm | None = None,
    return_form: ReturnForm | None = None,
    ending_form: EndingForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """The page of a request, with a form that was refused where there is one, or the words why not."""
    refused = approval_form or return_form or ending_form
    shown = found.latest
    facts: dict[str, Any] = {
        "deployment": found,
        "shown": shown,
        "state": STATES[found.stage],
        "form": refused,
        "refusal": refusal,
        "may_change": may_request(request.acting) and allows(found.stage, "change"),
        "channel": found.channels.first() if found.kind == "channel" else None,
        "may_open": request.acting.may(CHANNELS),
        "campaign": getattr(found, "campaign", None) if found.kind == "campaign" else None,
        "ending_form": ending_form or _ending_form(request, found),
    }
    if shown is not None:
        facts |= {"parts": in_words(shown.proposal), "risks": shown.proposal.risks, "history": _history(found)}
    if shown is not None and shown.stage == SUBMITTED and found.ended_at is None:
        facts |= _decision(request, shown, approval_form, return_form, timezone.now())
    return render(request, "channels/deployment.html", facts, status=422 if refused or refusal else 200)


def approval_form(
    request: OfficerRequest, version: DeploymentVersion, at: datetime, *, typed: Any = None
) -> ApprovalForm:
    """The form of an approval as it is for this person and this version."""
    policy = deployment_policy(at)
    authority = Approvers(policy).among(request.acting.delegations)
    own = request.user.id in version.writers
    decides = authority is not None and (not own or Approvers(policy).lets_own(authority))
    open_parts = left_open(version.proposal, policy)
    return ApprovalForm(typed, at=at, open_parts=open_parts, decides=decides, initial={"seal": version.seal})


def _decision(
    request: OfficerRequest,
    version: DeploymentVersion,
    approving: ApprovalForm | None,
    returning: ReturnForm | None,
    at: datetime,
) -> dict[str, Any]:
    """What whoever decides needs to see; for the others, who decides."""
    policy = deployment_policy(at)
    approvers = Approvers(policy)
    authority = approvers.among(request.acting.delegations)
    own, network = request.user.id in version.writers, version.proposal.network
    return {
        "waits": True,
        "wounds": open_wounds(version.proposal),
        "routes": policy.routes_without(network, kind_of(network).name) if network else (),
        "left_open": [part_words(part) for part in left_open(version.proposal, policy)],
        "own": own,
        "authority": authority,
        "may_decide": authority is not None and (not own or approvers.lets_own(authority)),
        "may_enter": request.acting.may(CHANNELS),
        "deciders": sorted({str(one.office) for one in approvers.all_at(at)}),
        "named": policy.approvers,
        "approval_form": approving or approval_form(request, version, at),
        "return_form": returning or (ReturnForm() if authority is not None else None),
    }


def _ending_form(request: OfficerRequest, found: Deployment) -> EndingForm | None:
    return EndingForm() if request.acting.may(CHANNELS) and allows(found.stage, "end") and found.latest else None


def _history(found: Deployment) -> list[DeploymentVersion]:
    """Every version, the newest first, with what was decided of each."""
    return list(found.versions.select_related("approval__authority", "returned").order_by("-number"))
