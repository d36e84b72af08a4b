"""Channels that speak to a fake network on this machine, and people who look after them."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from parishpump.channels.actions import sign_in
from parishpump.channels.models import Channel
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.people.signing_in import sign_in as sign_in_person

SECRET = "demonstration-token"


@pytest.fixture
def network() -> Iterator[FakeNetworkServer]:
    with FakeNetworkServer("demonstration") as running:
        yield running


@pytest.fixture
def connected(network, clerk) -> Channel:
    """A channel on the fake network, signed in."""
    channel = open_channel(
        "Village network",
        "demonstration",
        address="https://network.example/northfold",
        purpose="News",
        minute="2026/140",
        by=clerk,
        at=NOON,
    )
    sign_in(channel, network.credentials, ends_at=None, by=clerk, at=NOON)
    return channel


@pytest.fixture
def as_clerk(clerk) -> Client:
    cache.clear()
    return sign_in_person(Client(headers={"host": "northfold.example"}), clerk)


@pytest.fixture
def as_councillor(councillor) -> Client:
    return sign_in_person(Client(headers={"host": "northfold.example"}), councillor)


@pytest.fixture
def as_officer(communications_officer) -> Client:
    """The Communications Officer, to whom writing is delegated and nothing else."""
    return sign_in_person(Client(headers={"host": "northfold.example"}), communications_officer)
