"""Reading the channel register."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from parishpump.channels.models import NOTICEBOARD, Channel, Checkup, Credential
from parishpump.home.errors import SecretError
from parishpump.networks.contract import Limits
from parishpump.networks.registry import LIMITS, NETWORKS

# A token that ends within this is renewed while it still works.
WARN_BEFORE = timedelta(days=14)


def channels_open() -> QuerySet[Channel]:
    """The channels in use, the noticeboard first."""
    return Channel.objects.filter(closed_at__isnull=True)


def channels_in_use(ids: Iterable[int]) -> list[Channel]:
    """The open channels among `ids`, the noticeboard first."""
    found = list(channels_open().filter(id__in=list(ids)))
    return sorted(found, key=lambda channel: (not channel.is_noticeboard, channel.id))


def channels_approved() -> set[int]:
    """The ids of the channels on which something may go out: a live approval stands behind each.

    The council's own pages are approved by their founding. Any other channel rests on a request that was approved and
    has not ended; an approved version stands until a newer one is approved.
    """
    live = Q(deployment__standing__isnull=False, deployment__ended_at__isnull=True)
    return set(Channel.objects.filter(Q(network=NOTICEBOARD) | live).values_list("id", flat=True))


def channel_choices() -> list[tuple[int, str]]:
    """The open channels to choose from, by id and name."""
    return [(channel.id, channel.name) for channel in channels_open()]


def noticeboard() -> Channel:
    """The council's own noticeboard: every council has one from its first day."""
    return channels_open().get(network=NOTICEBOARD)


def limits_of(channel: Channel) -> Limits:
    """What the channel takes: as the network itself said when last asked, else as documented."""
    return Limits(**channel.limits) if channel.limits else LIMITS[channel.network]


def credentials_of(channel: Channel) -> dict[str, str]:
    """The newest credentials of a channel, opened; empty where it needs none. Never log the answer."""
    newest = Credential.objects.filter(channel=channel).last()
    if newest is None:
        return {}
    opened: dict[str, str] = json.loads(
        settings.PARISHPUMP_KEYS.open_secret(bytes(newest.sealed), f"channel {channel.id}")
    )
    return opened


@dataclass(frozen=True)
class SignIn:
    """When a channel's newest sign-in was stored, and when it ends: everything of it but its secrets."""

    stored_at: datetime
    ends_at: datetime | None


def newest_sign_ins() -> dict[int, SignIn]:
    """By channel id, the newest sign-in of each, unopened."""
    newest = Credential.objects.order_by("channel_id", "-id").distinct("channel_id").defer("sealed")
    return {credential.channel_id: SignIn(credential.stored_at, credential.ends_at) for credential in newest}


def plain_fields_of(channel: Channel) -> dict[str, str]:
    """The newest sign-in of a channel without its secrets: server, user name. Empty where it cannot be opened."""
    known = NETWORKS.get(channel.network)
    if known is None:
        return {}
    try:
        kept = credentials_of(channel)
    except SecretError:
        return {}
    return {field.name: kept.get(field.name, "") for field in known.fields if not field.secret}


def newest_checkups() -> dict[int, Checkup]:
    """By channel id, the newest look at each."""
    newest = Checkup.objects.order_by("channel_id", "-at", "-id").distinct("channel_id")
    return {checkup.channel_id: checkup for checkup in newest}


def ending_soon(at: datetime) -> list[Credential]:
    """Credentials that will end within a fortnight, and have no successor."""
    newest = Credential.objects.order_by("channel_id", "-id").distinct("channel_id").select_related("channel")
    return [
        credential
        for credential in newest
        if credential.ends_at and credential.ends_at <= at + WARN_BEFORE and credential.channel.closed_at is None
    ]
