"""Every network that we speak to, as a fake on loopback."""

from collections.abc import Iterator

import pytest

from parishpump.networks.contract import Network
from parishpump.networks.registry import NETWORKS, open_network
from tests.fakes.fake_network_server import FakeNetworkServer


@pytest.fixture(params=sorted(NETWORKS))
def server(request: pytest.FixtureRequest) -> Iterator[FakeNetworkServer]:
    with FakeNetworkServer(request.param) as fake:
        yield fake


@pytest.fixture
def network(server: FakeNetworkServer) -> Network:
    return open_network(server.network.name, server.credentials, allow_private=True)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time-outs for tests: no answer in 0.3 s, 0.8 s for everything."""
    monkeypatch.setattr("parishpump.networks.wire.READ", 0.3)
    monkeypatch.setattr("parishpump.networks.http.TOTAL", 0.8)
