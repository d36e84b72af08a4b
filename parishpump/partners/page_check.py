"""Asking one public page whether it is still there. One try, politely, and never inside somebody's own network.

Pure: no Django. A page is asked for its head alone; where a site does not do that, for the page.
"""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

import httpx

from parishpump.networks.answers import Answer
from parishpump.networks.contract import NetworkError
from parishpump.networks.http import Call, Web

State = Literal["works", "fails", "unclear"]
MOST_TURNS = 4
_MOVED = (301, 302, 303, 307, 308)
# Sites that keep programs out answer so: it says nothing of what a person would see there.
_KEEPS_OUT = (401, 403, 406, 429, 451)


@dataclass(frozen=True)
class Seen:
    """What came of a look, in words that begin a sentence about the page."""

    state: State
    words: str


def look_at(address: str, *, transport: httpx.BaseTransport | None = None, allow_private: bool = False) -> Seen:
    """Ask for a page, following it within its own site. Every failure is an answer: nothing is raised for it."""
    asked = address
    for _ in range(MOST_TURNS):
        try:
            answer = _answer(asked, transport, allow_private)
        except NetworkError as error:
            return Seen("fails", error.detail.removesuffix(" Nothing was sent."))
        onward = _onward(answer, asked)
        if not onward:
            return _judged(answer)
        if not _same_site(asked, onward):
            return Seen("fails", f"Sends people on to another site, {_host(onward)}. See whether it is still theirs.")
        asked = onward
    return Seen("fails", "Sends people round in circles.")


def _answer(address: str, transport: httpx.BaseTransport | None, allow_private: bool) -> Answer:
    parts = urlsplit(address)
    web = Web(f"{parts.scheme}://{parts.netloc}", secrets=(), transport=transport, allow_private=allow_private)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = web.open()
    head = line.exchange(Call("HEAD", path, headers={"Accept": "text/html"}))
    return head if head.status < 400 else line.exchange(Call("GET", path, headers={"Accept": "text/html"}))


def _onward(answer: Answer, asked: str) -> str:
    place = answer.headers.get("location", "")
    return urljoin(asked, place) if answer.status in _MOVED and place else ""


def _same_site(one: str, other: str) -> bool:
    return _host(one).removeprefix("www.") == _host(other).removeprefix("www.")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _judged(answer: Answer) -> Seen:
    if answer.status < 400:
        return Seen("works", "Answers.")
    if answer.status in _KEEPS_OUT:
        return Seen("unclear", f"Does not let programs look ({answer.status}). Open it yourself.")
    if answer.status in (404, 410):
        return Seen("fails", f"There is no such page any more ({answer.status}).")
    return Seen("fails", f"The site is in trouble ({answer.status}).")
