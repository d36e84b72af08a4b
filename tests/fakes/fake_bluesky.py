"""Bluesky as its server behaves: records under keys, `swapRecord`, refusals with a name."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from tests.fakes.asked import Asked, Deed, Posted, Said
from tests.fakes.fake_bluesky_residents import BlueskyResidents, cid_of

DID = "did:plc:northfold"
POSTS = "app.bsky.feed.post"
LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
MINUTE = 60_000_000


class FakeBluesky(BlueskyResidents):
    name = "bluesky"
    secret = "abcd-efgh-ijkl-mnop"

    def __init__(self) -> None:
        super().__init__(DID)
        self.shown: dict[str, Posted] = {}
        self.taken: list[Posted] = []
        self.sign_ins = 0
        self._valid_from = 0

    def credentials(self, address: str) -> dict[str, str]:
        return {"service": address, "handle": "northfold.test", "app_password": self.secret}

    def end_tokens(self) -> None:
        """Every session handed out so far has ended."""
        self._valid_from = self.sign_ins + 1

    def accepted(self, key: str) -> int:
        return sum(_made_from(posted.reference, key) for posted in self.taken)

    def below(self, key: str) -> list[str]:
        """Our answers to a message, as its author sees them."""
        replies = {rkey: posted.more.get("reply") for rkey, posted in self.shown.items()}
        return [self.shown[rkey].text for rkey, reply in replies.items() if reply and reply["parent"]["uri"] == key]

    def deed(self, asked: Asked) -> Deed:
        name = asked.path.removeprefix("/xrpc/com.atproto.")
        if name == "repo.putRecord":
            if asked.json["collection"] != POSTS:
                return "edit"
            return "edit" if asked.json["rkey"] in self.shown and "swapRecord" not in asked.json else "publish"
        deeds: dict[str, Deed] = {
            "server.createSession": "sign in",
            "repo.uploadBlob": "upload",
            "repo.deleteRecord": "withdraw",
            "moderation.createReport": "edit",
        }
        return deeds.get(name, "read")

    def answer(self, asked: Asked, address: str) -> Said:
        name = asked.path.removeprefix("/xrpc/com.atproto.")
        if name == "server.createSession":
            return self._create_session(asked)
        refusal = self._refusal(asked)
        if refusal is not None:
            return refusal
        if name == "repo.uploadBlob":
            return Said(200, {"blob": _blob(asked)})
        heard = self.answer_about_residents(asked)
        if heard is not None:
            return heard
        if name == "repo.putRecord":
            return self._put(asked.json)
        if name == "repo.deleteRecord":
            self.shown.pop(asked.json["rkey"], None)
            return Said(200, {})
        return self._get(asked.query["rkey"])

    def _create_session(self, asked: Asked) -> Said:
        if asked.json["password"] != self.secret:
            return _refused(401, "AuthenticationRequired", "Invalid identifier or password")
        self.sign_ins += 1
        return Said(200, {"did": DID, "handle": "northfold.test", "accessJwt": f"token-{self.sign_ins}"})

    def _refusal(self, asked: Asked) -> Said | None:
        token = asked.headers.get("authorization", "").removeprefix("Bearer token-")
        if not token.isdigit():
            return _refused(401, "AuthMissing", "Authentication Required")
        if int(token) < self._valid_from:
            return _refused(400, "ExpiredToken", "Token has expired")
        return None

    def _put(self, body: dict[str, Any]) -> Said:
        record, rkey = body["record"], body["rkey"]
        images = record.get("embed", {}).get("images", [])
        there = self.shown.get(rkey)
        if there is not None and there.more == record:
            return Said(200, _named(rkey, record))
        if "swapRecord" in body and there is not None:
            return _refused(400, "InvalidSwap", "Record was at another version")
        if len(record["text"]) > 300 or any("alt" not in image for image in images):
            return _refused(400, "InvalidRequest", "Invalid app.bsky.feed.post record")
        datetime.fromisoformat(record["createdAt"])
        posted = Posted(rkey, "", record["text"], tuple(image["alt"] for image in images), record)
        self.shown[rkey] = posted
        if there is None:
            self.taken.append(posted)
        return Said(200, _named(rkey, record))

    def _get(self, rkey: str) -> Said:
        there = self.shown.get(rkey)
        if there is None:
            return _refused(400, "RecordNotFound", "Could not locate record")
        return Said(200, {**_named(rkey, there.more), "value": there.more})


def _named(rkey: str, record: dict[str, Any]) -> dict[str, str]:
    return {"uri": f"at://{DID}/{POSTS}/{rkey}", "cid": cid_of(record)}


def _blob(asked: Asked) -> dict[str, Any]:
    link = sha256(asked.body).hexdigest()
    return {"$type": "blob", "ref": {"$link": link}, "mimeType": asked.headers["content-type"], "size": len(asked.body)}


def _refused(status: int, error: str, message: str) -> Said:
    return Said(status, {"error": error, "message": message})


def _made_from(rkey: str, key: str) -> bool:
    """Whether a record key was minted from our key: its low ten bits, and its microseconds within the minute, tell."""
    number = 0
    for letter in rkey:
        number = number << 5 | LETTERS.index(letter)
    digest = int.from_bytes(sha256(key.encode()).digest()[:16], "big")
    return number & 1023 == digest >> 118 and (number >> 10) % MINUTE == -digest % MINUTE
