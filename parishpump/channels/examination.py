"""Looking whether a network lets us in and what it takes. Nothing is sent, and nothing is kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from parishpump.networks.contract import Network, NetworkError
from parishpump.networks.registry import open_network


@dataclass(frozen=True)
class Examination:
    """What came of a look. `passing`: the network was silent or in trouble, which says nothing of the sign-in."""

    ok: bool
    message: str
    passing: bool = False
    account: str = ""
    ends_at: datetime | None = None
    limits: dict[str, object] = field(default_factory=dict)


def examine(network: str, credentials: Mapping[str, str], *, allow_private: bool) -> Examination:
    """Try a sign-in on a network of the registry. Every failure is an answer: nothing is raised for it."""
    try:
        client = open_network(network, credentials, allow_private=allow_private)
        health = client.check()
    except NetworkError as error:
        return Examination(ok=False, message=error.detail, passing=not error.permanent)
    limits = _limits(client) if health.ok else {}
    return Examination(health.ok, health.message, account=health.account, ends_at=health.ends_at, limits=limits)


def _limits(client: Network) -> dict[str, object]:
    """What the network says of its limits; empty where it does not say just now."""
    try:
        return asdict(client.read_limits())
    except NetworkError:
        return {}
