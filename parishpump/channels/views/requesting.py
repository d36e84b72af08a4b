"""Asking: choosing what for, writing the request, saving it half done, submitting it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from parishpump.channels.actions import begin_deployment, save_deployment, submit_deployment
from parishpump.channels.actions.requesting import AgainstPolicy, NotAllSaid, NotTheMeans, SavedElsewhere
from parishpump.channels.content import KINDS, PARTS
from parishpump.channels.forms.request import DeploymentForm, against_policy, as_typed
from parishpump.channels.kinds import kinds
from parishpump.channels.lifecycle import allows
from parishpump.channels.models import Deployment
from parishpump.channels.queries.policy import DeploymentPolicy, deployment_policy
from parishpump.channels.request_in_words import part_words
from parishpump.people.powers import WRITE
from parishpump.people.sign_in import OfficerRequest, officer_page

KIND_WORDS = {
    "channel": ("a new channel", "A page, an account or a group where the council would speak."),
    "campaign": ("a campaign", "Several posts for one purpose, from a first day to a last."),
    "activity": ("an activity", "Anything else on social media: a live stream, a poll, a competition."),
}
_REQUIRED = "“{}” is empty, and your policy asks for it. Fill it in."
_NOT_THE_MEANS = (
    "You say that social media is not the right means. Then use the noticeboard, the newsletter, letters or a meeting; "
    "this draft stays for the record. If you meant yes, change the answer."
)


@dataclass(frozen=True)
class Desk:
    """A request being written: what it is for, and the form as it is now. `found` is None before the first save."""

    kind: str
    form: DeploymentForm
    found: Deployment | None
    policy: DeploymentPolicy


@officer_page(needs=WRITE)
def new_deployment(request: OfficerRequest) -> HttpResponse:
    """Say what is asked for, then write the request."""
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        return render(request, "channels/new_deployment.html", {"choices": _choices()})
    policy = deployment_policy(timezone.now())
    first = {"network": request.GET.get("network", ""), "mode": policy.mode or "", "comments": policy.comments or ""}
    desk = Desk(kind, _form(request, kind, policy, first), None, policy)
    return _written(request, desk) if request.method == "POST" else _page(request, desk)


@officer_page(needs=WRITE)
def deployment_draft(request: OfficerRequest, number: int) -> HttpResponse:
    """Go on writing a request, or change what was submitted: that makes a new version."""
    found = get_object_or_404(Deployment.objects.select_related("latest"), id=number)
    if not allows(found.stage, "change"):
        messages.error(request, "This request cannot be changed any more. If it is still wanted, ask anew.")
        return redirect("deployment", found.id)
    policy = deployment_policy(timezone.now())
    typed = found.draft or (as_typed(found.latest.proposal) if found.latest else {"name": found.name})
    desk = Desk(found.kind, _form(request, found.kind, policy, typed | {"saves": found.saves}), found, policy)
    return _written(request, desk) if request.method == "POST" else _page(request, desk)


def _form(request: OfficerRequest, kind: str, policy: DeploymentPolicy, initial: dict[str, Any]) -> DeploymentForm:
    typed = request.POST if request.method == "POST" else None
    offered = kinds(demonstration=settings.PARISHPUMP_DEMO)
    return DeploymentForm(typed, kind=kind, kinds=offered, policy=policy, at=timezone.now(), initial=initial)


def _written(request: OfficerRequest, desk: Desk) -> HttpResponse:
    """Keep what was typed; where it is to be submitted, submit it."""
    at, submits = timezone.now(), "submit" in request.POST
    valid = desk.form.is_valid()
    if not desk.form.cleaned_data.get("name") or (submits and not valid):
        return _page(request, desk)
    try:
        found = _keep(request, desk, at)
    except SavedElsewhere:
        desk.form.add_error(
            None,
            "Somebody else, or you in another window, saved this request since. "
            "Copy what you typed here, open the request again, and put it in there.",
        )
        return _page(request, desk)
    if submits:
        return _submitted(request, Desk(desk.kind, desk.form, found, desk.policy), at)
    messages.success(request, "Saved. Nobody is asked for anything before you submit it.")
    return redirect(reverse("deployment-draft", args=[found.id]) + ("#risks" if "more" in request.POST else ""))


def _keep(request: OfficerRequest, desk: Desk, at: datetime) -> Deployment:
    name, by = desk.form.cleaned_data["name"], request.user
    if desk.found is None:
        return begin_deployment(desk.kind, name, draft=desk.form.typed, by=by, at=at)
    saves = desk.form.cleaned_data.get("saves") or 0
    return save_deployment(desk.found, name=name, draft=desk.form.typed, saves=saves, by=by, at=at)


def _submitted(request: OfficerRequest, desk: Desk, at: datetime) -> HttpResponse:
    assert desk.found is not None
    try:
        version = submit_deployment(desk.found, desk.form.proposal, by=request.user, at=at)
    except NotAllSaid as missing:
        desk.form.refuse(missing.parts, _REQUIRED)
    except AgainstPolicy as against:
        desk.form.refuse(against.parts, against_policy(desk.policy))
    except NotTheMeans:
        desk.form.add_error("right_means", _NOT_THE_MEANS)
    else:
        messages.success(request, f"Version {version.number} is submitted. It is frozen, and waits for approval.")
        return redirect("deployment", desk.found.id)
    desk.found.refresh_from_db(fields=["saves"])
    return _page(request, desk)


def _page(request: OfficerRequest, desk: Desk) -> HttpResponse:
    facts = {
        "form": desk.form,
        "deployment": desk.found,
        "kind": desk.kind,
        "words": KIND_WORDS[desk.kind],
        "risks": [_risk_fields(desk.form, number) for number in desk.form.risk_numbers],
        "required": [part_words(part) for part in PARTS if part in desk.policy.required],
        "saves": desk.found.saves if desk.found else 0,
    }
    return render(request, "channels/deployment_draft.html", facts, status=422 if desk.form.is_bound else 200)


def _risk_fields(form: DeploymentForm, number: int) -> dict[str, Any]:
    names = ("what", "rating", "mitigation", "owner", "review", "key")
    return {"number": number} | {name: form[f"risk_{number}_{name}"] for name in names}


def _choices() -> list[tuple[str, str, str]]:
    return [(kind, *words) for kind, words in KIND_WORDS.items()]
