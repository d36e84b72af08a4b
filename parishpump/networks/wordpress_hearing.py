"""Listening on WordPress: the comments below every post of the site, and hiding them.

Comments are read in the order of their moments. WordPress knows those only to the second, and compares them by the
site's own clock, which is turned back in autumn; so some more than an hour is read again each time, but a page or two
at most. Comments that wait to be let through come too where our account may see them; what WordPress itself holds for
spam does not.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from parishpump.networks.answers import Answer
from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.hearing import Batch, Gone, Heard, Moderation
from parishpump.networks.http import MOST_HEARD, Call, Line
from parishpump.networks.readings import moment, packed, refused, unpacked
from parishpump.networks.refusals import NoModeration
from parishpump.networks.wordpress_account import COMMENTS, EDITING, GONE, WordPressAccount, call
from parishpump.networks.wordpress_comments import Comment, comment, comment_number, is_comment

READ_AGAIN = timedelta(minutes=65)

_PAGE = 100
_ENOUGH = 5.0  # seconds that must be left to ask for another
_REPEATED = 5  # of a page, where a whole one came within a second
_SECOND = timedelta(seconds=1)
_NOT_OURS = (401, 403)


@dataclass(frozen=True)
class Place:
    """Where we are: behind this moment (ISO 8601), and so many comments further.

    before: the moment behind which the page before this one began. A round begins anew there or later, as `again` says.
    """

    behind: str
    skip: int
    before: str
    again: str


class WordPressHearing(WordPressAccount, NoModeration):
    """What people say below the posts of one site."""

    moderates: ClassVar[frozenset[Moderation]] = frozenset({"hide"})

    def listen(self, cursor: str, *, since: datetime, under: Sequence[Receipt]) -> Batch:
        """The next comments on the site, whatever post they are below."""
        line, place = self._web.open(), _place_in(cursor, since)
        answer = self._page(line, place)
        comments = answer.read(lambda said: [comment(one) for one in said])
        us, _ = self._me(line)
        found = tuple(one.heard for one in comments if one.user != us)
        if _is_last(answer, place, comments):
            place = _from_the_start(place, comments, now=datetime.now(UTC))
            return Batch(found, packed(asdict(place)), more=False)
        return Batch(found, packed(asdict(_behind(place, comments))), more=True)

    def look_again(self, keys: Sequence[str]) -> tuple[Heard | Gone, ...]:
        """What is there now, for as many as can be asked in time; the others are left out."""
        line, seen, wanted = self._web.open(), list[Heard | Gone](), list(filter(is_comment, keys))
        found = self._several(line, wanted)
        for key in wanted:
            if key in found:
                seen.append(found[key])
                continue
            if line.deadline.left() < _ENOUGH:
                break
            try:
                there = self._comment(line, key)
            except NetworkError as problem:
                if problem.reason != "sign-in refused":  # a comment that we may not see: it waits, or is no more
                    raise
                self._me(line)
                continue
            seen.append(there.heard if there is not None else Gone(key))
        return tuple(seen)

    def _several(self, line: Line, keys: Sequence[str]) -> dict[str, Heard]:
        there: dict[str, Heard] = {}
        for first in range(0, len(keys), _PAGE):
            numbers = ",".join(comment_number(key) for key in keys[first : first + _PAGE])
            answer = self._listed(line, {"include": numbers, "status": "all", "per_page": str(_PAGE)})
            there |= {one.key: one.heard for one in answer.read(lambda said: [comment(each) for each in said])}
        return there

    def hide(self, key: str) -> None:
        """Let it wait again to be let through: nobody but moderators sees it then."""
        self._put_into(key, "hold")

    def show(self, key: str) -> None:
        self._put_into(key, "approved")

    def _put_into(self, key: str, status: str) -> None:
        """WordPress answers 500 to a change that changes nothing, so we look first."""
        line = self._web.open()
        there = self._comment(line, key)
        if there is None:
            raise refused("The comment is no longer on WordPress.")
        if there.status != status:
            self._change(line, key, {"status": status})

    def _change(self, line: Line, key: str, change: dict[str, str]) -> Comment:
        asked = call("POST", f"{COMMENTS}/{comment_number(key)}", visible=True, json=change)
        return self._ask(line, asked, comment)

    def _comment(self, line: Line, key: str) -> Comment | None:
        """A comment, its own words where we may see them. None: it is gone, or in the bin."""
        path = f"{COMMENTS}/{comment_number(key)}"
        answer = self._readable(line, call("GET", path, wanted=EDITING, expected=(*GONE, *_NOT_OURS)))
        if answer.status in GONE:
            return None
        there = answer.read(comment)
        return None if there.status == "trash" else there

    def _page(self, line: Line, place: Place) -> Answer:
        wanted = {
            "status": "all",
            "orderby": "date_gmt",
            "order": "asc",
            "after": place.behind,
            "per_page": str(_PAGE),
            **({"offset": str(place.skip)} if place.skip else {}),
        }
        return self._listed(line, wanted)

    def _listed(self, line: Line, wanted: dict[str, str]) -> Answer:
        asked = call("GET", COMMENTS, wanted={**wanted, **EDITING}, expected=_NOT_OURS)
        return self._readable(line, replace(asked, most_bytes=MOST_HEARD))

    def _readable(self, line: Line, asked: Call) -> Answer:
        """The answer as for moderators; where our account is none, as anybody sees it."""
        answer = self._send(line, asked)
        if answer.status not in _NOT_OURS:
            return answer
        plainly = {name: said for name, said in asked.params.items() if name != "context"}
        expected = tuple(status for status in asked.expected if status not in _NOT_OURS)
        return self._send(line, replace(asked, params=plainly, expected=expected))


def _behind(place: Place, page: Sequence[Comment]) -> Place:
    """The next page. Where all of this one came within a second, we count; else we go on from its last second."""
    behind = max((one.at for one in page), default=moment(place.behind)) - _SECOND
    if behind > moment(place.behind):
        return replace(place, behind=behind.isoformat(), skip=0, before=place.behind)
    return replace(place, skip=place.skip + _PAGE - _REPEATED)


def _from_the_start(place: Place, page: Sequence[Comment], *, now: datetime) -> Place:
    """Where the next round begins. A comment from the future does not make us skip what comes before it."""
    newest = min(now, max((one.at for one in page), default=moment(place.behind)))
    again = max(newest - READ_AGAIN, moment(place.before), moment(place.again)).isoformat()
    return Place(behind=again, skip=0, before=again, again=again)


def _is_last(answer: Answer, place: Place, page: Sequence[Comment]) -> bool:
    """Whether nothing comes behind a page, which may be short because some of it is not for us to see."""
    total = answer.headers.get("x-wp-total", "")
    return place.skip + _PAGE >= int(total) if total.isascii() and total.isdigit() else len(page) < _PAGE


def _place_in(cursor: str, since: datetime) -> Place:
    said: dict[str, Any] = unpacked(cursor)
    try:
        return Place(str(said["behind"]), int(said["skip"]), str(said["before"]), str(said["again"]))
    except (LookupError, TypeError, ValueError):
        start = (since.astimezone(UTC).replace(microsecond=0) - _SECOND).isoformat()
        return Place(start, 0, start, start)
