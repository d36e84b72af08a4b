"""A feed that is listened to: RSS, Atom or JSON Feed, asked for only when it has changed (RFC 9110, 13)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

import httpx

from parishpump.networks.answers import Answer
from parishpump.networks.contract import Health, NetworkError, Receipt
from parishpump.networks.feed_entries import NotAFeedError, entries_in
from parishpump.networks.hearing import Batch, Gone, Heard
from parishpump.networks.http import Call, Web
from parishpump.networks.readings import packed, refused, unpacked
from parishpump.networks.refusals import NoModeration

MOST_ENTRIES = 200  # in one batch
MOST_MOVES = 3

_ACCEPT = "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"
_MOVED = (
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
)


@dataclass(frozen=True)
class Mark:
    """How far a feed was read: what its server calls this state, a hash of the whole, how many entries were given.

    `given` is 0 once all were. `old`: older entries than were asked for are wanted too, for this is not the first time.
    """

    etag: str = ""
    modified: str = ""
    body: str = ""
    given: int = 0
    old: bool = False

    @classmethod
    def from_cursor(cls, cursor: str) -> "Mark":
        """Where a cursor of ours points; the beginning where it is none of ours."""
        said = unpacked(cursor)
        try:
            etag, modified, body = (str(said[name]) for name in ("etag", "modified", "body"))
            return cls(etag, modified, body, int(said["given"]), bool(said["old"]))
        except (ValueError, TypeError, KeyError):
            return cls()

    def as_cursor(self) -> str:
        return packed(asdict(self))

    def conditions(self) -> dict[str, str]:
        """The headers that ask for nothing where nothing has changed."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in said.items() if value and not self.given}


class Feed(NoModeration):
    """One feed, which anybody may read."""

    name: ClassVar[str] = "feed"

    def __init__(
        self, credentials: Mapping[str, str], *, transport: httpx.BaseTransport | None, allow_private: bool
    ) -> None:
        address = credentials["address"].strip()
        self._address = address if "://" in address else f"https://{address}"
        self._transport, self._allow_private = transport, allow_private
        self._web(self._address)

    def check(self) -> Health:
        """Whether there is a feed that we can read."""
        try:
            title, entries = self._read(self._fetched(Mark()), datetime.now(UTC))
        except NetworkError as error:
            if not error.permanent:
                raise
            return Health(ok=False, account="", message=error.detail, ends_at=None)
        return Health(ok=True, account=title, message=f"The feed has {len(entries)} entries now.", ends_at=None)

    def listen(self, cursor: str, *, since: datetime, under: Sequence[Receipt]) -> Batch:
        """The entries of a feed that has changed, oldest first. Entries heard already come again, with the same key."""
        mark = Mark.from_cursor(cursor)
        answer = self._fetched(mark)
        now = _mark_of(answer)
        if answer.status == HTTPStatus.NOT_MODIFIED or (now.body == mark.body and not mark.given):
            return Batch((), cursor, more=False)
        entries = [one for one in self._read(answer, since)[1] if mark.old or one.written_at >= since]
        begin = mark.given if now.body == mark.body else 0
        batch, left = entries[begin : begin + MOST_ENTRIES], len(entries) > begin + MOST_ENTRIES
        now = replace(now, given=begin + MOST_ENTRIES, old=mark.old) if left else replace(now, old=True)
        return Batch(tuple(batch), now.as_cursor(), more=left)

    def look_again(self, keys: Sequence[str]) -> tuple[Heard | Gone, ...]:
        """Nothing: what has left a feed is old, not gone. Edits come with `listen`."""
        return ()

    def _fetched(self, mark: Mark) -> Answer:
        """The feed as it is now, from wherever it has moved to; every address on the way is checked as the first is."""
        address = self._address
        for _ in range(MOST_MOVES):
            web, path = self._web(address)
            headers = {"Accept": _ACCEPT, **mark.conditions()}
            answer = web.open().send(Call("GET", path, headers=headers, expected=(HTTPStatus.NOT_MODIFIED, *_MOVED)))
            if answer.status not in _MOVED:
                return answer
            address = urljoin(address, answer.headers.get("location", ""))
        raise refused("The feed’s address leads from one address to the next. Give the last of them.")

    def _web(self, address: str) -> tuple[Web, str]:
        """The way to the feed’s site, and the path there: feeds may have a `?` in theirs."""
        try:
            parts = urlsplit(address)
        except ValueError:
            raise refused("That is not a web address.") from None
        base = f"{parts.scheme}://{parts.netloc}"
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Web(base, secrets=(), transport=self._transport, allow_private=self._allow_private), path

    def _read(self, answer: Answer, otherwise: datetime) -> tuple[str, list[Heard]]:
        try:
            return entries_in(answer.body, address=self._address, otherwise=otherwise)
        except NotAFeedError:
            raise refused(f"{answer.host} gives no feed at that address. Look for its RSS or Atom address.") from None


def _mark_of(answer: Answer) -> Mark:
    headers = answer.headers
    return Mark(headers.get("etag", ""), headers.get("last-modified", ""), sha256(answer.body).hexdigest())
