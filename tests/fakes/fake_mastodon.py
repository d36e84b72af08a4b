"""Mastodon as its server behaves: an idempotency key for an hour, pictures that are worked on, HTML for text."""

import html
from datetime import UTC, datetime
from typing import Any

from tests.fakes.asked import Asked, Deed, Posted, Said
from tests.fakes.fake_mastodon_residents import MastodonResidents

NOT_FOUND = Said(404, {"error": "Record not found"})


class FakeMastodon(MastodonResidents):
    name = "mastodon"
    secret = "mastodon-access-token"

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, Posted] = {}
        self.taken: list[Posted] = []
        self.slow_pictures = 0  # how often a new picture is asked for before it is ready
        self.knows_source = True
        self._media: dict[str, dict[str, Any]] = {}
        self._by_key: dict[str, str] = {}

    def credentials(self, address: str) -> dict[str, str]:
        return {"address": address, "access_token": self.secret}

    def forget_keys(self) -> None:
        """An hour has passed."""
        self._by_key.clear()

    def accepted(self, key: str) -> int:
        return sum(posted.key == key for posted in self.taken)

    def below(self, key: str) -> list[str]:
        """Our answers to a message, as its author sees them."""
        return [posted.text for posted in self.shown.values() if posted.more["answers"] == key]

    def deed(self, asked: Asked) -> Deed:
        if asked.path == "/api/v1/accounts/verify_credentials":
            return "sign in"
        if asked.path == "/api/v2/media":
            return "upload"
        if asked.method == "POST" and asked.path != "/api/v1/statuses":
            return "edit"
        deeds: dict[str, Deed] = {"POST": "publish", "PUT": "edit", "DELETE": "withdraw"}
        return deeds.get(asked.method, "read")

    def answer(self, asked: Asked, address: str) -> Said:
        if asked.path == "/api/v2/instance":
            return Said(200, _instance())
        if asked.headers.get("authorization") != f"Bearer {self.secret}":
            return Said(401, {"error": "The access token is invalid"})
        if asked.path == "/api/v1/accounts/verify_credentials":
            return Said(200, {"id": "1", "acct": "northfold"})
        if asked.path == "/api/v1/statuses" and asked.method == "POST":
            return self._post(asked, address)
        heard = self.answer_about_residents(asked, address)
        return heard if heard is not None else self._about_posts(asked, address)

    def _about_posts(self, asked: Asked, address: str) -> Said:
        if asked.path == "/api/v2/media":
            return self._upload(asked)
        if asked.path.startswith("/api/v1/media/"):
            return self._medium(asked.path.rpartition("/")[2])
        if asked.path == "/api/v1/accounts/1/statuses":
            return Said(200, self._page(asked, address))
        return self._one(asked, address)

    def _upload(self, asked: Asked) -> Said:
        number = str(len(self._media) + 1)
        self._media[number] = {"id": number, "description": asked.form["description"], "left": self.slow_pictures}
        return Said(202 if self.slow_pictures else 200, {"id": number, "url": None})

    def _medium(self, number: str) -> Said:
        medium = self._media[number]
        medium["left"] -= 1
        return Said(206 if medium["left"] >= 0 else 200, {"id": number})

    def _post(self, asked: Asked, address: str) -> Said:
        key = asked.headers["idempotency-key"]
        if key in self._by_key:
            return Said(200, _as_json(self.shown[self._by_key[key]], address))
        refusal = self._refusal(asked.json)
        if refusal is not None:
            return refusal
        number = str(1000 + len(self.taken))
        posted = Posted(number, key, asked.json["status"], self._alts(asked.json), _more(asked.json))
        self.shown[number], self._by_key[key] = posted, number
        self.taken.append(posted)
        return Said(200, _as_json(posted, address))

    def _refusal(self, body: dict[str, Any]) -> Said | None:
        if len(body["status"]) > 500:
            return Said(422, {"error": "Validation failed: Text character limit of 500 exceeded"})
        if any(self._media[number]["left"] >= 0 and self.slow_pictures for number in body["media_ids"]):
            return Said(422, {"error": "Cannot attach files that have not finished processing. Try again in a moment!"})
        return None

    def _alts(self, body: dict[str, Any]) -> tuple[str, ...]:
        return tuple(self._media[number]["description"] for number in body["media_ids"])

    def _page(self, asked: Asked, address: str) -> list[dict[str, Any]]:
        """Newest first, `limit` at a time, older than `max_id`."""
        before = int(asked.query.get("max_id", 10**9))
        newest = sorted((p for p in self.shown.values() if int(p.reference) < before), key=_number, reverse=True)
        return [_as_json(posted, address) for posted in newest[: int(asked.query["limit"])]]

    def _one(self, asked: Asked, address: str) -> Said:
        number, _, part = asked.path.removeprefix("/api/v1/statuses/").partition("/")
        posted = self.shown.get(number)
        if posted is None or (part == "source" and not self.knows_source):
            return NOT_FOUND
        if part == "source":
            return Said(200, {"id": number, "text": posted.text, "spoiler_text": ""})
        if asked.method == "DELETE":
            del self.shown[number]
        elif asked.method == "PUT":
            posted.text, posted.alts = asked.json["status"], self._alts(asked.json)
        return Said(200, _as_json(posted, address))


def _number(posted: Posted) -> int:
    return int(posted.reference)


def _more(body: dict[str, Any]) -> dict[str, Any]:
    return {"at": datetime.now(UTC), "visibility": body["visibility"], "answers": body.get("in_reply_to_id")}


def _as_json(posted: Posted, address: str) -> dict[str, Any]:
    paragraphs = html.escape(posted.text).split("\n\n")
    return {
        "id": posted.reference,
        "url": f"{address}/@northfold/{posted.reference}",
        "content": "".join(f"<p>{one}</p>".replace("\n", "<br />") for one in paragraphs),
        "created_at": posted.more["at"].isoformat().replace("+00:00", "Z"),
        "media_attachments": [{"id": "1", "description": alt} for alt in posted.alts],
        "account": {"id": "1", "acct": "northfold"},
        "in_reply_to_id": posted.more["answers"],
        "visibility": posted.more["visibility"],
    }


def _instance() -> dict[str, Any]:
    statuses = {"max_characters": 1000, "max_media_attachments": 4, "characters_reserved_per_url": 23}
    return {"configuration": {"statuses": statuses, "media_attachments": {"image_size_limit": 9_000_000}}}
