"""Each real network is started once for all tests, when the first one wants it; and Northfold in a browser."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from parishpump.networks.contract import Network
from parishpump.networks.registry import open_network
from tests import conftest
from tests.browser import parish as browser_parish
from tests.browser.conftest import chromium, parish, site  # noqa: F401 - fixtures
from tests.publishing import reading
from tests.real_networks.bluesky_network import BlueskyNetwork, bluesky_network
from tests.real_networks.mail_server import MailServers, mail_servers
from tests.real_networks.mastodon_server import MastodonServer, mastodon_server
from tests.real_networks.wordpress_site import WordPressSite, wordpress_site


@pytest.fixture(scope="session")
def bluesky() -> Iterator[BlueskyNetwork]:
    with bluesky_network() as network:
        yield network


@pytest.fixture(scope="session")
def mastodon() -> Iterator[MastodonServer]:
    with mastodon_server() as server:
        yield server


@pytest.fixture(scope="session")
def wordpress() -> Iterator[WordPressSite]:
    with wordpress_site() as running:
        yield running


@pytest.fixture(scope="session")
def mail() -> Iterator[MailServers]:
    with mail_servers() as servers:
        yield servers


@pytest.fixture(params=["bluesky", "mastodon", "wordpress"])
def network(request: pytest.FixtureRequest) -> Network:
    """Each real network in turn, as the council's account."""
    return open_network(request.param, request.getfixturevalue(request.param).credentials, allow_private=True)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Northfold an hour old, by the clock by which people really write."""
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    for module in (conftest, browser_parish, reading):
        monkeypatch.setattr(module, "NOON", an_hour_ago)
    monkeypatch.setattr(conftest, "NEXT_MAY", (an_hour_ago + timedelta(days=200)).date())
