"""`mastodon_mock`: a third party's Mastodon with state, over SQLite."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.real_networks.processes import free_port, running, workplace


@dataclass(frozen=True)
class MastodonServer:
    """Where it is, and what lets the council's account in."""

    address: str
    credentials: dict[str, str]


@contextmanager
def mastodon_server() -> Iterator[MastodonServer]:
    port = free_port()
    settings = ["serve", "--in-memory", "--demo", "--host", "127.0.0.1", "--port", str(port)]
    server = [sys.executable, "-m", "mastodon_mock", *settings]
    with workplace("mastodon") as folder, running(*server, log=folder / "mastodon.log", port=port):
        address = f"http://127.0.0.1:{port}"
        yield MastodonServer(address, {"address": address, "access_token": "ada_token"})
