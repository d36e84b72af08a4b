"""Looking after the register: the facts of a channel, and the review of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.channels.actions.requesting import AgainstPolicy
from parishpump.channels.models import Administrator, Channel, ChannelReview
from parishpump.channels.queries.policy import deployment_policy
from parishpump.people.models import Office, Person
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import require_authority


class HeldAlready(Exception):
    """Comments on this channel are no more open than the policy says."""


@dataclass(frozen=True)
class ChannelFacts:
    """What the register says of a channel. `cost_pence` a year; `administrators`: an office and how to get back in.

    `change_approved`: who approved a change of administrators, where the policy asks for that.
    """

    address: str
    purpose: str
    mode: str
    comments: str
    audience: str
    cost_pence: int | None
    owner: Office | None
    administrators: tuple[tuple[Office, str], ...]
    change_approved: str = ""


@dataclass(frozen=True)
class Review:
    """What came of looking at a channel again."""

    on: date
    decided: str
    minute: str
    next_due: date


@transaction.atomic
def set_channel_facts(channel: Channel, facts: ChannelFacts, *, by: Person, at: datetime) -> Channel:
    """Write down what the register says of a channel from now on; what it said before is on the record.

    Raises:
        AgainstPolicy: the policy rules out the mode or the comments.
    """
    authority, policy = require_authority(by, CHANNELS, at=at), deployment_policy(at)
    against = policy.rules_out(mode=facts.mode, comments=facts.comments)
    if against:
        raise AgainstPolicy(against, policy.called)
    channel = Channel.objects.select_for_update(of=("self",)).get(id=channel.id)
    for name in ("address", "purpose", "mode", "comments", "audience", "cost_pence", "owner"):
        setattr(channel, name, getattr(facts, name))
    channel.save()
    Administrator.objects.filter(channel=channel).delete()
    Administrator.objects.bulk_create(
        Administrator(channel=channel, office=office, recovery=recovery) for office, recovery in facts.administrators
    )
    archive.record(
        "channel facts changed",
        subject=f"channel {channel.id}",
        by=str(authority.office),
        authority=str(authority),
        at=at,
        body={
            "name": channel.name,
            "address": facts.address,
            "purpose": facts.purpose,
            "mode": facts.mode,
            "comments": facts.comments,
            "audience": facts.audience,
            "cost in pence a year": facts.cost_pence,
            "owner": str(facts.owner or ""),
            "administrators": [{"office": str(office), "recovery": way} for office, way in facts.administrators],
            **({"change of administrators approved": facts.change_approved} if facts.change_approved else {}),
        },
    )
    return channel


@transaction.atomic
def close_comments(channel: Channel, *, by: Person, at: datetime) -> Channel:
    """Write down that comments are from now on held there as the policy says, by whoever saw to it at the network.

    What goes out to WordPress from now on closes its comments itself.

    Raises:
        HeldAlready: they are no more open than the policy says.
    """
    authority, policy = require_authority(by, CHANNELS, at=at), deployment_policy(at)
    channel = Channel.objects.select_for_update(of=("self",)).get(id=channel.id)
    before, held = channel.comments, policy.comments
    if held is None or "comments" not in policy.rules_out(mode="", comments=before):
        raise HeldAlready
    channel.comments = held
    channel.save(update_fields=["comments"])
    archive.record(
        "channel comments closed",
        subject=f"channel {channel.id}",
        by=str(authority.office),
        authority=str(authority),
        at=at,
        body={"name": channel.name, "before": before, "now": held, "policy": policy.called},
    )
    return channel


@transaction.atomic
def review_channel(channel: Channel, review: Review, *, by: Person, at: datetime) -> ChannelReview:
    """Write down that a channel was looked at again, what was decided, and when to look next."""
    authority = require_authority(by, CHANNELS, at=at)
    kept = ChannelReview.objects.create(
        channel=channel, by=by, office=str(authority.office), authority=authority, at=at, **vars(review)
    )
    Channel.objects.filter(id=channel.id).update(reviewed_on=review.on, review_due=review.next_due)
    archive.record(
        "channel reviewed",
        subject=f"channel {channel.id}",
        by=kept.office,
        authority=str(authority),
        at=at,
        body={
            "name": channel.name,
            "on": review.on.isoformat(),
            "decided": review.decided,
            "minute": review.minute,
            "next": review.next_due.isoformat(),
        },
    )
    return kept
