"""What a network answered, and what an answer that is not a yes means for us."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, TypeVar

from parishpump.networks.contract import NetworkError

T = TypeVar("T")

_MOVED_AND_NOT_DONE = (HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT)
_SAID = 240  # characters of a network's own words that we pass on


@dataclass(frozen=True)
class Answer:
    """The whole answer to one call. `visible` says whether the call would have published, changed or withdrawn."""

    host: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    visible: bool

    def read(self, reader: Callable[[Any], T]) -> T:
        """The answer's JSON through `reader`; what the reader trips over is an unreadable answer."""
        try:
            return reader(json.loads(self.body))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            pass
        raise NetworkError(
            permanent=False,
            outcome_known=not self.visible,
            reason="unreadable answer",
            detail=f"{self.host} answered with something that we cannot read.",
        )


def words(said: Any, *path: str) -> str:
    """The text at a path of JSON objects. Raises TypeError or LookupError where there is none."""
    for name in path:
        said = said[name]
    if not isinstance(said, str):
        raise TypeError(path)
    return said


def problem_in(answer: Answer) -> NetworkError | None:
    """What an answer other than 2xx means. None for a 2xx."""
    status = answer.status
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return _moved(answer)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return NetworkError(
            permanent=True, outcome_known=True, reason="sign-in refused", detail=_said(answer, "does not let us in")
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NetworkError(
            permanent=False,
            outcome_known=True,
            reason="rate limited",
            retry_after=wait_asked_for(answer.headers, now=time.time()),
            detail=_said(answer, "asks us to wait"),
        )
    return _failed(answer)


def _moved(answer: Answer) -> NetworkError:
    """A redirect. 307 and 308 say that nothing was done; after another one the call may have been carried out."""
    return NetworkError(
        permanent=True,
        outcome_known=not answer.visible or answer.status in _MOVED_AND_NOT_DONE,
        reason="refused",
        detail=f"{answer.host} sends us on to another address. Put that address into the channel.",
    )


def _failed(answer: Answer) -> NetworkError:
    """A refusal (4xx), or a failure after which nobody knows whether the call was carried out (5xx, 408)."""
    if HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:  # noqa: SIM102
        if answer.status != HTTPStatus.REQUEST_TIMEOUT:
            return NetworkError(
                permanent=True, outcome_known=True, reason="refused", detail=_said(answer, "refused it")
            )
    return NetworkError(
        permanent=False,
        outcome_known=not answer.visible,
        reason="server error",
        retry_after=wait_asked_for(answer.headers, now=time.time()),
        detail=_said(answer, "is in trouble"),
    )


def _said(answer: Answer, what: str) -> str:
    """`social.example refused it (422): Text is too long.`, with the network's own words where it gave any."""
    own = _own_words(answer.body)
    return f"{answer.host} {what} ({answer.status}){': ' + own if own else '.'}"


def _own_words(body: bytes) -> str:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(said, dict):
        return ""
    found = [said[name] for name in ("message", "error_description", "error") if isinstance(said.get(name), str)]
    plain = re.sub(r"<[^>]*>", "", found[0]) if found else ""
    return " ".join("".join(one if one.isprintable() else " " for one in plain).split())[:_SAID]


def wait_asked_for(headers: Mapping[str, str], *, now: float) -> float | None:
    """Seconds that the network asked us to wait. `now` in seconds since 1970, used where it named a moment instead.

    Retry-After (RFC 9110, 10.2.3); Bluesky sends `ratelimit-reset` in seconds since 1970, Mastodon
    `x-ratelimit-reset` as an ISO 8601 moment.
    """
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,7}", asked):
        return float(asked)
    moment = _http_date(asked)
    if moment is None:
        moment = _moment(headers.get("ratelimit-reset", "")) or _moment(headers.get("x-ratelimit-reset", ""))
    return None if moment is None else max(0.0, moment - now)


def _http_date(said: str) -> float | None:
    try:
        return parsedate_to_datetime(said).timestamp()
    except (ValueError, OverflowError):
        return None


def _moment(said: str) -> float | None:
    if re.fullmatch(r"\d{9,11}", said.strip()):
        return float(said)
    try:
        return datetime.fromisoformat(said.strip()).timestamp()
    except (ValueError, OverflowError):
        return None
