"""The AppView's half of a fake Bluesky: notifications, threads, other people's records, gates, blocks and reports."""

import json
from hashlib import sha256
from typing import Any

from tests.fakes.asked import Asked, Said, Written
from tests.fakes.residents import Residents

POSTS, GATES, BLOCKS = "app.bsky.feed.post", "app.bsky.feed.threadgate", "app.bsky.graph.block"


class BlueskyResidents(Residents):
    def __init__(self, did: str) -> None:
        super().__init__()
        self._us = did
        self._beside: dict[tuple[str, str], dict[str, Any]] = {}  # our gates and blocks, by collection and key

    def key_for(self, number: int) -> str:
        return f"at://did:plc:resident/{POSTS}/3resident{number:06d}"

    def answer_about_residents(self, asked: Asked) -> Said | None:
        """The answer, if this is about other people's posts or what we do about them."""
        name = asked.path.removeprefix("/xrpc/")
        if name == "app.bsky.notification.listNotifications":
            return self._notifications(asked)
        if name == "app.bsky.feed.getPosts":
            views = [_view(one) for one in self.there if one.key in asked.every("uris")]
            return Said(200, {"posts": views})
        if name == "app.bsky.feed.getPostThread":
            return self._thread(asked.query["uri"])
        if name == "com.atproto.identity.resolveHandle":
            return Said(200, {"did": f"did:plc:{asked.query['handle']}"})
        if name == "app.bsky.actor.getProfile":
            return Said(200, {"viewer": {}})
        if name == "com.atproto.moderation.createReport":
            self.reported.append((asked.json["subject"]["uri"], asked.json["reason"]))
            return Said(200, {"id": len(self.reported)})
        return self._record(asked, name)

    def _record(self, asked: Asked, name: str) -> Said | None:
        about = asked.query if asked.method == "GET" else asked.json
        place = about.get("collection", POSTS), about.get("rkey", "")
        if place[0] == POSTS and about.get("repo") in (None, self._us):
            return None
        if name == "com.atproto.repo.putRecord":
            return self._put_beside(place, asked.json)
        if name == "com.atproto.repo.deleteRecord":
            gone = self._beside.pop(place, {})
            self.blocked.discard(gone.get("subject", "").removeprefix("did:plc:"))
            return Said(200, {})
        return self._other(f"at://{about['repo']}/{place[0]}/{place[1]}", place)

    def _put_beside(self, place: tuple[str, str], body: dict[str, Any]) -> Said:
        there, record = self._beside.get(place), body["record"]
        if "swapRecord" in body and body["swapRecord"] != (cid_of(there) if there else None):
            return Said(400, {"error": "InvalidSwap", "message": "Record was at another version"})
        self._beside[place] = record
        if place[0] == BLOCKS:
            self.blocked.add(record["subject"].removeprefix("did:plc:"))
        for one in self.written.values():
            if place[0] == GATES and one.thread == record["post"]:
                one.hidden = one.key in record["hiddenReplies"]
        return Said(200, {"uri": f"at://{self._us}/{place[0]}/{place[1]}", "cid": cid_of(record)})

    def _other(self, uri: str, place: tuple[str, str]) -> Said:
        written = self.written.get(uri)
        record = _record_of(written) if written and not written.gone else self._beside.get(place)
        if record is None:
            return Said(400, {"error": "RecordNotFound", "message": "Could not locate record"})
        return Said(200, {"uri": uri, "cid": cid_of(record), "value": record})

    def _notifications(self, asked: Asked) -> Said:
        """Newest first, older than the cursor."""
        listed = sorted(self.there, key=_stamp, reverse=True)
        cursor = asked.query.get("cursor")
        older = [one for one in listed if not cursor or _stamp(one) < cursor]
        page = older[: int(asked.query["limit"])]
        body: dict[str, Any] = {"notifications": [{**_view(one), "reason": _reason(one)} for one in page]}
        if len(older) > len(page):
            body["cursor"] = _stamp(page[-1])
        return Said(200, body)

    def _thread(self, uri: str) -> Said:
        return Said(200, {"thread": {"post": {"uri": uri}, "replies": self._below(uri)}})

    def _below(self, uri: str) -> list[dict[str, Any]]:
        return [{"post": _view(one), "replies": self._below(one.key)} for one in self.there if one.answers == uri]


def cid_of(record: dict[str, Any]) -> str:
    return "bafyrei" + sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _stamp(one: Written) -> str:
    return f"{one.at.isoformat()} {one.key}"


def _record_of(one: Written) -> dict[str, Any]:
    record: dict[str, Any] = {"$type": POSTS, "text": one.text, "createdAt": one.at.isoformat()}
    if one.answers:
        record["reply"] = {"root": {"uri": one.thread, "cid": "bafyroot"}, "parent": {"uri": one.answers, "cid": "b"}}
    return record


def _reason(one: Written) -> str:
    return "reply" if one.answers else "mention"


def _view(one: Written) -> dict[str, Any]:
    author = {"did": "did:plc:resident", "handle": one.handle, "displayName": one.author}
    record = _record_of(one)
    return {"uri": one.key, "cid": cid_of(record), "author": author, "record": record, "indexedAt": one.at.isoformat()}
