"""The real networks keep the same promises of listening as the fakes."""

from collections.abc import Iterator
from typing import cast

import pytest

from parishpump.networks.registry import open_network
from tests.networks.hearing_promises import *  # noqa: F403
from tests.networks.listening import Council, Resident
from tests.real_networks.residents import resident_on

pytestmark = pytest.mark.real_network


@pytest.fixture(params=["bluesky", "mastodon", "wordpress", "wordpress editor"])
def where(request: pytest.FixtureRequest) -> str:
    """Each real network in turn; WordPress as an author and as an editor, who sees more."""
    return str(request.param)


@pytest.fixture
def council(where: str, request: pytest.FixtureRequest) -> Council:
    name, _, editor = where.partition(" ")
    network = request.getfixturevalue(name)
    credentials = network.editor if editor else network.credentials
    return cast(Council, open_network(name, credentials, allow_private=True))


@pytest.fixture
def resident(where: str, request: pytest.FixtureRequest) -> Iterator[Resident]:
    with resident_on(request.getfixturevalue(where.partition(" ")[0])) as one:
        yield one
