"""Keeping the house rules on Bluesky: hidden replies, blocks and reports.

Hiding is a matter of the thread: the gate beside our own post (`app.bsky.feed.threadgate`) names the replies that are
folded away under it. They stay where their authors put them.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, ClassVar

from parishpump.networks.answers import words
from parishpump.networks.bluesky_account import POSTS, BlueskyAccount, Place, place_of, tid
from parishpump.networks.facets import Json
from parishpump.networks.hearing import Moderation
from parishpump.networks.http import Call, Line
from parishpump.networks.readings import readable, refused, word
from parishpump.networks.refusals import NoModeration

GATES, BLOCKS = "app.bsky.feed.threadgate", "app.bsky.graph.block"
MOST_HIDDEN = 300  # app.bsky.feed.threadgate
MOST_WORDS = 2000  # com.atproto.moderation.createReport


class BlueskyModeration(BlueskyAccount, NoModeration):
    """What one account may do about others."""

    moderates: ClassVar[frozenset[Moderation]] = frozenset({"hide", "block", "report"})

    def hide(self, key: str) -> None:
        line = self._web.open()
        self._gate(line, self._root_of(line, key), key, hidden=True)

    def show(self, key: str) -> None:
        line = self._web.open()
        self._gate(line, self._root_of(line, key), key, hidden=False)

    def block(self, handle: str) -> None:
        line = self._web.open()
        did = self._did_of(line, handle)
        record = {"$type": BLOCKS, "subject": did, "createdAt": _now()}
        if self._get(line, Place(self._did(line), BLOCKS, _rkey_for(did))) is None:
            self._put(line, BLOCKS, _rkey_for(did), {"record": record})

    def unblock(self, handle: str) -> None:
        """Take back our block, and one that somebody made by hand."""
        line = self._web.open()
        did = self._did_of(line, handle)
        profile = self._ask(line, Call("GET", "/xrpc/app.bsky.actor.getProfile", params={"actor": did}))
        by_hand = profile.read(lambda said: word(said, "viewer", "blocking"))
        for rkey in {_rkey_for(did), place_of(by_hand).rkey if by_hand else _rkey_for(did)}:
            self._delete(line, BLOCKS, rkey)

    def report(self, key: str, words: str) -> None:
        line = self._web.open()
        answer = self._get(line, place_of(key))
        if answer is None:
            raise refused("It is no longer on Bluesky, so it cannot be reported.")
        body = {
            "reasonType": "com.atproto.moderation.defs#reasonOther",
            "reason": readable(words)[:MOST_WORDS],
            "subject": {"$type": "com.atproto.repo.strongRef", **answer.read(_named)},
        }
        self._ask(line, Call("POST", "/xrpc/com.atproto.moderation.createReport", visible=True, json=body))

    def _root_of(self, line: Line, key: str) -> Place:
        """Our own post at the head of the thread. Raises NetworkError where the thread is somebody else's."""
        answer = self._get(line, place_of(key))
        if answer is None:
            raise refused("It is no longer on Bluesky.")
        root = answer.read(lambda said: word(said, "value", "reply", "root", "uri"))
        if not root or place_of(root).repo != self._did(line):
            raise refused("Only replies under our own posts can be hidden on Bluesky.")
        return place_of(root)

    def _gate(self, line: Line, root: Place, key: str, *, hidden: bool) -> None:
        """Write the thread's gate anew, if nobody else did meanwhile."""
        there = self._get(line, Place(root.repo, GATES, root.rkey))
        gate, cid = _new_gate(root), None
        if there is not None:
            gate, cid = there.read(lambda said: (dict(said["value"]), words(said, "cid")))
        before = _hidden_in(gate)
        if (key in before) is hidden:
            return
        after = [*before, key] if hidden else [one for one in before if one != key]
        if len(after) > MOST_HIDDEN:
            raise refused(f"Bluesky hides {MOST_HIDDEN} replies of a thread at most.")
        self._put(line, GATES, root.rkey, {"record": {**gate, "hiddenReplies": after}, "swapRecord": cid})

    def _did_of(self, line: Line, handle: str) -> str:
        name = handle.strip().removeprefix("@")
        if name.startswith("did:"):
            return name
        call = Call("GET", "/xrpc/com.atproto.identity.resolveHandle", params={"handle": name})
        return self._ask(line, call).read(lambda said: words(said, "did"))


def _new_gate(root: Place) -> Json:
    """A gate that lets everybody reply."""
    return {"$type": GATES, "post": f"at://{root.repo}/{POSTS}/{root.rkey}", "createdAt": _now()}


def _hidden_in(gate: Json) -> list[str]:
    hidden = gate.get("hiddenReplies")
    return [str(one) for one in hidden] if isinstance(hidden, list) else []


def _named(said: Any) -> dict[str, str]:
    return {"uri": words(said, "uri"), "cid": words(said, "cid")}


def _rkey_for(did: str) -> str:
    """One record key for each account, so that blocking twice is blocking once."""
    return tid(int.from_bytes(sha256(did.encode()).digest()[:8], "big") >> 1)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
