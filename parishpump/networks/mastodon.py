"""Mastodon, by its own interface (docs.joinmastodon.org/methods).

A repeat within the hour is safe by Idempotency-Key. Later nothing on a post carries our key, so an unknown outcome is
settled by reading the account's own posts since the parcel was written, and comparing text and alt texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, ClassVar, NamedTuple

from parishpump.networks.answers import words
from parishpump.networks.contract import Health, Limits, NetworkError, Parcel, Picture, Receipt, Shown
from parishpump.networks.http import Call, Line
from parishpump.networks.markup import page
from parishpump.networks.mastodon_account import GONE, number_in, who_am_i
from parishpump.networks.mastodon_hearing import MastodonHearing
from parishpump.networks.mastodon_moderation import MastodonModeration
from parishpump.networks.mastodon_posts import is_public
from parishpump.networks.readings import refused, word

_CLOCKS_DIFFER = timedelta(minutes=2)
_PAGE = 40
_MOST_PAGES = 25
_LOOK_AGAIN = 1.0  # seconds between two looks at a picture that is still being worked on
# Our mention of whom we answer: its no-break space tells it from one that the council wrote itself.
_OUR_MENTION = re.compile(r"@\S+\u00a0")


@dataclass(frozen=True)
class Status:
    """One post as Mastodon tells of it."""

    number: str
    address: str
    text: str
    alts: tuple[str, ...]
    created_at: datetime
    answers: str


class Answered(NamedTuple):
    """What a post of ours answers: the status's number, the mention that its author is told by, and who may read ours.

    Mastodon tells people of an answer only where it names them.
    """

    number: str = ""
    mention: str = ""
    visibility: str = "public"


class Mastodon(MastodonHearing, MastodonModeration):
    """One account on one Mastodon server."""

    name: ClassVar[str] = "mastodon"

    @classmethod
    def limits(cls) -> Limits:
        return Limits(
            characters=500,
            counts="graphemes",
            url_counts=23,
            pictures=4,
            picture_bytes=16_000_000,
            alt_required=False,
            edits=True,
            withdraws=True,
        )

    def read_limits(self) -> Limits:
        """What this server's own configuration says."""
        return self._web.open().ask(Call("GET", "/api/v2/instance"), _limits)

    def check(self) -> Health:
        try:
            account = self._ask(self._web.open(), who_am_i(), lambda said: words(said, "acct"))
        except NetworkError as error:
            if not error.permanent:
                raise
            return Health(ok=False, account="", message=error.detail, ends_at=None)
        return Health(ok=True, account=account, message="Mastodon lets us in.", ends_at=None)

    def publish(self, parcel: Parcel) -> Receipt:
        line = self._web.open()
        answered = self._answered(line, parcel)
        body: dict[str, object] = {
            "status": answered.mention + parcel.text,
            "media_ids": self._uploaded(line, parcel.pictures),
            "visibility": answered.visibility,
        }
        if answered.number:
            body["in_reply_to_id"] = answered.number
        call = Call("POST", "/api/v1/statuses", visible=True, json=body, headers={"Idempotency-Key": parcel.key})
        return _receipt(self._ask(line, call, _status))

    def find(self, parcel: Parcel) -> Receipt | None:
        line = self._web.open()
        wanted = _comparable(parcel.text)
        alts = tuple(picture.alt.strip() for picture in parcel.pictures)
        for status in self._own_since(line, parcel.written_at - _CLOCKS_DIFFER):
            # An answer loses its place when what it answers is deleted.
            if status.alts != alts or status.answers not in ("", parcel.in_reply_to):
                continue
            if wanted in (_comparable(status.text), _comparable(self._source(line, status))):
                return _receipt(status)
        return None

    def read(self, receipt: Receipt) -> Shown | None:
        line = self._web.open()
        status = self._own(line, receipt)
        if status is None:
            return None
        return Shown(_without_our_mention(self._source(line, status)), status.alts, status.address, status.number)

    def edit(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        """Put another text in its place. It stays an answer to what it answers, and names whom it named."""
        line = self._web.open()
        status = self._own(line, receipt)
        if status is None:
            raise refused("The post is no longer on Mastodon.")
        mention = _OUR_MENTION.match(self._source(line, status)) if status.answers else None
        text = (mention.group() if mention else "") + parcel.text
        body = {"status": text, "media_ids": self._uploaded(line, parcel.pictures)}
        call = Call("PUT", f"/api/v1/statuses/{status.number}", visible=True, json=body)
        return _receipt(self._ask(line, call, _status))

    def withdraw(self, receipt: Receipt) -> None:
        call = Call("DELETE", f"/api/v1/statuses/{number_in(receipt.reference)}", visible=True, expected=GONE)
        self._web.open().send(self._signed(call))

    def _own(self, line: Line, receipt: Receipt) -> Status | None:
        call = Call("GET", f"/api/v1/statuses/{number_in(receipt.reference)}", expected=GONE)
        answer = self._send(line, call)
        return None if answer.status in GONE else answer.read(_status)

    def _answered(self, line: Line, parcel: Parcel) -> Answered:
        """Whom this answers. To what was said in private the answer goes to its author alone."""
        if not parcel.in_reply_to:
            return Answered()
        status = self._status(line, number_in(parcel.in_reply_to))
        if status is None:
            raise refused("What it answers is no longer on Mastodon.")
        name, visibility = word(status, "account", "acct"), "public" if is_public(status) else "direct"
        ours = word(status, "account", "id") == self._us(line)
        named = ours or re.search(rf"@{re.escape(name)}(?![\w-]|[@.]\w)", parcel.text, re.IGNORECASE)
        return Answered(parcel.in_reply_to, "" if named else f"@{name}\u00a0", visibility)

    def _uploaded(self, line: Line, pictures: tuple[Picture, ...]) -> list[str]:
        numbers = [self._upload(line, picture) for picture in pictures]
        for number in numbers:
            self._wait_for(line, number)
        return numbers

    def _upload(self, line: Line, picture: Picture) -> str:
        file = (f"picture.{picture.media_type.rpartition('/')[2]}", picture.content, picture.media_type)
        call = Call("POST", "/api/v2/media", form={"description": picture.alt}, files={"file": file})
        return self._ask(line, call, lambda said: words(said, "id"))

    def _wait_for(self, line: Line, number: str) -> None:
        """A picture may still be worked on (202, then 206); a post with it would be refused until that is over."""
        while True:
            answer = line.send(self._signed(Call("GET", f"/api/v1/media/{number}")))
            if answer.status == HTTPStatus.OK:
                return
            if line.deadline.left() <= _LOOK_AGAIN:
                break
            self._pause(_LOOK_AGAIN)
        raise NetworkError(
            permanent=False,
            outcome_known=True,
            reason="silent",
            detail=f"{line.host} is still working on a picture. Nothing was published yet.",
        )

    def _own_since(self, line: Line, since: datetime) -> Iterator[Status]:
        """Our own posts, newest first, back to a moment. Raises NetworkError where that is too far to read."""
        account = self._us(line)
        wanted = {"limit": str(_PAGE), "exclude_reblogs": "true"}
        for _ in range(_MOST_PAGES):
            call = Call("GET", f"/api/v1/accounts/{account}/statuses", params=wanted)
            statuses = self._ask(line, call, lambda said: [_status(one) for one in said])
            yield from (status for status in statuses if status.created_at >= since)
            if not statuses or statuses[-1].created_at < since:
                return
            wanted["max_id"] = statuses[-1].number
        raise NetworkError(
            permanent=False,
            outcome_known=True,
            reason="unreadable answer",
            detail=f"There are too many posts on {line.host} since then to look through.",
        )

    def _source(self, line: Line, status: Status) -> str:
        """The text as it was written, where the server tells (since Mastodon 3.5); else as it reads."""
        call = Call("GET", f"/api/v1/statuses/{status.number}/source", expected=GONE)
        answer = line.send(self._signed(call))
        return status.text if answer.status in GONE else answer.read(lambda said: words(said, "text"))


def _status(said: Any) -> Status:
    return Status(
        number=words(said, "id"),
        address=words(said, "url"),
        text=page(words(said, "content")).text,
        alts=tuple((media["description"] or "").strip() for media in said["media_attachments"]),
        created_at=datetime.fromisoformat(words(said, "created_at")),
        answers=word(said, "in_reply_to_id"),
    )


def _receipt(status: Status) -> Receipt:
    return Receipt(reference=status.number, address=status.address)


def _without_our_mention(text: str) -> str:
    return _OUR_MENTION.sub("", text, count=1) if _OUR_MENTION.match(text) else text


def _comparable(text: str) -> str:
    """A text without our mention, and without what Mastodon changes: spaces, and the server in a mention."""
    return " ".join(re.sub(r"(@\w+)@[\w.-]+\w", r"\1", _without_our_mention(text)).split())


def _limits(said: Any) -> Limits:
    """From `configuration` of /api/v2/instance."""
    statuses, media = said["configuration"]["statuses"], said["configuration"]["media_attachments"]
    return Limits(
        characters=int(statuses["max_characters"]),
        counts="graphemes",
        url_counts=int(statuses["characters_reserved_per_url"]),
        pictures=int(statuses["max_media_attachments"]),
        picture_bytes=int(media["image_size_limit"]),
        alt_required=False,
        edits=True,
        withdraws=True,
    )
