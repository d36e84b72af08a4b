"""The fakes and the clients keep what `promises` says; tests/real_networks holds the real networks to the same."""

from tests.networks.promises import *  # noqa: F403
