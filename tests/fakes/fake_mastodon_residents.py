"""Other people on a fake Mastodon: notifications by number, threads, blocks and reports."""

import html
from collections.abc import Iterator
from typing import Any

from tests.fakes.asked import Asked, Said, Written
from tests.fakes.residents import Residents

US = "1"
FIRST = 500_000


class MastodonResidents(Residents):
    def __init__(self) -> None:
        super().__init__()
        self.private: set[str] = set()  # keys of what was sent to us alone
        self.old = False  # before Mastodon 4.3

    def key_for(self, number: int) -> str:
        return str(FIRST + number)

    def answer_about_residents(self, asked: Asked, address: str) -> Said | None:
        """The answer, if this is about other people's statuses or what we do about them."""
        if asked.path == "/api/v1/notifications":
            return Said(200, self._notifications(asked, address))
        if asked.path == "/api/v1/statuses" and not self.old:
            return Said(200, [self._status(one, address) for one in self.there if one.key in asked.every("id[]")])
        if asked.path == "/api/v1/accounts/lookup":
            return Said(200, {"id": f"account-{asked.query['acct']}"})
        if asked.path == "/api/v1/reports":
            self.reported.append((asked.json["status_ids"][0], asked.json["comment"]))
            return Said(200, {"id": "1"})
        if asked.path.startswith("/api/v1/accounts/account-"):
            return self._stand(*asked.path.removeprefix("/api/v1/accounts/account-").split("/"))
        number, _, part = asked.path.removeprefix("/api/v1/statuses/").partition("/")
        if part == "context":
            below = [self._status(one, address) for one in self._below(number)]
            return Said(200, {"ancestors": [], "descendants": below})
        one = self.written.get(number)
        if one is None:
            return None
        return Said(404, {"error": "Record not found"}) if one.gone else Said(200, self._status(one, address))

    def _stand(self, handle: str, deed: str) -> Said:
        (self.blocked.add if deed == "block" else self.blocked.discard)(handle)
        return Said(200, {"id": handle})

    def _notifications(self, asked: Asked, address: str) -> list[dict[str, Any]]:
        """Newest first: those before `max_id`, or those right behind `min_id`. Its number is that of the status."""
        limit, there = int(asked.query["limit"]), self.there
        if "min_id" in asked.query:
            page = [one for one in there if int(one.key) > int(asked.query["min_id"])][:limit]
        else:
            page = [one for one in there if int(one.key) < int(asked.query.get("max_id", 10**9))][-limit:]
        return [
            {"id": one.key, "type": "mention", "created_at": one.at.isoformat(), "status": self._status(one, address)}
            for one in reversed(page)
        ]

    def _below(self, number: str) -> Iterator[Written]:
        for one in self.there:
            if one.answers == number:
                yield one
                yield from self._below(one.key)

    def _status(self, one: Written, address: str) -> dict[str, Any]:
        return {
            "id": one.key,
            "url": f"{address}/@{one.handle}/{one.key}",
            "content": f"<p>{html.escape(one.text)}</p>",
            "spoiler_text": "",
            "created_at": one.at.isoformat(),
            "edited_at": one.at.isoformat() + f" {one.version}" if one.version > 1 else None,
            "visibility": "direct" if one.key in self.private else "public",
            "in_reply_to_id": one.answers or None,
            "in_reply_to_account_id": US if one.answers and one.answers not in self.written else None,
            "account": {"id": f"account-{one.handle}", "acct": one.handle, "display_name": one.author},
            "media_attachments": [],
        }
