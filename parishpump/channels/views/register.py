"""The register of channels, and the page of each."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parishpump.channels.forms.opening import ClosingForm, SignInForm
from parishpump.channels.forms.request import COMMENT_WORDS, MODE_WORDS
from parishpump.channels.kinds import kind_of, limits_in_words
from parishpump.channels.models import Channel, ChannelReview, Checkup, DeploymentApproval, Risk
from parishpump.channels.queries import limits_of, newest_checkups, newest_sign_ins, plain_fields_of
from parishpump.channels.queries.deployments import may_request
from parishpump.channels.queries.policy import DeploymentPolicy, deployment_policy
from parishpump.channels.queries.risks import open_risks
from parishpump.channels.request_in_words import money
from parishpump.channels.standing import standing_of
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page

CHECKUPS_SHOWN = 10
DIRECT_WORDS = {
    "on": "Read and answered, by the policy",
    "off": "Off where the network can do so, by the policy",
    "not official contact": "No official contact, by the policy: people are asked to write by email",
}


@officer_page
@require_GET
def channels(request: OfficerRequest) -> HttpResponse:
    """Every channel, or those opened under a minute, how it stands, and which sign-in is about to end."""
    rows, under_minute = _rows(timezone.now()), request.GET.get("opened") == "minute"
    in_use = [row for row in rows if row["channel"].closed_at is None]
    facts = {
        "rows": [row for row in in_use if row["channel"].minute] if under_minute else in_use,
        "closed": [] if under_minute else [row for row in rows if row["channel"].closed_at is not None],
        "under_minute": under_minute,
        "narrowed": "Only channels that were opened under a minute are shown." if under_minute else "",
        "may_request": may_request(request.acting),
        "now": timezone.now(),
    }
    return render(request, "channels/channels.html", facts)


@never_cache
@officer_page
@require_GET
def channel(request: OfficerRequest, number: int) -> HttpResponse:
    """One channel: its facts, its limits, how it stood when last looked at, and what can be done about it."""
    return channel_page(request, get_object_or_404(_with_approval(), id=number))


def channel_page(
    request: OfficerRequest,
    found: Channel,
    *,
    sign_in_form: SignInForm | None = None,
    closing_form: ClosingForm | None = None,
) -> HttpResponse:
    """The page of a channel, with a form that was refused where there is one."""
    kind, now = kind_of(found.network), timezone.now()
    policy = deployment_policy(now)
    may_manage = request.acting.may(CHANNELS) and found.closed_at is None
    checkups = list(Checkup.objects.filter(channel=found)[:CHECKUPS_SHOWN])
    sign_in = newest_sign_ins().get(found.id) if kind.fields else None
    refused = sign_in_form or closing_form
    administrators = list(found.administrators.select_related("office"))
    facts = {
        "channel": found,
        "kind": kind,
        "approval": approval_of(found),
        "cost": "Not said" if found.cost_pence is None else money(found.cost_pence),
        "mode": MODE_WORDS[found.mode],
        "comments": _comments(found, policy),
        "too_open": _too_open(found, policy),
        "comments_word": COMMENT_WORDS[found.comments].lower(),
        "policy_dated": policy.dated,
        "authority": authority_for(request.user, CHANNELS, at=now) if may_manage else None,
        "direct_messages": DIRECT_WORDS.get(policy.direct_messages or "", ""),
        "administrators": administrators,
        "too_few": _missing_administrators(len(administrators)),
        "risks": _risks_of(found),
        "review_late": found.review_due is not None and found.review_due < timezone.localdate(now),
        "checkups": checkups,
        "sign_in": sign_in,
        "may_manage": may_manage,
        "standing": standing_of(found, checkups[0] if checkups else None, sign_in, now=now),
        "limits": limits_in_words(limits_of(found)),
        "form": refused,
        "sign_in_form": sign_in_form or (_empty_form(found) if may_manage and kind.fields else None),
        "closing_form": closing_form or (ClosingForm() if may_manage and not found.is_noticeboard else None),
    }
    return render(request, "channels/channel.html", facts, status=422 if refused else 200)


def approval_of(found: Channel) -> DeploymentApproval | None:
    """The live approval on which a channel rests; None for the council's own pages, or where it has ended."""
    deployment = found.deployment
    if deployment is None or deployment.ended_at is not None or deployment.standing is None:
        return None
    return deployment.standing.approval


def _with_approval() -> QuerySet[Channel]:
    """Every channel with its approval, and with what the last review of it decided."""
    last = ChannelReview.objects.filter(channel_id=OuterRef("pk")).order_by("-on", "-id")
    whole = Channel.objects.select_related("owner", "deployment__standing__approval__authority")
    return whole.annotate(decided=Subquery(last.values("decided")[:1]))


def _risks_of(found: Channel) -> list[Risk]:
    of_request = Q(deployment_id=found.deployment_id, deployment__isnull=False)
    return list(open_risks().filter(Q(channel=found) | of_request))


def _comments(found: Channel, policy: DeploymentPolicy) -> str:
    """How comments are held there, and whether that is by the policy or against it."""
    words = COMMENT_WORDS[found.comments]
    if held := _too_open(found, policy):
        return f"{words}; but {policy.called} says: {held}."
    return f"{words}, by the policy" if found.comments == policy.comments else words


def _too_open(found: Channel, policy: DeploymentPolicy) -> str:
    """What the policy says of comments, in words, where they are more open on this channel; else empty."""
    against = found.closed_at is None and policy.rules_out(mode="", comments=found.comments)
    return COMMENT_WORDS[policy.comments or ""].lower() if against else ""


def _missing_administrators(there: int) -> int:
    """How many more administrators the policy asks for; 0 where it states no number."""
    return max((deployment_policy(timezone.now()).least_administrators or 0) - there, 0)


def _empty_form(found: Channel) -> SignInForm:
    """The sign-in form as it stands, without its secrets."""
    known = {f"sign_in_{name}": said for name, said in plain_fields_of(found).items()}
    return SignInForm(kind=kind_of(found.network), initial=known)


def _rows(now: datetime) -> list[dict[str, Any]]:
    checkups, sign_ins, policy = newest_checkups(), newest_sign_ins(), deployment_policy(now)
    return [
        {
            "channel": one,
            "kind": kind_of(one.network),
            "checkup": checkups.get(one.id),
            "sign_in": sign_ins.get(one.id),
            "standing": standing_of(one, checkups.get(one.id), sign_ins.get(one.id), now=now),
            "approval": approval_of(one),
            "mode": MODE_WORDS[one.mode].partition(":")[0],
            "comments": COMMENT_WORDS[one.comments].lower(),
            "too_open": _too_open(one, policy),
            "review_late": one.review_due is not None and one.review_due < timezone.localdate(now),
        }
        for one in _with_approval()
    ]
