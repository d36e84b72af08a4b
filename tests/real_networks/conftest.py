"""Each real network is started once for all tests, when the first one wants it."""

from collections.abc import Iterator

import pytest

from tests.real_networks.bluesky_network import BlueskyNetwork, bluesky_network
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
    with wordpress_site() as site:
        yield site
