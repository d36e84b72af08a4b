"""The one way to a network over HTTP: one try, checked addresses, time-outs, and every failure named.

A call that publishes, changes or withdraws something is `visible`. Where such a call fails after it may have arrived,
the error says `outcome_known=False`. Uploads and look-ups are not visible: after them nothing is public yet.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar, cast

import httpcore
import httpx

from parishpump.networks.addresses import NotPublicError, base_address
from parishpump.networks.answers import Answer, problem_in
from parishpump.networks.contract import NetworkError
from parishpump.networks.wire import CONNECT, POOL, READ, WRITE, Deadline, Wire

T = TypeVar("T")

TOTAL = 30.0  # seconds for all the calls of one `publish`, `find` … together
MOST_BYTES = 5_000_000
MOST_HEARD = 40_000_000  # bytes of one page of what strangers wrote
AGENT = "ParishPump/0.1"

_NOT_SENT = (
    httpcore.ConnectError,
    httpcore.ConnectTimeout,
    httpcore.PoolTimeout,
    httpcore.UnsupportedProtocol,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)
_LOST = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpx.TransportError)


@dataclass(frozen=True)
class Call:
    """One request. `expected` names answers outside 2xx that the caller reads, `most_bytes` bounds the answer."""

    method: Literal["GET", "HEAD", "POST", "PUT", "DELETE"]
    path: str
    visible: bool = False
    params: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: object = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    files: Mapping[str, tuple[str, bytes, str]] | None = field(default=None, repr=False)
    expected: tuple[int, ...] = ()
    most_bytes: int = MOST_BYTES

    def signed(self, authorization: str) -> "Call":
        """The same call with the credential that lets us in."""
        return replace(self, headers={**self.headers, "Authorization": authorization})


class Web:
    """The way to one site. `transport` takes the wire's place in tests, and with it goes the check of addresses."""

    def __init__(
        self, address: str, *, secrets: tuple[str, ...], transport: httpx.BaseTransport | None, allow_private: bool
    ) -> None:
        self.base = base_address(address, allow_private=allow_private)
        self._secrets = secrets
        self._transport = transport
        self._allow_private = allow_private

    def open(self) -> "Line":
        """A line for one piece of work: all its calls share one deadline."""
        deadline = Deadline(TOTAL)
        transport = self._transport or Wire(deadline, allow_private=self._allow_private)
        return Line(self.base, transport, deadline, self._secrets)


class Line:
    """Calls to one site under one deadline. Nothing is ever tried again here, and no redirect is followed."""

    def __init__(self, base: str, transport: httpx.BaseTransport, deadline: Deadline, secrets: tuple[str, ...]) -> None:
        self._base, self._transport, self._secrets = base, transport, secrets
        self.deadline = deadline
        self.host = httpx.URL(base).host

    def ask(self, call: Call, reader: Callable[[Any], T]) -> T:
        """Make the call and read its answer. Raises NetworkError for anything but a readable yes."""
        return self.send(call).read(reader)

    def send(self, call: Call) -> Answer:
        """Make the call. Raises NetworkError unless the answer is 2xx or `expected`."""
        return self.judged(self.exchange(call), call)

    def judged(self, answer: Answer, call: Call) -> Answer:
        """The answer, unless it is a refusal."""
        problem = None if answer.status in call.expected else problem_in(answer)
        if problem is not None:
            raise _without(self._hidden(call), problem)
        return answer

    def exchange(self, call: Call) -> Answer:
        """Make the call and bring the answer whatever it says. Raises NetworkError only where none came."""
        if not self.deadline.left():
            raise NetworkError(
                permanent=False, outcome_known=True, reason="silent", detail=f"{self.host} took too long before that."
            )
        try:
            return self._exchange(call)
        except NotPublicError:
            problem = self._unreachable("is not on the public internet, so we do not call it", permanent=True)
        except _NOT_SENT as error:
            problem = self._unreachable(f"cannot be reached ({_kind(error)})", permanent=False)
        except _LOST as error:
            problem = self._silent(call, error)
        # Raised here, not above: the lost exception still knows the request, and with it the credential.
        raise _without(self._hidden(call), problem)

    def _exchange(self, call: Call) -> Answer:
        response = self._transport.handle_request(self._request(call))
        try:
            body = self._body(response, call.most_bytes)
        finally:
            response.close()
        return Answer(self.host, response.status_code, response.headers, body, call.visible)

    def _request(self, call: Call) -> httpx.Request:
        return httpx.Request(
            call.method,
            self._base + call.path,
            params=dict(call.params) or None,
            headers={"User-Agent": AGENT, "Accept": "application/json", "Accept-Encoding": "identity", **call.headers},
            json=call.json,
            content=call.content,
            data=None if call.form is None else dict(call.form),
            files=None if call.files is None else dict(call.files),
            extensions={"timeout": {"connect": CONNECT, "read": READ, "write": WRITE, "pool": POOL}},
        )

    def _body(self, response: httpx.Response, most: int) -> bytes:
        """The body. Too large a one is left unread, and so is the lost one of a refusal, whose status says enough."""
        body = bytearray()
        try:
            for piece in cast(httpx.SyncByteStream, response.stream):
                body += piece
                if len(body) > most:
                    return b""
                if not self.deadline.left():
                    raise httpcore.ReadTimeout("out of time")
        except _LOST:
            if response.is_success:
                raise
            return b""
        return bytes(body)

    def _unreachable(self, what: str, *, permanent: bool) -> NetworkError:
        detail = f"{self.host} {what}. Nothing was sent."
        return NetworkError(permanent=permanent, outcome_known=True, reason="unreachable", detail=detail)

    def _silent(self, call: Call, error: Exception) -> NetworkError:
        return NetworkError(
            permanent=False,
            outcome_known=not call.visible,
            reason="silent",
            detail=f"{self.host} did not answer ({_kind(error)}).",
        )

    def _hidden(self, call: Call) -> tuple[str, ...]:
        """Every form in which a credential could come back in a network's own words."""
        credential = call.headers.get("Authorization", "").partition(" ")[2]
        return (*self._secrets, credential)


def _kind(error: Exception) -> str:
    """`ConnectTimeout`: the kind of failure. Its message could quote what we sent, so it is left out."""
    return type(error).__name__


def _without(secrets: tuple[str, ...], problem: NetworkError) -> NetworkError:
    detail = problem.detail
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        detail = detail.replace(secret, "[hidden]")
    if detail == problem.detail:
        return problem
    return NetworkError(
        permanent=problem.permanent,
        outcome_known=problem.outcome_known,
        reason=problem.reason,
        retry_after=problem.retry_after,
        detail=detail,
    )


def basic(name: str, password: str) -> str:
    """The Authorization header of RFC 7617."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()
