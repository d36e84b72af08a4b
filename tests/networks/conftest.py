"""Every network that we speak to, and a mail server, as fakes on loopback."""

from collections.abc import Iterator
from typing import cast

import pytest

from parishpump.networks.contract import Network, Receipt
from parishpump.networks.mailbox import Mailbox
from parishpump.networks.registry import open_network
from tests.fakes.fake_mail_server import FakeMailServer
from tests.fakes.fake_network_server import FAKES, FakeNetworkServer
from tests.networks.letters import opened
from tests.networks.listening import Council
from tests.networks.parcels import parcel


@pytest.fixture(params=sorted(FAKES))
def fake(request: pytest.FixtureRequest) -> Iterator[FakeNetworkServer]:
    with FakeNetworkServer(request.param) as one:
        yield one


@pytest.fixture
def network(fake: FakeNetworkServer) -> Network:
    return open_network(fake.network.name, fake.credentials, allow_private=True)


@pytest.fixture
def council(network: Network) -> Council:
    return cast(Council, network)


@pytest.fixture
def post(council: Council) -> Receipt:
    return council.publish(parcel("The hall is closed."))


@pytest.fixture
def server() -> Iterator[FakeMailServer]:
    with FakeMailServer() as one:
        yield one


@pytest.fixture
def mailbox(server: FakeMailServer) -> Mailbox:
    return opened(server)
