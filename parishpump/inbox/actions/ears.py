"""Opening what a source is read through: the network's client of a channel, or a feed. Nothing is asked yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings

from parishpump.channels.models import Channel
from parishpump.channels.queries import credentials_of
from parishpump.home.errors import SecretError
from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.feed import Feed
from parishpump.networks.hearing import Listener
from parishpump.networks.registry import NETWORKS, open_network


@dataclass(frozen=True)
class Reading:
    """A source that was leased, with everything that reading it needs: no row is touched while the network is asked.

    network: its name in networks.registry, "" for a feed. until: the end of the lease, which tells this reading from
    any other. again: keys of messages at which we look a second time.
    """

    council_id: int
    source_id: int
    network: str
    credentials: Mapping[str, str]
    address: str
    cursor: str
    since: datetime
    under: tuple[Receipt, ...]
    again: Sequence[str]
    until: datetime


def can_listen(network: str) -> bool:
    """Whether a network's client can read as well as publish."""
    known = NETWORKS.get(network)
    return known is not None and hasattr(known.kind, "listen")


def credentials_for(channel: Channel) -> Mapping[str, str]:
    """What the network wants to hear; nothing where it cannot be read: then it says that a sign-in is missing."""
    try:
        return credentials_of(channel)
    except SecretError:
        return {}


def ear_of(reading: Reading) -> Listener:
    """The client through which this source is read.

    Raises:
        NetworkError: a credential is missing, or this network cannot be read.
    """
    private = settings.PARISHPUMP_PRIVATE_NETWORKS
    if not reading.network:
        return Feed({"address": reading.address}, transport=None, allow_private=private)
    return listener_on(reading.network, reading.credentials)


def listener_on(network: str, credentials: Mapping[str, str]) -> Listener:
    """A client of a network that can be read, signed in as the council.

    Raises:
        NetworkError: a credential is missing, or this network cannot be read.
    """
    if not can_listen(network):
        raise NetworkError(
            permanent=True, outcome_known=True, reason="refused", detail="This network cannot be read by software."
        )
    opened = open_network(network, credentials, allow_private=settings.PARISHPUMP_PRIVATE_NETWORKS)
    return cast(Listener, opened)
