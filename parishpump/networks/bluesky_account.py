"""One account on a Bluesky server: signing in, and records by their address (com.atproto.repo.*)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

import httpx

from parishpump.networks.answers import Answer, words
from parishpump.networks.contract import NetworkError
from parishpump.networks.facets import Json
from parishpump.networks.http import Call, Line, Web
from parishpump.networks.readings import refused
from parishpump.networks.sessions import KEPT, Session, key_of

POSTS = "app.bsky.feed.post"
ADDRESS = re.compile(r"at://(did:[a-z]+:[A-Za-z0-9._:%-]+)/([A-Za-z0-9.-]+)/([A-Za-z0-9._:~-]+)")

_LETTERS_OF_A_TID = "234567abcdefghijklmnopqrstuvwxyz"
_NOT_THERE = ("RecordNotFound", "RepoNotFound")


@dataclass(frozen=True)
class Place:
    """Where a record is: at://repo/collection/rkey (atproto.com/specs/at-uri-scheme)."""

    repo: str
    collection: str
    rkey: str


class BlueskyAccount:
    """One account on one Bluesky server, and the records that it reads and writes."""

    def __init__(
        self, credentials: Mapping[str, str], *, transport: httpx.BaseTransport | None, allow_private: bool
    ) -> None:
        self._handle = credentials["handle"].removeprefix("@")
        self._password = credentials["app_password"]
        self._web = Web(
            credentials["service"], secrets=(self._password,), transport=transport, allow_private=allow_private
        )
        self._key = key_of(self._web.base, self._handle, self._password)

    def _did(self, line: Line) -> str:
        return self._session(line).did

    def _get(self, line: Line, place: Place) -> Answer | None:
        """A record, from the server that holds it where that is ours, else as the network knows it. None: not there."""
        wanted = {"repo": place.repo, "collection": place.collection, "rkey": place.rkey}
        call = Call("GET", "/xrpc/com.atproto.repo.getRecord", params=wanted, expected=(HTTPStatus.BAD_REQUEST,))
        answer = self._ask(line, call)
        if answer.status == HTTPStatus.BAD_REQUEST and _error_in(answer) in _NOT_THERE:
            return None
        return line.judged(answer, replace(call, expected=()))

    def _put(self, line: Line, collection: str, rkey: str, more: Json) -> str:
        """Write a record of ours. Returns its address."""
        body = {"repo": self._did(line), "collection": collection, "rkey": rkey, **more}
        answer = self._ask(line, Call("POST", "/xrpc/com.atproto.repo.putRecord", visible=True, json=body))
        return answer.read(lambda said: words(said, "uri"))

    def _delete(self, line: Line, collection: str, rkey: str) -> None:
        """Delete a record of ours. Bluesky answers 200 where it was gone already."""
        body = {"repo": self._did(line), "collection": collection, "rkey": rkey}
        self._ask(line, Call("POST", "/xrpc/com.atproto.repo.deleteRecord", visible=True, json=body))

    def _ask(self, line: Line, call: Call) -> Answer:
        """Make a call as ourselves. A token that has ended is renewed once: the server did nothing with that call."""
        answer = line.exchange(call.signed(f"Bearer {self._session(line).token}"))
        if _token_has_ended(answer):
            KEPT.drop(self._key)
            answer = line.exchange(call.signed(f"Bearer {self._session(line).token}"))
        return line.judged(answer, call)

    def _session(self, line: Line) -> Session:
        kept = KEPT.get(self._key)
        if kept is not None:
            return kept
        who = {"identifier": self._handle, "password": self._password}
        session = line.ask(Call("POST", "/xrpc/com.atproto.server.createSession", json=who), _session_in)
        KEPT.keep(self._key, session)
        return session


def place_of(uri: str) -> Place:
    """The parts of an at:// address. Raises NetworkError for anything else."""
    found = ADDRESS.fullmatch(uri)
    if found is None:
        raise refused("That is not a post on Bluesky.")
    return Place(found[1], found[2], found[3])


def tid(number: int) -> str:
    """A record key in the shape of a TID: 13 characters (atproto.com/specs/tid)."""
    return "".join(_LETTERS_OF_A_TID[(number >> shift) & 31] for shift in range(60, -1, -5))


def public_address(uri: str) -> str:
    """Where people see a post, as a URL."""
    place = place_of(uri)
    return f"https://bsky.app/profile/{place.repo}/post/{place.rkey}"


def _session_in(said: Any) -> Session:
    return Session(words(said, "did"), words(said, "handle"), words(said, "accessJwt"))


def _error_in(answer: Answer) -> str:
    try:
        return answer.read(lambda said: words(said, "error"))
    except NetworkError:
        return ""


def _token_has_ended(answer: Answer) -> bool:
    """Bluesky says it with 400 and a name; a server in front of it may say 401."""
    if answer.status == HTTPStatus.BAD_REQUEST:
        return _error_in(answer) in ("ExpiredToken", "InvalidToken")
    return answer.status == HTTPStatus.UNAUTHORIZED
