"""Bluesky, by the AT Protocol's own calls (XRPC).

A post is a record under a key that we mint from the parcel, so sending the same parcel twice makes one post, and
reading that one record settles whether it is there. Source: atproto.com/specs/record-key and the lexicons
`com.atproto.repo.*`.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, ClassVar

from parishpump.networks.answers import words
from parishpump.networks.bluesky_account import POSTS, Place, place_of, public_address, tid
from parishpump.networks.bluesky_hearing import BlueskyHearing
from parishpump.networks.bluesky_moderation import BlueskyModeration
from parishpump.networks.contract import Health, Limits, NetworkError, Parcel, Picture, Receipt, Shown
from parishpump.networks.facets import Json, facets
from parishpump.networks.http import Call, Line
from parishpump.networks.lengths import require_fit
from parishpump.networks.readings import refused
from parishpump.networks.sessions import KEPT

MOST_TEXT_BYTES = 3000

_MINUTE = 60_000_000  # microseconds


class Bluesky(BlueskyHearing, BlueskyModeration):
    """One account on one Bluesky server."""

    name: ClassVar[str] = "bluesky"

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
        try:
            record = self._record(line, parcel, _moment(parcel.written_at), self._reply(line, parcel.in_reply_to))
            # `swapRecord: null` means: only where nothing is there yet. A late repeat never undoes a correction.
            return self._put_post(line, rkey_of(parcel), {"record": record, "swapRecord": None})
        except NetworkError as refusal:
            there = self._found(line, rkey_of(parcel)) if refusal.reason == "refused" else None
            if there is None:
                raise
            return there

    def find(self, parcel: Parcel) -> Receipt | None:
        return self._found(self._web.open(), rkey_of(parcel))

    def read(self, receipt: Receipt) -> Shown | None:
        line = self._web.open()
        answer = self._get(line, self._ours(line, _rkey_in(receipt)))
        return None if answer is None else answer.read(_shown)

    def edit(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        """Put another text in the record's place. The moment of the first publication stays, and what it answers."""
        require_fit(parcel, self.limits(), network="Bluesky")
        _require_bytes(parcel.text)
        rkey, line = _rkey_in(receipt), self._web.open()
        answer = self._get(line, self._ours(line, rkey))
        if answer is None:
            raise refused("The post is no longer on Bluesky.")
        created_at, reply = answer.read(lambda said: (words(said, "value", "createdAt"), said["value"].get("reply")))
        return self._put_post(line, rkey, {"record": self._record(line, parcel, created_at, reply)})

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the record."""
        rkey = _rkey_in(receipt)
        self._delete(self._web.open(), POSTS, rkey)

    def _reply(self, line: Line, answered: str) -> Json | None:
        """What a reply names: the post that it answers and the first one of the thread, each in its version."""
        if not answered:
            return None
        answer = self._get(line, place_of(answered))
        if answer is None:
            raise refused("What it answers is no longer on Bluesky.")
        return answer.read(_reply_to)

    def _record(self, line: Line, parcel: Parcel, created_at: str, reply: Json | None) -> Json:
        images = [self._image(line, picture) for picture in parcel.pictures]
        record: Json = {"$type": POSTS, "text": parcel.text, "createdAt": created_at, "langs": ["en"]}
        marks = facets(parcel.text)
        if marks:
            record["facets"] = marks
        if images:
            record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
        if reply:
            record["reply"] = reply
        return record

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

    def _put_post(self, line: Line, rkey: str, more: Json) -> Receipt:
        return _receipt(self._put(line, POSTS, rkey, more))

    def _found(self, line: Line, rkey: str) -> Receipt | None:
        answer = self._get(line, self._ours(line, rkey))
        return None if answer is None else answer.read(lambda said: _receipt(words(said, "uri")))

    def _ours(self, line: Line, rkey: str) -> Place:
        return Place(self._did(line), POSTS, rkey)


def rkey_of(parcel: Parcel) -> str:
    """The record key of a parcel: 13 characters in the shape of a TID (atproto.com/specs/tid), always the same.

    The microseconds within the last minute come from our key, not from the clock: posts that were due at one moment
    must not meet. With the ten bits of the clock identifier that makes 36 bits, within each minute of an account.
    """
    digest = int.from_bytes(sha256(parcel.key.encode()).digest()[:16], "big")
    minute = int(parcel.written_at.timestamp()) // 60 * _MINUTE
    return tid(((minute - digest % _MINUTE) << 10) | (digest >> 118))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _require_bytes(text: str) -> None:
    if len(text.encode()) > MOST_TEXT_BYTES:
        raise refused("The text is too long for Bluesky.")


def _receipt(uri: str) -> Receipt:
    return Receipt(reference=uri, address=public_address(uri))


def _rkey_in(receipt: Receipt) -> str:
    place = place_of(receipt.reference)
    if place.collection != POSTS:
        raise refused("That is not a post on Bluesky.")
    return place.rkey


def _reply_to(said: Any) -> Json:
    parent = {"uri": words(said, "uri"), "cid": words(said, "cid")}
    thread = said["value"].get("reply")
    root = {name: words(thread, "root", name) for name in ("uri", "cid")} if thread else parent
    return {"root": root, "parent": parent}


def _shown(said: Any) -> Shown:
    receipt = _receipt(words(said, "uri"))
    images = said["value"].get("embed", {}).get("images", [])
    alts = tuple(words(image, "alt") for image in images)
    return Shown(words(said, "value", "text"), alts, receipt.address, receipt.reference)


def _blob(said: Any) -> Json:
    return {str(name): value for name, value in said["blob"].items()}
