"""Every network that we speak to, as a fake on loopback."""

from collections.abc import Iterator

import pytest

from parishpump.networks.contract import Network
from parishpump.networks.registry import open_network
from tests.fakes.fake_network_server import FAKES, FakeNetworkServer


@pytest.fixture(params=sorted(FAKES))
def fake(request: pytest.FixtureRequest) -> Iterator[FakeNetworkServer]:
    with FakeNetworkServer(request.param) as one:
        yield one


@pytest.fixture
def network(fake: FakeNetworkServer) -> Network:
    return open_network(fake.network.name, fake.credentials, allow_private=True)
