"""The demonstration network: a small public timeline that this software serves itself, in the demonstration only.

Its interface, for whoever serves it (`Authorization: Bearer TOKEN` on every call):

    GET    /api/account          200 {"account": name}
    POST   /api/posts            201 a post; the same key again 200 the same post. Body: key, text, written_at,
                                 pictures [{media_type, alt, content_b64, width, height}], and for an answer
                                 answers: a post's id or `reply-` and a reply's id; 422 where that is no more
    GET    /api/posts?key=KEY    200 {"posts": [post]}
    GET    /api/posts/ID         200 a post, 404
    PUT    /api/posts/ID         200 a post, 404. Body: text, pictures
    DELETE /api/posts/ID         204, 404

    GET    /api/replies?after=ID&since=MOMENT
                                 200 {"replies": [reply], "more": bool}: what people answered to the account's posts,
                                 in the order of their ids, those above ID and not older than MOMENT, 200 at most
    GET    /api/replies/ID       200 a reply, 404 where its author took it back
    PUT    /api/replies/ID/hidden     204, 404: only the account still sees it
    DELETE /api/replies/ID/hidden     204, 404: everybody sees it again
    PUT    /api/blocks/HANDLE    204: nobody answers the account under this handle
    DELETE /api/blocks/HANDLE    204

A post is {"id", "address", "key", "text", "answers", "pictures": [{"alt"}]}. A reply is {"id", "address", "post": the
id of the post that it answers, "thread": the id of the first post, "author": a name, "handle", "text", "written_at",
"changed_at": a moment or null, "hidden": bool}. Moments are ISO 8601 with a zone.
"""

import base64
from typing import Any, ClassVar

from parishpump.networks.answers import words
from parishpump.networks.contract import Health, Limits, NetworkError, Parcel, Picture, Receipt, Shown
from parishpump.networks.demonstration_hearing import GONE, DemonstrationHearing, id_in
from parishpump.networks.http import Call
from parishpump.networks.lengths import require_fit


class Demonstration(DemonstrationHearing):
    """One account on the demonstration network."""

    name: ClassVar[str] = "demonstration"

    @classmethod
    def limits(cls) -> Limits:
        return Limits(
            characters=500,
            counts="characters",
            url_counts=None,
            pictures=4,
            picture_bytes=5_000_000,
            alt_required=True,
            edits=True,
            withdraws=True,
        )

    def read_limits(self) -> Limits:
        return self.limits()

    def check(self) -> Health:
        try:
            account = self._ask(Call("GET", "/api/account"), lambda said: words(said, "account"))
        except NetworkError as error:
            if not error.permanent:
                raise
            return Health(ok=False, account="", message=error.detail, ends_at=None)
        return Health(ok=True, account=account, message="The demonstration network lets us in.", ends_at=None)

    def publish(self, parcel: Parcel) -> Receipt:
        require_fit(parcel, self.limits(), network="The demonstration network")
        body = {"key": parcel.key, "text": parcel.text, "written_at": parcel.written_at.isoformat()}
        if parcel.in_reply_to:
            body["answers"] = parcel.in_reply_to
        call = Call("POST", "/api/posts", visible=True, json={**body, "pictures": _pictures(parcel)})
        return self._ask(call, _receipt)

    def find(self, parcel: Parcel) -> Receipt | None:
        found = self._ask(
            Call("GET", "/api/posts", params={"key": parcel.key}),
            lambda said: [_receipt(post) for post in said["posts"] if post["key"] == parcel.key],
        )
        return found[0] if found else None

    def read(self, receipt: Receipt) -> Shown | None:
        answer = self._web.open().send(self._signed(Call("GET", _path(receipt), expected=GONE)))
        return None if answer.status in GONE else answer.read(_shown)

    def edit(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        require_fit(parcel, self.limits(), network="The demonstration network")
        body = {"text": parcel.text, "pictures": _pictures(parcel)}
        return self._ask(Call("PUT", _path(receipt), visible=True, json=body), _receipt)

    def withdraw(self, receipt: Receipt) -> None:
        self._web.open().send(self._signed(Call("DELETE", _path(receipt), visible=True, expected=GONE)))


def _pictures(parcel: Parcel) -> list[dict[str, object]]:
    return [_picture(picture) for picture in parcel.pictures]


def _picture(picture: Picture) -> dict[str, object]:
    return {
        "media_type": picture.media_type,
        "alt": picture.alt,
        "content_b64": base64.b64encode(picture.content).decode(),
        "width": picture.width,
        "height": picture.height,
    }


def _path(receipt: Receipt) -> str:
    return f"/api/posts/{id_in(receipt.reference)}"


def _receipt(said: Any) -> Receipt:
    return Receipt(reference=str(said["id"]), address=words(said, "address"))


def _shown(said: Any) -> Shown:
    alts = tuple(words(picture, "alt") for picture in said["pictures"])
    return Shown(words(said, "text"), alts, words(said, "address"), str(said["id"]))
