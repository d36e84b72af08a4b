"""One account on a WordPress site, and the calls that it makes."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Literal, TypeVar

import httpx

from parishpump.networks.answers import Answer
from parishpump.networks.http import Call, Line, Web, basic
from parishpump.networks.readings import refused

T = TypeVar("T")

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
EDITING = {"context": "edit"}  # the content as it was written, not as a theme shows it
BAD = (HTTPStatus.BAD_REQUEST,)
POSTS, MEDIA, COMMENTS = "/wp/v2/posts", "/wp/v2/media", "/wp/v2/comments"


class WordPressAccount:
    """One user of one WordPress site."""

    def __init__(
        self, credentials: Mapping[str, str], *, transport: httpx.BaseTransport | None, allow_private: bool
    ) -> None:
        password = credentials["application_password"]
        self._authorization = basic(credentials["username"], password)
        self._web = Web(credentials["address"], secrets=(password,), transport=transport, allow_private=allow_private)
        self._rights: tuple[int, Mapping[str, Any]] | None = None

    def _me(self, line: Line) -> tuple[int, Mapping[str, Any]]:
        """Our user's number and what it may do, asked for once."""
        if self._rights is None:
            self._rights = self._ask(line, call("GET", "/wp/v2/users/me", wanted=EDITING), _number_and_rights)
        return self._rights

    def _ask(self, line: Line, asked: Call, reader: Callable[[Any], T]) -> T:
        return self._send(line, asked).read(reader)

    def _send(self, line: Line, asked: Call) -> Answer:
        return line.send(self._signed(asked))

    def _signed(self, asked: Call) -> Call:
        return asked.signed(self._authorization)


def call(
    method: Literal["GET", "POST", "DELETE"],
    path: str,
    *,
    visible: bool = False,
    json: object = None,
    form: Mapping[str, str] | None = None,
    files: Mapping[str, tuple[str, bytes, str]] | None = None,
    expected: tuple[int, ...] = (),
    wanted: Mapping[str, str | Sequence[str]] | None = None,
) -> Call:
    """A call to `?rest_route=`, which works whether or not the site has pretty addresses."""
    return Call(
        method,
        "/",
        visible,
        {"rest_route": path, **(wanted or {})},
        json=json,
        form=form,
        files=files,
        expected=expected,
    )


def number_in(reference: str) -> str:
    """The number of a post. Raises NetworkError for anything else."""
    if not (reference.isascii() and reference.isdigit()):
        raise refused("That is not a post on WordPress.")
    return reference


def _number_and_rights(said: Any) -> tuple[int, Mapping[str, Any]]:
    return int(said["id"]), dict(said["capabilities"])
