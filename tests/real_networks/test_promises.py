"""The real networks keep the same promises as the fakes."""

import pytest

from tests.networks.promises import *  # noqa: F403

pytestmark = pytest.mark.real_network
