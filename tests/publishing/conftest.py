"""A channel on a network in this process, for what needs no wire."""

from dataclasses import dataclass

import pytest

from parishpump.channels.models import Channel
from parishpump.networks.contract import Parcel
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.fakes.memory_network import MemoryNetwork, plug_in


@dataclass
class Plugged:
    """A channel, and the network behind it."""

    channel: Channel
    server: MemoryNetwork

    def posts(self) -> list[Parcel]:
        return list(self.server.shown.values())


@pytest.fixture
def network(clerk, monkeypatch) -> Plugged:
    server = MemoryNetwork()
    plug_in(monkeypatch, server)
    channel = open_channel("Memory", "memory", address="", purpose="", minute="", by=clerk, at=NOON)
    return Plugged(channel, server)


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Time-outs for tests: no answer in 0.3 s, 0.8 s for everything."""
    monkeypatch.setattr("parishpump.networks.wire.READ", 0.3)
    monkeypatch.setattr("parishpump.networks.http.TOTAL", 0.8)
