"""The wire under `http`: connects only to checked machines, and lets no answer drip past its deadline."""

import ssl
import time
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from parishpump.networks.addresses import NoSuchNameError, machines_of

CONNECT, READ, WRITE, POOL = 5.0, 15.0, 30.0, 5.0
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Deadline:
    """The moment by which everything must be over."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, 0 when it is over."""
        return max(0.0, self._ends - time.monotonic())


class Wire(httpx.BaseTransport):
    """One request on one fresh connection.

    No connection is kept: one that had died meanwhile would lose a request with nobody knowing whether it arrived.
    """

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._plug = _Plug(deadline, allow_private)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        pool = httpcore.ConnectionPool(
            ssl_context=_tls() if request.url.scheme == "https" else None,
            max_connections=1,
            max_keepalive_connections=0,
            retries=0,
            network_backend=self._plug,
        )
        try:
            answer = pool.handle_request(_for_the_wire(request))
        except BaseException:
            pool.close()
            raise
        return httpx.Response(answer.status, headers=answer.headers, stream=_Flow(answer, pool))


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _for_the_wire(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.stream,
        extensions={"timeout": {"connect": CONNECT, "read": READ, "write": WRITE, "pool": POOL}},
    )


class _Flow(httpx.SyncByteStream):
    """The body of an answer; closing it closes the connection."""

    def __init__(self, answer: httpcore.Response, pool: httpcore.ConnectionPool) -> None:
        self._answer, self._pool = answer, pool

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
        self._pool.close()


class _Plug(httpcore.NetworkBackend):
    """Resolves a host once, checks what it finds, and connects to just that."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._deadline, self._allow_private = deadline, allow_private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        connecting = Deadline(min(timeout or CONNECT, self._deadline.left()))
        try:
            machines = machines_of(host, port, allow_private=self._allow_private, within=connecting.left())
        except NoSuchNameError:
            raise httpcore.ConnectError("no such name") from None
        failed: Exception = httpcore.ConnectTimeout("out of time")
        for machine in machines:
            if connecting.left() <= 0:
                break
            try:
                stream = self._sockets.connect_tcp(machine, port, connecting.left(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._deadline)
        raise failed


class _Timed(httpcore.NetworkStream):
    """A connection on which no single wait outlasts the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self._deadline.left():
            raise httpcore.ReadTimeout("out of time")
        return self._stream.read(max_bytes, self._cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not self._deadline.left():
            raise httpcore.WriteTimeout("out of time")
        self._stream.write(buffer, self._cut(timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._cut(timeout)), self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _cut(self, timeout: float | None) -> float:
        # Never 0, which a socket takes for "do not wait at all" and reports as another kind of error.
        return max(0.001, min(READ if timeout is None else timeout, self._deadline.left()))
