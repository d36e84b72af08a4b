"""Bluesky, by the AT Protocol's own calls (XRPC).

A post is a record under a key that we mint from the parcel, so sending the same parcel twice makes one post, and
reading that one record settles whether it is there. Source: atproto.com/specs/record-key and the lexicons
`com.atproto.repo.*`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any, ClassVar

import httpx

from parishpump.networks.answers import Answer, words
from parishpump.networks.contract import Health, Limits, NetworkError, Parcel, Picture, Receipt, Shown
from parishpump.networks.facets import Json, facets
from parishpump.networks.http import Call, Line, Web
from parishpump.networks.lengths import require_fit
from parishpump.networks.sessions import KEPT, Session, key_of

POSTS = "app.bsky.feed.post"
MOST_TEXT_BYTES = 3000

_TID_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_MINUTE = 60_000_000  # microseconds


class Bluesky:
    """One account on one Bluesky server."""

    name: ClassVar[str] = "bluesky"

    def __init__(
        self, credentials: Mapping[str, str], *, transport: httpx.BaseTransport | None, allow_private: bool
    ) -> None:
        self._handle = credentials["handle"].removeprefix("@")
        self._password = credentials["app_password"]
        self._web = Web(
            credentials["service"], secrets=(self._password,), transport=transport, allow_private=allow_private
        )
        self._key = key_of(self._web.base, self._handle, self._password)

    @classmethod
    def limits(cls) -> Limits:
        return Limits(
            characters=300,
            counts="graphemes",
            url_counts=None,
            pictures=4,
            picture_bytes=2_000_000,
            alt_required=True,
            edits=True,
            withdraws=True,
        )

    def read_limits(self) -> Limits:
        """The same: the limits are part of the protocol, and no call tells them."""
        return self.limits()

    def check(self) -> Health:
        """Sign in afresh, so that a password withdrawn a minute ago shows."""
        KEPT.drop(self._key)
        try:
            session = self._session(self._web.open())
        except NetworkError as error:
            if not error.permanent:
                raise
            return Health(ok=False, account=self._handle, message=error.detail, ends_at=None)
        return Health(ok=True, account=session.handle, message="Bluesky lets us in.", ends_at=None)

    def publish(self, parcel: Parcel) -> Receipt:
        require_fit(parcel, self.limits(), network="Bluesky")
        _require_bytes(parcel.text)
        line = self._web.open()
        record = _record(parcel, self._uploaded(line, parcel.pictures), created_at=_moment(parcel.written_at))
        try:
            # `swapRecord: null` means: only where nothing is there yet. A late repeat never undoes a correction.
            return self._put(line, rkey_of(parcel), {"record": record, "swapRecord": None})
        except NetworkError as refusal:
            there = self._found(line, rkey_of(parcel)) if refusal.reason == "refused" else None
            if there is None:
                raise
            return there

    def find(self, parcel: Parcel) -> Receipt | None:
        return self._found(self._web.open(), rkey_of(parcel))

    def read(self, receipt: Receipt) -> Shown | None:
        answer = self._get(self._web.open(), _rkey_in(receipt))
        return None if answer is None else answer.read(_shown)

    def edit(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        """Put another text in the record's place. The moment of the first publication stays."""
        require_fit(parcel, self.limits(), network="Bluesky")
        _require_bytes(parcel.text)
        line, rkey = self._web.open(), _rkey_in(receipt)
        answer = self._get(line, rkey)
        if answer is None:
            raise NetworkError(
                permanent=True, outcome_known=True, reason="refused", detail="The post is no longer on Bluesky."
            )
        created_at = answer.read(lambda said: words(said, "value", "createdAt"))
        return self._put(line, rkey, {"record": _record(parcel, self._uploaded(line, parcel.pictures), created_at)})

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the record. Bluesky answers 200 where it was gone already."""
        line = self._web.open()
        body = {"repo": self._session(line).did, "collection": POSTS, "rkey": _rkey_in(receipt)}
        self._ask(line, Call("POST", "/xrpc/com.atproto.repo.deleteRecord", visible=True, json=body))

    def _uploaded(self, line: Line, pictures: tuple[Picture, ...]) -> list[Json]:
        return [self._image(line, picture) for picture in pictures]

    def _image(self, line: Line, picture: Picture) -> Json:
        call = Call(
            "POST",
            "/xrpc/com.atproto.repo.uploadBlob",
            content=picture.content,
            headers={"Content-Type": picture.media_type},
        )
        blob = self._ask(line, call).read(_blob)
        ratio = {"width": picture.width, "height": picture.height}
        return {"alt": picture.alt, "image": blob, "aspectRatio": ratio}

    def _put(self, line: Line, rkey: str, more: Json) -> Receipt:
        body = {"repo": self._session(line).did, "collection": POSTS, "rkey": rkey, **more}
        answer = self._ask(line, Call("POST", "/xrpc/com.atproto.repo.putRecord", visible=True, json=body))
        return answer.read(lambda said: _receipt(words(said, "uri")))

    def _found(self, line: Line, rkey: str) -> Receipt | None:
        answer = self._get(line, rkey)
        return None if answer is None else answer.read(lambda said: _receipt(words(said, "uri")))

    def _get(self, line: Line, rkey: str) -> Answer | None:
        """The record from the account's own server, which is the one place that knows for certain."""
        wanted = {"repo": self._session(line).did, "collection": POSTS, "rkey": rkey}
        call = Call("GET", "/xrpc/com.atproto.repo.getRecord", params=wanted, expected=(HTTPStatus.BAD_REQUEST,))
        answer = self._ask(line, call)
        if answer.status == HTTPStatus.BAD_REQUEST and _error_in(answer) == "RecordNotFound":
            return None
        return line.judged(answer, replace(call, expected=()))

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


def rkey_of(parcel: Parcel) -> str:
    """The record key of a parcel: 13 characters in the shape of a TID (atproto.com/specs/tid), always the same.

    The microseconds within the last minute come from our key, not from the clock: posts that were due at one moment
    must not meet. With the ten bits of the clock identifier that makes 36 bits, within each minute of an account.
    """
    digest = int.from_bytes(sha256(parcel.key.encode()).digest()[:16], "big")
    minute = int(parcel.written_at.timestamp()) // 60 * _MINUTE
    number = ((minute - digest % _MINUTE) << 10) | (digest >> 118)
    return "".join(_TID_LETTERS[(number >> shift) & 31] for shift in range(60, -1, -5))


def _record(parcel: Parcel, images: list[Json], created_at: str) -> Json:
    record: Json = {"$type": POSTS, "text": parcel.text, "createdAt": created_at, "langs": ["en"]}
    marks = facets(parcel.text)
    if marks:
        record["facets"] = marks
    if images:
        record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    return record


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _require_bytes(text: str) -> None:
    if len(text.encode()) > MOST_TEXT_BYTES:
        raise NetworkError(
            permanent=True, outcome_known=True, reason="refused", detail="The text is too long for Bluesky."
        )


def _receipt(uri: str) -> Receipt:
    did, rkey = _parts_of(uri)
    return Receipt(reference=uri, address=f"https://bsky.app/profile/{did}/post/{rkey}")


def _parts_of(uri: str) -> tuple[str, str]:
    found = re.fullmatch(rf"at://(did:[^/]+)/{re.escape(POSTS)}/([^/]+)", uri)
    if found is None:
        raise ValueError(uri)
    return found[1], found[2]


def _rkey_in(receipt: Receipt) -> str:
    try:
        return _parts_of(receipt.reference)[1]
    except ValueError:
        raise NetworkError(
            permanent=True, outcome_known=True, reason="refused", detail="That is not a post on Bluesky."
        ) from None


def _shown(said: Any) -> Shown:
    receipt = _receipt(words(said, "uri"))
    images = said["value"].get("embed", {}).get("images", [])
    alts = tuple(words(image, "alt") for image in images)
    return Shown(words(said, "value", "text"), alts, receipt.address, receipt.reference)


def _blob(said: Any) -> Json:
    return {str(name): value for name, value in said["blob"].items()}


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
