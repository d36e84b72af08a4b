"""Comments of a fake WordPress: residents' and our own, in one list, with its dates to the second."""

import html
from datetime import UTC, datetime
from typing import Any

from tests.fakes.asked import Asked, Posted, Said, Written
from tests.fakes.residents import Residents

COMMENTS = "/wp/v2/comments"
US = 2


class WordPressResidents(Residents):
    def __init__(self) -> None:
        super().__init__()
        self.comments_taken: list[Posted] = []
        self.moderator = True
        self._agents: dict[str, str] = {}  # of our own comments, by key

    def key_for(self, number: int) -> str:
        return f"comment-{number}"

    def below(self, key: str) -> list[str]:
        """Our answers to a message, as its author sees them."""
        return [one.text for one in self.there if one.answers == key and one.key in self._agents]

    def answer_about_comments(self, asked: Asked, route: str, address: str) -> Said:
        if asked.query.get("context") == "edit" and not self.moderator:
            return Said(403, {"code": "rest_forbidden_context", "message": "Sorry, you are not allowed."})
        if route == COMMENTS:
            return self._listed(asked, address) if asked.method == "GET" else self._create(asked.json, address)
        one = self.written.get(f"comment-{route.rpartition('/')[2]}")
        if one is None:
            return Said(404, {"code": "rest_comment_invalid_id", "message": "Invalid comment ID."})
        if asked.method == "POST":
            return self._change_comment(one, asked.json, address)
        if asked.method == "DELETE":
            one.gone = True
        return Said(200, self._as_json(one, address))

    def _listed(self, asked: Asked, address: str) -> Said:
        query = asked.query
        after = datetime.fromisoformat(query.get("after", "1970-01-01T00:00:00+00:00"))
        there = [one for one in self.there if one.at.replace(microsecond=0) > after]
        if "include" in query:
            there = [one for one in there if str(_number(one)) in query["include"].split(",")]
        for name, value in (("post", _post), ("parent", _parent), ("author", self._author)):
            there = [one for one in there if query.get(name, str(value(one))) == str(value(one))]
        there.sort(key=lambda one: (one.at.replace(microsecond=0), _number(one)), reverse=query.get("order") != "asc")
        offset = int(query.get("offset", 0))
        page = [self._as_json(one, address) for one in there[offset : offset + int(query["per_page"])]]
        return Said(200, page, {"X-WP-Total": str(len(there))})

    def _create(self, body: dict[str, Any], address: str) -> Said:
        text, parent = html.unescape(body["content"]), str(body["parent"])
        answers = f"comment-{parent}" if parent != "0" else str(body["post"])
        if any(one.answers == answers and one.text == text and one.key in self._agents for one in self.there):
            return Said(409, {"code": "comment_duplicate", "message": "Duplicate comment detected."})
        key = self.says(text, answers=answers, author="clerk")
        self._agents[key] = body["author_user_agent"]
        self.comments_taken.append(Posted(key, self._agents[key].rpartition("pp-")[2], text))
        return Said(201, self._as_json(self.written[key], address))

    def _change_comment(self, one: Written, body: dict[str, Any], address: str) -> Said:
        if "content" in body:
            self.changes(one.key, html.unescape(body["content"]))
        if "status" in body:
            if one.hidden is (body["status"] == "hold"):
                return Said(500, {"code": "rest_comment_failed_edit", "message": "Updating comment status failed."})
            one.hidden = body["status"] == "hold"
        return Said(200, self._as_json(one, address))

    def _author(self, one: Written) -> int:
        return US if one.key in self._agents else 0

    def _as_json(self, one: Written, address: str) -> dict[str, Any]:
        content = {"rendered": f"<p>{html.escape(one.text)}</p>"}
        said = {
            "id": _number(one),
            "post": int(_post(one)),
            "parent": _parent(one),
            "author": self._author(one),
            "author_name": one.author,
            "date_gmt": one.at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat(),
            "content": content,
            "link": f"{address}/?p={_post(one)}#{one.key}",
            "status": "trash" if one.gone else "hold" if one.hidden else "approved",
        }
        if not self.moderator:
            return said
        content["raw"] = html.escape(one.text)
        agent = self._agents.get(one.key, "Firefox")
        return {**said, "author_email": f"{one.handle}@resident.example", "author_user_agent": agent}


def _number(one: Written) -> int:
    return int(one.key.removeprefix("comment-"))


def _post(one: Written) -> str:
    return one.thread


def _parent(one: Written) -> int:
    return int(one.answers.removeprefix("comment-")) if one.answers.startswith("comment-") else 0
