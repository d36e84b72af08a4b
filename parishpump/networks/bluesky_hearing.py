"""Listening on Bluesky: its notifications, and the threads under our own posts.

Notifications come newest first, a page at a time. So that nothing is left out whatever happens in between, one goes
down the pages until what is known, remembers them in the cursor, and comes up again giving each. A notification stands
where its author's own clock puts it, which may be behind: so a day, or the newest page, is looked at again, and the
answers to our posts are read from their threads too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from parishpump.networks.answers import Answer
from parishpump.networks.bluesky_account import BlueskyAccount, place_of
from parishpump.networks.bluesky_posts import answers_below, heard, is_post, is_readable, listed_at
from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.hearing import Batch, Gone, Heard
from parishpump.networks.http import MOST_HEARD, Call, Line
from parishpump.networks.readings import moment, packed, unpacked
from parishpump.networks.threads import ROOM, Round, walk

REASONS = ("reply", "mention", "quote")
LOOKED_AT_AGAIN = timedelta(days=1)

_PAGE = 100
_POSTS_A_CALL = 25  # app.bsky.feed.getPosts
_MOST_PAGES = 20  # down, in one call
_DEEP = 100  # levels of a thread
_ENOUGH = 10.0  # seconds that must be left to begin another thread
_AT_ONCE = 3  # pages that are given in one call, when there are no more
_TOP = ""


@dataclass(frozen=True)
class Place:
    """Where we are among the notifications.

    done: everything before it was given (ISO 8601). floor: nothing before it is asked for again. pages: the cursors of
    the pages on the way, top first. rising: at the bottom already. given, turn: as in `threads.Round`.
    """

    done: str
    floor: str
    pages: tuple[str, ...] = ()
    rising: bool = False
    given: dict[str, str] | None = None
    turn: int = 0


@dataclass(frozen=True)
class Page:
    """One page of notifications, newest first. `below`: the cursor of the next one down, "" for none."""

    notifications: tuple[Any, ...]
    below: str

    def reaches(self, done: datetime) -> bool:
        return any(listed_at(one) < done for one in self.notifications)


class BlueskyHearing(BlueskyAccount):
    """What others say to one account."""

    def listen(self, cursor: str, *, since: datetime, under: Sequence[Receipt]) -> Batch:
        """Replies, mentions and quotes of us, then the answers below `under` that did not come that way."""
        line, place, found = self._web.open(), _place_in(cursor, since), list[Heard]()
        if place.turn == 0:
            found, place = self._notified(line, place)
            if place.pages:
                return Batch(tuple(found), _packed(place), more=True)
        below, this = walk(
            Round(place.given or {}, place.turn),
            under,
            lambda receipt: self._below(line, receipt),
            room=ROOM - len(found),
            go_on=lambda: line.deadline.left() > _ENOUGH,
        )
        place = replace(place, given=dict(this.given), turn=this.turn)
        return Batch((*found, *below), _packed(place), more=this.turn > 0)

    def look_again(self, keys: Sequence[str]) -> tuple[Heard | Gone, ...]:
        """What is there now, for as many as can be asked in time; the others are left out."""
        line = self._web.open()
        posts = [key for key in keys if is_post(key)]
        there = {post["uri"]: post for post in self._posts(line, posts)}
        us = self._did(line)
        seen: list[Heard | Gone] = []
        for key in posts:
            if key in there:
                seen.append(heard(there[key], us=us))
            elif line.deadline.left() < _ENOUGH:
                break
            elif self._get(line, place_of(key)) is None:  # posts between people who blocked each other are there
                seen.append(Gone(key))
        return tuple(seen)

    def _notified(self, line: Line, place: Place) -> tuple[list[Heard], Place]:
        """What the next step brings, oldest first: a page on the way up, or all where it is little. Else nothing."""
        if not place.rising:
            return self._descend(line, place)
        page = self._page_there(line, place)
        if page is None:
            return self._descend(line, replace(place, pages=(), rising=False))
        found = self._given(line, [page], moment(place.done))
        done = max([moment(place.done), *map(listed_at, page.notifications)]).isoformat()
        above = place.pages[:-1]
        if len(above) >= _AT_ONCE:
            return found, replace(place, done=done, pages=above)
        # The newest pages are others by now: down again, but only to here.
        return found, replace(place, done=done, pages=(_TOP,), rising=False)

    def _descend(self, line: Line, place: Place) -> tuple[list[Heard], Place]:
        done, pages, seen = moment(place.done), list(place.pages or (_TOP,)), list[Page]()
        first = self._page_there(line, place)
        if first is None:
            pages, first = [_TOP], self._page(line, _TOP)
        seen.append(first)
        while seen[-1].below and not seen[-1].reaches(done):
            pages.append(seen[-1].below)
            if len(seen) == _MOST_PAGES:
                return [], replace(place, pages=tuple(pages))
            seen.append(self._page(line, pages[-1]))
        if not len(pages) == len(seen) <= _AT_ONCE:
            return [], replace(place, pages=tuple(pages), rising=True)
        again = _again_from(seen[0], floor=moment(place.floor)).isoformat()
        return self._given(line, seen, done), Place(done=again, floor=again, given=place.given)

    def _given(self, line: Line, pages: Sequence[Page], done: datetime) -> list[Heard]:
        listed = [one for page in pages for one in page.notifications if listed_at(one) >= done]
        return _once(self._read(line, sorted(listed, key=listed_at)))

    def _page_there(self, line: Line, place: Place) -> Page | None:
        """The page where we were. None: the network no longer knows that page, so we go down once more."""
        at = place.pages[-1] if place.pages else _TOP
        try:
            return self._page(line, at)
        except NetworkError as problem:
            if at == _TOP or problem.reason != "refused":
                raise
            return None

    def _page(self, line: Line, cursor: str) -> Page:
        wanted: dict[str, str | Sequence[str]] = {"limit": str(_PAGE), "reasons": REASONS, "priority": "false"}
        if cursor:
            wanted["cursor"] = cursor
        return self._read_from(line, "app.bsky.notification.listNotifications", wanted).read(_page_in)

    def _read(self, line: Line, notifications: Sequence[Any]) -> list[Heard]:
        """As posts. Those with pictures are looked up, for a notification does not say where those can be seen."""
        pictured = [one["uri"] for one in notifications if one["record"].get("embed")]
        whole = {(post["uri"], post["cid"]): post for post in self._posts(line, pictured)}
        us = self._did(line)
        return [heard(whole.get((one["uri"], one["cid"]), one), us=us) for one in notifications]

    def _posts(self, line: Line, uris: Sequence[str]) -> Iterator[Any]:
        for first in range(0, len(uris), _POSTS_A_CALL):
            wanted = {"uris": uris[first : first + _POSTS_A_CALL]}
            answer = self._read_from(line, "app.bsky.feed.getPosts", wanted)
            yield from answer.read(lambda said: [post for post in said["posts"] if is_readable(post)])

    def _below(self, line: Line, receipt: Receipt) -> list[Heard] | None:
        """Answers below a post of ours. None: the network does not show it, or shows more than we can take."""
        wanted = {"uri": receipt.reference, "depth": str(_DEEP), "parentHeight": "0"}
        us = self._did(line)
        try:
            answer = self._read_from(line, "app.bsky.feed.getPostThread", wanted)
            return answer.read(lambda said: answers_below(said["thread"], us=us))
        except NetworkError as problem:
            if problem.reason in ("refused", "unreadable answer"):
                return None
            raise

    def _read_from(self, line: Line, name: str, wanted: dict[str, Any]) -> Answer:
        call = Call("GET", f"/xrpc/{name}", params=wanted, expected=(HTTPStatus.BAD_REQUEST,), most_bytes=MOST_HEARD)
        return line.judged(self._ask(line, call), replace(call, expected=()))


def _place_in(cursor: str, since: datetime) -> Place:
    said = unpacked(cursor)
    try:
        return Place(
            done=str(said["done"]),
            floor=str(said["floor"]),
            pages=tuple(str(one) for one in said["pages"]),
            rising=bool(said["rising"]),
            given=dict(said["given"] or {}),
            turn=int(said["turn"]),
        )
    except (LookupError, TypeError, ValueError):
        return Place(done=since.isoformat(), floor=since.isoformat())


def _packed(place: Place) -> str:
    return packed(asdict(place))


def _page_in(said: Any) -> Page:
    notifications = [one for one in said["notifications"] if one["reason"] in REASONS and is_readable(one)]
    return Page(tuple(notifications), said.get("cursor") or "")


def _again_from(top: Page, *, floor: datetime) -> datetime:
    """From where to look next time: a day before the newest, or the oldest of the newest page where that is later."""
    moments = [listed_at(one) for one in top.notifications]
    return max(floor, max(moments) - LOOKED_AT_AGAIN, min(moments)) if moments else floor


def _once(found: Sequence[Heard]) -> list[Heard]:
    """A post that both answers and mentions us has two notifications."""
    return list({(one.key, one.version): one for one in found}.values())
