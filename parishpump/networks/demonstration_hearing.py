"""Listening on the demonstration network. What it is asked stands in `demonstration`."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar, Literal, TypeVar
from urllib.parse import quote

import httpx

from parishpump.networks.answers import words
from parishpump.networks.contract import Receipt
from parishpump.networks.hearing import Batch, Gone, Heard, Moderation
from parishpump.networks.http import MOST_HEARD, Call, Line, Web
from parishpump.networks.readings import Tail, as_bytes, moment, packed, readable, refused, unpacked, word
from parishpump.networks.refusals import NoModeration

T = TypeVar("T")

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
AN_ANSWER = "reply-"


class DemonstrationHearing(NoModeration):
    """What people answer to one account."""

    moderates: ClassVar[frozenset[Moderation]] = frozenset({"hide", "block"})

    def __init__(
        self, credentials: Mapping[str, str], *, transport: httpx.BaseTransport | None, allow_private: bool
    ) -> None:
        self._token = credentials["token"]
        self._web = Web(
            credentials["address"], secrets=(self._token,), transport=transport, allow_private=allow_private
        )

    def listen(self, cursor: str, *, since: datetime, under: Sequence[Receipt]) -> Batch:
        """The next answers to any of our posts."""
        tail = _tail_in(cursor)
        params = {"after": tail.at, **({"since": since.isoformat()} if tail.at == "0" else {})}
        found, more = self._ask(Call("GET", "/api/replies", params=params, most_bytes=MOST_HEARD), _page)
        tail = tail.after([(one.key.removeprefix(AN_ANSWER), one.written_at) for one in found])
        if not more:
            tail = tail.after([])
        return Batch(tuple(found), packed(asdict(tail)), more)

    def look_again(self, keys: Sequence[str]) -> tuple[Heard | Gone, ...]:
        line = self._web.open()
        return tuple(self._now(line, key) for key in keys if is_reply(key) and line.deadline.left())

    def hide(self, key: str) -> None:
        self._do("PUT", f"{_path(key)}/hidden")

    def show(self, key: str) -> None:
        self._do("DELETE", f"{_path(key)}/hidden")

    def block(self, handle: str) -> None:
        self._do("PUT", f"/api/blocks/{quote(handle, safe='')}")

    def unblock(self, handle: str) -> None:
        self._do("DELETE", f"/api/blocks/{quote(handle, safe='')}")

    def _now(self, line: Line, key: str) -> Heard | Gone:
        answer = line.send(self._signed(Call("GET", _path(key), expected=GONE)))
        return Gone(key) if answer.status in GONE else answer.read(_heard)

    def _do(self, method: Literal["PUT", "DELETE"], path: str) -> None:
        self._web.open().send(self._signed(Call(method, path, visible=True)))

    def _ask(self, call: Call, reader: Callable[[Any], T]) -> T:
        return self._web.open().ask(self._signed(call), reader)

    def _signed(self, call: Call) -> Call:
        return call.signed(f"Bearer {self._token}")


def id_in(reference: str) -> str:
    """The id of a post. Raises NetworkError for anything else."""
    if not re.fullmatch(r"[\w-]+", reference, re.ASCII):
        raise refused("That is not a post on this network.")
    return reference


def is_reply(key: str) -> bool:
    return re.fullmatch(rf"{AN_ANSWER}\d+", key, re.ASCII) is not None


def _path(key: str) -> str:
    if not is_reply(key):
        raise refused("That is not an answer on this network.")
    return f"/api/replies/{key.removeprefix(AN_ANSWER)}"


def _page(said: Any) -> tuple[list[Heard], bool]:
    return [_heard(one) for one in said["replies"]], said["more"] is True


def _heard(said: Any) -> Heard:
    return Heard(
        key=f"{AN_ANSWER}{words(said, 'id')}",
        version=word(said, "changed_at") or words(said, "written_at"),
        kind="reply",
        text=readable(words(said, "text")),
        author=readable(words(said, "author")),
        handle=word(said, "handle"),
        written_at=moment(words(said, "written_at")),
        address=words(said, "address"),
        thread=words(said, "thread"),
        answers=words(said, "post"),
        public=said["hidden"] is not True,
        raw=as_bytes(said),
        media_type="application/json",
    )


def _tail_in(cursor: str) -> Tail:
    said = unpacked(cursor)
    try:
        return Tail(str(said["at"]), str(said["before"]), str(said["resume"]))
    except LookupError:
        return Tail("0", "0", "0")
