"""The fakes and the clients keep what `hearing_promises` says; tests/real_networks holds the real networks to it."""

import pytest

from tests.fakes.fake_network_server import FakeNetworkServer
from tests.networks.hearing_promises import *  # noqa: F403
from tests.networks.listening import Resident


@pytest.fixture
def resident(fake: FakeNetworkServer) -> Resident:
    return fake.network
