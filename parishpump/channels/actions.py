"""Opening, signing in to, looking after and closing channels."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.channels.examination import Examination, examine
from parishpump.channels.models import NOTICEBOARD, Channel, Checkup, Credential
from parishpump.channels.queries import credentials_of
from parishpump.home.errors import SecretError
from parishpump.networks.registry import NETWORKS
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import require_authority

KEPT_CHECKUPS = 60


class StaysOpen(ValueError):
    """This channel cannot be closed; the message says why."""


@dataclass(frozen=True)
class Opening:
    """What is said of a channel when it is opened."""

    name: str
    network: str
    address: str
    purpose: str
    minute: str


@transaction.atomic
def open_channel(
    name: str,
    network: str,
    *,
    address: str,
    purpose: str,
    minute: str,
    by: Person,
    at: datetime,
    founding: bool = False,
) -> Channel:
    """Enter a channel in the register. `founding` is the noticeboard that a council has from its first day."""
    authority = "" if founding else str(require_authority(by, CHANNELS, at=at))
    channel = Channel.objects.create(
        name=name, network=network, address=address, purpose=purpose, minute=minute, opened_at=at, opened_by=by
    )
    archive.record(
        "channel opened",
        subject=f"channel {channel.id}",
        by=office_of(by, at=at),
        authority=authority,
        at=at,
        body={"name": name, "network": network, "address": address, "purpose": purpose, "minute": minute},
    )
    return channel


def found_noticeboard(*, address: str, by: Person, at: datetime) -> Channel:
    """The noticeboard, which needs nobody's key."""
    return open_channel(
        "Noticeboard",
        NOTICEBOARD,
        address=address,
        purpose="The copy that counts",
        minute="",
        by=by,
        at=at,
        founding=True,
    )


@transaction.atomic
def connect_channel(
    opening: Opening, credentials: dict[str, str], examination: Examination, *, by: Person, at: datetime
) -> Channel:
    """Open a channel whose sign-in was just tried and works: the entry, the sign-in and what the network said."""
    channel = open_channel(**vars(opening), by=by, at=at)
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
    """Take a channel out of use. What was published there stays on the register.

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
    return channel
