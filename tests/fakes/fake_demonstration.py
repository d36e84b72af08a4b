"""The demonstration network's interface, as parishpump.networks.demonstration describes it."""

from typing import Any

from tests.fakes.asked import Asked, Deed, Posted, Said, Written
from tests.fakes.residents import Residents

NOT_FOUND = Said(404, {"error": "no such post"})


class FakeDemonstration(Residents):
    name = "demonstration"
    secret = "demonstration-token"

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, Posted] = {}
        self.taken: list[Posted] = []

    def credentials(self, address: str) -> dict[str, str]:
        return {"address": address, "token": self.secret}

    def accepted(self, key: str) -> int:
        return sum(posted.key == key for posted in self.taken)

    def below(self, key: str) -> list[str]:
        """Our answers to a message, as its author sees them."""
        return [posted.text for posted in self.shown.values() if posted.more["answers"] == key]

    def deed(self, asked: Asked) -> Deed:
        if asked.path == "/api/account":
            return "sign in"
        if asked.method != "GET" and not asked.path.startswith("/api/posts"):
            return "edit"
        deeds: dict[str, Deed] = {"POST": "publish", "PUT": "edit", "DELETE": "withdraw"}
        return deeds.get(asked.method, "read")

    def answer(self, asked: Asked, address: str) -> Said:
        if asked.headers.get("authorization") != f"Bearer {self.secret}":
            return Said(401, {"error": "unknown token"})
        if asked.path == "/api/account":
            return Said(200, {"account": "Northfold Parish Council"})
        if asked.path == "/api/posts" and asked.method == "GET":
            found = [posted for posted in self.shown.values() if posted.key == asked.query["key"]]
            return Said(200, {"posts": [_as_json(posted, address) for posted in found]})
        if asked.path == "/api/posts":
            return self._post(asked.json, address)
        if asked.path.startswith("/api/blocks/"):
            handle = asked.path.rpartition("/")[2]
            (self.blocked.add if asked.method == "PUT" else self.blocked.discard)(handle)
            return Said(204)
        if asked.path.startswith("/api/replies"):
            return self._replies(asked, address)
        return self._one(asked, address)

    def _post(self, body: dict[str, Any], address: str) -> Said:
        there = next((posted for posted in self.shown.values() if posted.key == body["key"]), None)
        if there is not None:
            return Said(200, _as_json(there, address))
        if len(body["text"]) > 500:
            return Said(422, {"error": "longer than 500 characters"})
        answers = body.get("answers", "")
        if answers and not (answers in self.shown or any(one.key == answers for one in self.there)):
            return Said(422, {"error": "What it answers is no longer there."})
        number = str(len(self.taken) + 1)
        posted = Posted(number, body["key"], body["text"], _alts(body), {"answers": answers})
        self.shown[posted.reference] = posted
        self.taken.append(posted)
        return Said(201, _as_json(posted, address))

    def _one(self, asked: Asked, address: str) -> Said:
        posted = self.shown.get(asked.path.rpartition("/")[2])
        if posted is None:
            return NOT_FOUND
        if asked.method == "DELETE":
            del self.shown[posted.reference]
            return Said(204)
        if asked.method == "PUT":
            posted.text, posted.alts = asked.json["text"], _alts(asked.json)
        return Said(200, _as_json(posted, address))

    def key_for(self, number: int) -> str:
        return f"reply-{number}"

    def _replies(self, asked: Asked, address: str) -> Said:
        number, _, hidden = asked.path.removeprefix("/api/replies").strip("/").partition("/")
        if not number:
            there = [one for one in self.there if _number(one) > int(asked.query["after"])]
            since = asked.query.get("since", "")
            page = [_reply_as_json(one, address) for one in there if one.at.isoformat() >= since]
            return Said(200, {"replies": page[:200], "more": len(page) > 200})
        one = self.written.get(f"reply-{number}")
        if one is None or one.gone:
            return NOT_FOUND
        if hidden:
            one.hidden = asked.method == "PUT"
            return Said(204)
        return Said(200, _reply_as_json(one, address))


def _number(one: Written) -> int:
    return int(one.key.removeprefix("reply-"))


def _reply_as_json(one: Written, address: str) -> dict[str, Any]:
    return {
        "id": str(_number(one)),
        "address": f"{address}/posts/{one.thread}#{one.key}",
        "post": one.answers,
        "thread": one.thread,
        "author": one.author,
        "handle": one.handle,
        "text": one.text,
        "written_at": one.at.isoformat(),
        "changed_at": f"{one.at.isoformat()} {one.version}" if one.version > 1 else None,
        "hidden": one.hidden,
    }


def _alts(body: dict[str, Any]) -> tuple[str, ...]:
    return tuple(picture["alt"] for picture in body["pictures"])


def _as_json(posted: Posted, address: str) -> dict[str, Any]:
    return {
        "id": posted.reference,
        "address": f"{address}/posts/{posted.reference}",
        "key": posted.key,
        "text": posted.text,
        "pictures": [{"alt": alt} for alt in posted.alts],
    }
