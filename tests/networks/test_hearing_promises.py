"""The fakes and the clients keep what `hearing_promises` says; tests/real_networks holds the real networks to it."""

from typing import cast

import pytest

from parishpump.networks.contract import Network
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.networks.hearing_promises import *  # noqa: F403
from tests.networks.listening import Council, Resident


@pytest.fixture
def council(network: Network) -> Council:
    return cast(Council, network)


@pytest.fixture
def resident(fake: FakeNetworkServer) -> Resident:
    return fake.network
