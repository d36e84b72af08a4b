"""Opening, signing in to, looking after and closing channels."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.channels.actions.ending import end
from parishpump.channels.content import CHANNEL, Proposal
from parishpump.channels.examination import Examination, examine
from parishpump.channels.models import NOTICEBOARD, Channel, Checkup, Credential, Deployment
from parishpump.channels.queries import credentials_of
from parishpump.channels.queries.policy import DeploymentPolicy, deployment_policy
from parishpump.home.errors import SecretError
from parishpump.networks.registry import NETWORKS
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import require_authority

KEPT_CHECKUPS = 60


class StaysOpen(ValueError):
    """This channel cannot be closed; the message says why."""


class NotApproved(PermissionError):
    """No live approval stands behind this: a channel is opened on an approved request only (RUL-6)."""


class OpenAlready(ValueError):
    """The channel that was asked for is open, or another open one has its name; the message says which."""


@transaction.atomic
def open_channel(deployment: Deployment, *, address: str, by: Person, at: datetime) -> Channel:
    """Enter the channel that a request asked for in the register, as its approved version says.

    Raises:
        NotApproved: the request has no approval, or has ended, or asks for no channel.
        OpenAlready: it was opened already, or its name is taken.
    """
    authority = require_authority(by, CHANNELS, at=at)
    deployment = Deployment.objects.select_for_update(of=("self",)).get(id=deployment.id)
    if deployment.kind != CHANNEL or deployment.standing is None or deployment.ended_at is not None:
        raise NotApproved("No approval stands behind this channel.")
    _require_free(deployment)
    said, approval = deployment.standing.proposal, deployment.standing.approval
    channel = Channel.objects.create(
        deployment=deployment,
        name=said.name,
        network=said.network,
        address=address,
        minute=approval.minute,
        review_due=approval.review_due,
        opened_at=at,
        opened_by=by,
        **facts_of(said, deployment_policy(at)),
    )
    _record_opening(channel, deployment.reference, str(authority), by=by, at=at)
    return channel


def facts_of(said: Proposal, policy: DeploymentPolicy) -> dict[str, Any]:
    """What an approved request says of its channel, held to the policy in force; what neither says is left out."""
    facts = {
        "purpose": said.purpose[:200],
        "audience": said.audience,
        "cost_pence": said.cost_pence,
    }
    held = policy.held_to(mode=said.mode, comments=said.comments)
    return {name: value for name, value in facts.items() if value not in ("", None)} | held


def _require_free(deployment: Deployment) -> None:
    if deployment.channels.exists():
        raise OpenAlready(f"{deployment.name} was opened already.")
    if Channel.objects.filter(name__iexact=deployment.name, closed_at__isnull=True).exists():
        raise OpenAlready(f"Another open channel is called {deployment.name}.")


def _record_opening(channel: Channel, request: str, authority: str, *, by: Person, at: datetime) -> None:
    archive.record(
        "channel opened",
        subject=f"channel {channel.id}",
        by=office_of(by, at=at),
        authority=authority,
        at=at,
        body={
            "name": channel.name,
            "network": channel.network,
            "address": channel.address,
            "purpose": channel.purpose,
            "minute": channel.minute,
            "request": request,
        },
    )


@transaction.atomic
def found_noticeboard(*, address: str, by: Person, at: datetime) -> Channel:
    """The noticeboard that a council has from its first day: its own pages, approved by their founding."""
    board = Channel.objects.create(
        name="Noticeboard",
        network=NOTICEBOARD,
        address=address,
        purpose="The copy that counts",
        mode="broadcast",
        comments="off",
        opened_at=at,
        opened_by=by,
    )
    _record_opening(board, "", "", by=by, at=at)
    return board


@transaction.atomic
def connect_channel(
    deployment: Deployment,
    credentials: dict[str, str],
    examination: Examination,
    *,
    address: str,
    by: Person,
    at: datetime,
) -> Channel:
    """Open a channel whose sign-in was just tried and works: the entry, the sign-in and what the network said."""
    channel = open_channel(deployment, address=address, by=by, at=at)
    sign_in(channel, credentials, ends_at=examination.ends_at, by=by, at=at)
    keep_examination(channel, examination, at=at)
    return channel


@transaction.atomic
def sign_in(
    channel: Channel, credentials: dict[str, str], *, ends_at: datetime | None, by: Person, at: datetime
) -> Credential:
    """Keep what the network wants to hear, encrypted. Nothing is overwritten: the newest counts.

    Raises:
        ValueError: a field is empty. A sign-in is never replaced by nothing.
    """
    if not credentials or not all(value.strip() for value in credentials.values()):
        raise ValueError("A sign-in is never replaced by nothing.")
    authority = require_authority(by, CHANNELS, at=at)
    sealed = settings.PARISHPUMP_KEYS.seal_secret(json.dumps(credentials).encode(), f"channel {channel.id}")
    kept = Credential.objects.create(channel=channel, sealed=sealed, stored_at=at, stored_by=by, ends_at=ends_at)
    Channel.objects.filter(id=channel.id).update(quiet_until=None)
    archive.record(
        "channel signed in",
        subject=f"channel {channel.id}",
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
        body={"name": channel.name, "fields": sorted(credentials)},
    )
    return kept


def check_channel(channel: Channel, *, at: datetime) -> Checkup | None:
    """Look whether the network still lets us in, and what it takes. None where there is nothing to ask.

    Nothing is published, and every failure is an answer: nothing is raised for it.
    """
    if channel.network not in NETWORKS:
        return None
    try:
        credentials = credentials_of(channel)
    except SecretError as lost:
        return keep_examination(channel, Examination(ok=False, message=str(lost)), at=at)
    examination = examine(channel.network, credentials, allow_private=settings.PARISHPUMP_PRIVATE_NETWORKS)
    return keep_examination(channel, examination, at=at)


@transaction.atomic
def keep_examination(channel: Channel, examination: Examination, *, at: datetime) -> Checkup:
    """Write down what came of a look. The last 60 of each channel are kept."""
    if examination.limits:
        Channel.objects.filter(id=channel.id).update(limits=examination.limits)
    newest = Credential.objects.filter(channel=channel).last()
    if newest is not None and examination.ok and examination.ends_at is not None:
        newest.ends_at = examination.ends_at
        newest.save(update_fields=["ends_at"])
    checkup = Checkup.objects.create(
        channel=channel,
        at=at,
        ok=examination.ok,
        passing=examination.passing,
        account=examination.account[:200],
        message=examination.message[:400],
    )
    kept = Checkup.objects.filter(channel=channel).order_by("-id").values_list("id", flat=True)[:KEPT_CHECKUPS]
    Checkup.objects.filter(channel=channel).exclude(id__in=list(kept)).delete()
    return checkup


@transaction.atomic
def close_channel(channel: Channel, *, reason: str, by: Person, at: datetime) -> Channel:
    """Take a channel out of use, and end the request behind it. What was published there stays on the register.

    Raises:
        StaysOpen: it is the noticeboard, or it is closed already.
    """
    authority = require_authority(by, CHANNELS, at=at)
    channel = Channel.objects.select_for_update().get(id=channel.id)
    if channel.is_noticeboard:
        raise StaysOpen("The noticeboard stays: it holds the copy that counts.")
    if channel.closed_at is not None:
        raise StaysOpen("This channel is closed already.")
    channel.closed_at = at
    channel.save(update_fields=["closed_at"])
    archive.record(
        "channel closed",
        subject=f"channel {channel.id}",
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
        body={"name": channel.name, "reason": reason},
    )
    if channel.deployment is not None and channel.deployment.ended_at is None:
        end(channel.deployment, reason=reason, authority=authority, by=by, at=at)
    return channel
