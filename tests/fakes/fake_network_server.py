"""A network that a test can start, watch, hold and break: a real server on loopback, speaking one of our protocols.

with FakeNetworkServer("bluesky") as network:
    network.fail(Fault.SILENT_AFTER)          # the next call that publishes
    gate = network.hold("publish", "after")   # taken, but the answer waits: kill the worker here
    …
    assert network.accepted(key) == 1
"""

import json
import socket
import struct
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Literal, Self
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.asked import Asked, Deed, Said
from tests.fakes.fake_bluesky import FakeBluesky
from tests.fakes.fake_demonstration import FakeDemonstration
from tests.fakes.fake_mastodon import FakeMastodon
from tests.fakes.fake_wordpress import FakeWordPress
from tests.fakes.faults import Fault, Gate

RETRY_AFTER = 7  # seconds, what a rate limit asks for
FakeNetwork = FakeBluesky | FakeMastodon | FakeWordPress | FakeDemonstration
FAKES: dict[str, type[FakeBluesky] | type[FakeMastodon] | type[FakeWordPress] | type[FakeDemonstration]] = {
    fake.name: fake for fake in (FakeBluesky, FakeMastodon, FakeWordPress, FakeDemonstration)
}


@dataclass
class Scripted:
    """A fault that is still to come, for calls of one kind. `times` None: always."""

    fault: Fault
    on: Deed | Literal["any"]
    times: int | None


class FakeNetworkServer:
    """One account's network. `latency`: seconds before every answer. `calls`: every request that arrived."""

    def __init__(self, name: str, *, latency: float = 0.0) -> None:
        self.network: FakeNetwork = FAKES[name]()
        self.latency = latency
        self.calls: list[tuple[Deed, Asked]] = []
        self.arrived, self.stopping = Event(), Event()
        self._script: list[Scripted] = []
        self._gates: list[Gate] = []
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.fake = self
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        for gate in self._gates:
            gate.open()
        self._server.shutdown()
        self._server.server_close()

    @property
    def credentials(self) -> dict[str, str]:
        return self.network.credentials(self.address)

    def accepted(self, key: str) -> int:
        """How many posts people have been shown that were made under our key, whatever became of them since."""
        with self._lock:
            return self.network.accepted(key)

    def fail(self, fault: Fault, *, on: Deed | Literal["any"] = "publish", times: int | None = 1) -> None:
        """Let the next calls of a kind go wrong."""
        with self._lock:
            self._script.append(Scripted(fault, on, times))

    def mend(self) -> None:
        """No more faults."""
        with self._lock:
            self._script.clear()

    def hold(self, on: Deed, when: Literal["before", "after"]) -> Gate:
        """Hold the calls of a kind: before the network takes them, or after, before it answers."""
        gate = Gate(on, when)
        self._gates.append(gate)
        return gate

    def take(self, asked: Asked) -> tuple[Said, Fault | None]:
        """What to say to a request, and how to spoil the answer."""
        with self._lock:
            deed = self.network.deed(asked)
            self.calls.append((deed, asked))
            fault = self._next_fault(deed)
        self.arrived.set()
        self._wait_at(deed, "before")
        self.stopping.wait(self.latency)
        if fault is not None and not fault.accepts:
            return _said_instead(fault), fault
        with self._lock:
            said = self.network.answer(asked, self.address)
        self._wait_at(deed, "after")
        return (Said(500, {"error": "Internal Server Error"}) if fault is Fault.ERROR_AFTER else said), fault

    def _next_fault(self, deed: Deed) -> Fault | None:
        for scripted in self._script:
            if scripted.on in (deed, "any") and scripted.times != 0:
                scripted.times = None if scripted.times is None else scripted.times - 1
                return scripted.fault
        return None

    def _wait_at(self, deed: Deed, when: Literal["before", "after"]) -> None:
        for gate in self._gates:
            if (gate.on, gate.when) == (deed, when):
                gate.wait()


def _said_instead(fault: Fault) -> Said:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=RETRY_AFTER), usegmt=True)
    answers = {
        Fault.SIGN_IN_REFUSED: Said(401, {"error": "ExpiredToken", "message": "Token has expired"}),
        Fault.RATE_LIMITED: Said(429, {"error": "Too many requests"}, {"Retry-After": str(RETRY_AFTER)}),
        Fault.RATE_LIMITED_UNTIL: Said(429, {"error": "Too many requests"}, {"Retry-After": until}),
        Fault.REFUSED: Said(422, {"error": "Validation failed"}),
        Fault.REDIRECTED: Said(301, None, {"Location": "https://elsewhere.example/"}),
        Fault.ERROR_BEFORE: Said(500, {"error": "Internal Server Error"}),
    }
    return answers.get(fault, Said(200))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    fake: FakeNetworkServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about: no word of it on the screen."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test looks at `calls`."""

    def _take(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        pairs = parse_qsl(parts.query)
        asked = Asked(self.command, parts.path, dict(pairs), headers, body, tuple(pairs))
        self._say(*self.server.fake.take(asked))

    do_GET = do_POST = do_PUT = do_DELETE = _take  # noqa: N815 - the names that http.server looks for

    def _say(self, said: Said, fault: Fault | None) -> None:
        if fault in (Fault.SILENT_BEFORE, Fault.SILENT_AFTER):
            self.server.fake.stopping.wait(60)
        elif fault in (Fault.RESET_BEFORE, Fault.RESET_AFTER):
            self._reset()
        elif fault is Fault.DRIP_AFTER:
            self._drip()
        else:
            self._send(said, fault)

    def _send(self, said: Said, fault: Fault | None) -> None:
        body = b"" if said.json is None else json.dumps(said.json).encode()
        if fault is Fault.GARBAGE_AFTER:
            body = b"<html>Welcome to nginx!"
        if fault is Fault.OVERSIZED_AFTER:
            body = b'"' + b"x" * 6_000_000 + b'"'
        self.send_response(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _reset(self) -> None:
        """Close so that the other side sees a reset, not an orderly end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _drip(self) -> None:
        """One byte at a time, each soon enough for any time-out that looks at one read only."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
        while not self.server.fake.stopping.is_set():
            self.wfile.write(b" ")
            time.sleep(0.02)
