"""One account on a Mastodon server, and how its server tells of a status."""

import re
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

import httpx

from parishpump.networks.answers import Answer, words
from parishpump.networks.http import MOST_HEARD, Call, Line, Web
from parishpump.networks.readings import refused

T = TypeVar("T")

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class MastodonAccount:
    """One account on one Mastodon server."""

    def __init__(
        self,
        credentials: Mapping[str, str],
        *,
        transport: httpx.BaseTransport | None,
        allow_private: bool,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._token = credentials["access_token"]
        self._web = Web(
            credentials["address"], secrets=(self._token,), transport=transport, allow_private=allow_private
        )
        self._pause = pause
        self._number = ""

    def _us(self, line: Line) -> str:
        """Our account's number, asked for once."""
        if not self._number:
            self._number = self._ask(line, who_am_i(), lambda said: words(said, "id"))
        return self._number

    def _status(self, line: Line, number: str) -> Any:
        """A status as JSON, or None where it is not there for us."""
        call = Call("GET", f"/api/v1/statuses/{number}", expected=GONE, most_bytes=MOST_HEARD)
        answer = line.send(self._signed(call))
        return None if answer.status in GONE else answer.read(_with_an_id)

    def _ask(self, line: Line, call: Call, reader: Callable[[Any], T]) -> T:
        return line.ask(self._signed(call), reader)

    def _send(self, line: Line, call: Call) -> Answer:
        return line.send(self._signed(call))

    def _signed(self, call: Call) -> Call:
        return call.signed(f"Bearer {self._token}")


def who_am_i() -> Call:
    return Call("GET", "/api/v1/accounts/verify_credentials")


def number_in(reference: str) -> str:
    """A status number, fit for an address. Raises NetworkError for anything else."""
    if not is_number(reference):
        raise refused("That is not a post on Mastodon.")
    return reference


def is_number(reference: str) -> bool:
    return re.fullmatch(r"[\w-]+", reference, re.ASCII) is not None


def _with_an_id(said: Any) -> Any:
    words(said, "id")
    return said
