"""Listening on Mastodon: what names us, and the threads under our own posts.

Notifications are read in the order of their numbers (`min_id`). The first time we go down from the newest to the
moment that was asked for, and up from there.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from parishpump.networks.answers import words
from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.hearing import Batch, Gone, Heard
from parishpump.networks.http import MOST_HEARD, Call, Line
from parishpump.networks.mastodon_account import GONE, MastodonAccount, is_number, number_in
from parishpump.networks.mastodon_posts import author_of, heard, written_at
from parishpump.networks.readings import Tail, moment, packed, unpacked, word
from parishpump.networks.threads import ROOM, Round, walk

_PAGE = 40
_MOST_PAGES = 10  # down, in one call
_AT_ONCE = 20  # GET /api/v1/statuses
_UNKNOWN = (400, 404, 405, 422)
_HIGH = 30  # statuses up to the first of a thread
_ENOUGH = 10.0  # seconds that must be left to go on in the same call


@dataclass(frozen=True)
class Place:
    """Where we are: going down (`down` is a notification's number, "" for the newest) or on the way up (`tail`).

    given, turn: as in `threads.Round`.
    """

    down: str
    tail: Tail | None
    given: dict[str, str]
    turn: int


class MastodonHearing(MastodonAccount):
    """What others say to one account."""

    def listen(self, cursor: str, *, since: datetime, under: Sequence[Receipt]) -> Batch:
        """Mentions and messages, then the answers below `under` that did not come that way."""
        line, place, found = self._web.open(), _place_in(cursor), list[Heard]()
        if place.tail is None:
            place = self._descend(line, place, since)
            return Batch((), _packed(place), more=True)
        if place.turn == 0:
            found, tail, more = self._notified(line, place.tail)
            place = replace(place, tail=tail)
            if more:
                return Batch(tuple(found), _packed(place), more=True)
        below, this = walk(
            Round(place.given, place.turn),
            under,
            lambda receipt: self._below(line, receipt),
            room=ROOM - len(found),
            go_on=lambda: line.deadline.left() > _ENOUGH,
        )
        place = replace(place, given=dict(this.given), turn=this.turn)
        return Batch((*found, *below), _packed(place), more=this.turn > 0)

    def look_again(self, keys: Sequence[str]) -> tuple[Heard | Gone, ...]:
        """What is there now, for as many as can be asked in time; the others are left out."""
        line, seen, roots = self._web.open(), list[Heard | Gone](), dict[str, str]()
        wanted, us = list(filter(is_number, keys)), self._us(line)
        there = self._several(line, wanted)
        for key in wanted:
            if line.deadline.left() < _ENOUGH:
                break
            status = there.get(key) or self._status(line, key)
            seen.append(Gone(key) if status is None else heard(status, thread=self._root(line, status, roots), us=us))
        return tuple(seen)

    def _several(self, line: Line, numbers: Sequence[str]) -> dict[str, Any]:
        """Many statuses at once, by number: those that are there. Nothing before Mastodon 4.3."""
        there: dict[str, Any] = {}
        for first in range(0, len(numbers), _AT_ONCE):
            params = {"id[]": list(numbers[first : first + _AT_ONCE])}
            call = Call("GET", "/api/v1/statuses", params=params, expected=_UNKNOWN, most_bytes=MOST_HEARD)
            answer = self._send(line, call)
            if answer.status in _UNKNOWN:
                break
            there |= answer.read(lambda said: {words(one, "id"): one for one in said})
        return there

    def _descend(self, line: Line, place: Place, since: datetime) -> Place:
        """Find the newest notification that is older than the moment asked for; reading begins behind it."""
        down = place.down
        for _ in range(_MOST_PAGES):
            page = self._page(line, {"max_id": down} if down else {})
            older = [number for number, at, _ in page if at < since]
            if older or not page:
                start = older[-1] if older else "0"
                return replace(place, tail=Tail(start, start, start))
            down = page[0][0]
        return replace(place, down=down)

    def _notified(self, line: Line, tail: Tail) -> tuple[list[Heard], Tail, bool]:
        """What came behind a place, oldest first, and whether there is more."""
        found: list[Heard] = []
        roots: dict[str, str] = {}
        us = self._us(line)
        while len(found) < ROOM and line.deadline.left() > _ENOUGH:
            page = self._page(line, {"min_id": tail.at})
            tail = tail.after([(number, at) for number, at, _ in page])
            if not page:
                return found, tail, False
            statuses = [status for _, _, status in page if status is not None]
            found += [heard(one, thread=self._root(line, one, roots), us=us) for one in statuses]
        return found, tail, True

    def _page(self, line: Line, wanted: dict[str, str]) -> list[tuple[str, datetime, Any]]:
        """One page of notifications, oldest first: number, moment, status."""
        params: dict[str, str | Sequence[str]] = {"limit": str(_PAGE), "types[]": ["mention"], **wanted}
        call = Call("GET", "/api/v1/notifications", params=params, most_bytes=MOST_HEARD)
        return self._ask(line, call, lambda said: [_notification(one) for one in reversed(said)])

    def _root(self, line: Line, status: Any, roots: dict[str, str]) -> str:
        """The number of the first status of a thread, as far up as we may see. `roots`: by parent, what is known."""
        way, above = list[str](), status
        while (parent := word(above, "in_reply_to_id")) and parent not in roots and len(way) < _HIGH:
            way.append(parent)
            above = self._status(line, number_in(parent))
            if above is None:
                break
        root = roots.get(parent) or (way[-1] if way else words(status, "id"))
        roots.update(dict.fromkeys(way, root))
        return root

    def _below(self, line: Line, receipt: Receipt) -> list[Heard] | None:
        """Everybody else's statuses below one of ours, oldest first. None: the server does not show them."""
        number, us = number_in(receipt.reference), self._us(line)
        call = Call("GET", f"/api/v1/statuses/{number}/context", expected=GONE, most_bytes=MOST_HEARD)
        try:
            answer = self._send(line, call)
            if answer.status in GONE:
                return None
            return answer.read(lambda said: _answers_in(said, number, us))
        except NetworkError as problem:
            if problem.reason in ("refused", "unreadable answer"):
                return None
            raise


def _answers_in(said: Any, number: str, us: str) -> list[Heard]:
    first = words(said["ancestors"][0], "id") if said["ancestors"] else number
    below = [heard(one, thread=first, us=us) for one in said["descendants"] if author_of(one) != us]
    return sorted(below, key=lambda one: (one.written_at, one.key))


def _notification(said: Any) -> tuple[str, datetime, Any]:
    status = said.get("status")
    if status is not None:
        words(status, "id")
    return words(said, "id"), moment(word(said, "created_at"), otherwise=written_at(status or {})), status


def _place_in(cursor: str) -> Place:
    said = unpacked(cursor)
    try:
        tail = Tail(*(str(said["tail"][name]) for name in ("at", "before", "resume"))) if said["tail"] else None
        return Place(str(said["down"]), tail, dict(said["given"]), int(said["turn"]))
    except (LookupError, TypeError, ValueError):
        return Place("", None, {}, 0)


def _packed(place: Place) -> str:
    return packed(asdict(place))
