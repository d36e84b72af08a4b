"""The demonstration network's interface, as parishpump.networks.demonstration describes it."""

from typing import Any

from tests.fakes.asked import Asked, Deed, Posted, Said

NOT_FOUND = Said(404, {"error": "no such post"})


class FakeDemonstration:
    name = "demonstration"
    secret = "demonstration-token"

    def __init__(self) -> None:
        self.shown: dict[str, Posted] = {}
        self.taken: list[Posted] = []

    def credentials(self, address: str) -> dict[str, str]:
        return {"address": address, "token": self.secret}

    def accepted(self, key: str) -> int:
        return sum(posted.key == key for posted in self.taken)

    def deed(self, asked: Asked) -> Deed:
        if asked.path == "/api/account":
            return "sign in"
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
        return self._one(asked, address)

    def _post(self, body: dict[str, Any], address: str) -> Said:
        there = next((posted for posted in self.shown.values() if posted.key == body["key"]), None)
        if there is not None:
            return Said(200, _as_json(there, address))
        if len(body["text"]) > 500:
            return Said(422, {"error": "longer than 500 characters"})
        posted = Posted(str(len(self.taken) + 1), body["key"], body["text"], _alts(body))
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
