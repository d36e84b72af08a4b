"""WordPress as it behaves: no idempotency, `slug-2` for a slug that is taken by something published, a trash."""

import base64
from typing import Any

from tests.fakes.asked import Asked, Deed, Posted, Said
from tests.fakes.fake_wordpress_residents import COMMENTS, WordPressResidents

POSTS, MEDIA = "/wp/v2/posts", "/wp/v2/media"
NOT_FOUND = Said(404, {"code": "rest_post_invalid_id", "message": "Invalid post ID."})


class FakeWordPress(WordPressResidents):
    name = "wordpress"
    secret = "abcd efgh ijkl mnop qrst uvwx"

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, dict[str, Any]] = {}
        self.media: dict[str, dict[str, Any]] = {}
        self.rights = {"publish_posts": True, "upload_files": True}
        self.taken: list[Posted] = []

    def credentials(self, address: str) -> dict[str, str]:
        return {"address": address, "username": "clerk", "application_password": self.secret}

    def accepted(self, key: str) -> int:
        return sum(posted.key == key for posted in (*self.taken, *self.comments_taken))

    @property
    def shown(self) -> dict[str, Posted]:
        published = {number: post for number, post in self.posts.items() if post["status"] == "publish"}
        return {number: Posted(number, "", post["content"]) for number, post in published.items()}

    def deed(self, asked: Asked) -> Deed:
        route = asked.query["rest_route"]
        if route == "/wp/v2/users/me":
            return "sign in"
        if asked.method == "DELETE":
            return "withdraw"
        if asked.method == "GET":
            return "read"
        if route == COMMENTS:
            return "publish"
        if route in (POSTS, MEDIA):
            return "upload"  # a draft and a picture: nobody sees either
        return "publish" if asked.json.get("status") == "publish" else "edit"

    def answer(self, asked: Asked, address: str) -> Said:
        route = asked.query["rest_route"]
        if not self._is_clerk(asked):
            return _refused_stranger(route)
        if route == "/wp/v2/users/me":
            return Said(200, {"id": 2, "slug": "clerk", "capabilities": self.rights})
        if route.startswith(COMMENTS):
            return self.answer_about_comments(asked, route, address)
        if route in (POSTS, MEDIA) and asked.method == "GET":
            return Said(200, self._by_slug(route, asked.query["slug"]))
        if route == POSTS:
            return self._draft(asked.json, address)
        if route == MEDIA:
            return self._upload(asked, address)
        return self._one(asked, route.rpartition("/")[2])

    def _is_clerk(self, asked: Asked) -> bool:
        wanted = base64.b64encode(f"clerk:{self.secret}".encode()).decode()
        return asked.headers.get("authorization") == f"Basic {wanted}"

    def _by_slug(self, route: str, slug: str) -> list[dict[str, Any]]:
        kept = self.posts if route == POSTS else self.media
        return [_as_json(one) for one in kept.values() if one["slug"] == slug and one["status"] != "trash"]

    def _draft(self, body: dict[str, Any], address: str) -> Said:
        number = str(len(self.posts) + len(self.media) + 1)
        self.posts[number] = {**body, "id": number, "link": f"{address}/?p={number}"}
        return Said(201, _as_json(self.posts[number]))

    def _upload(self, asked: Asked, address: str) -> Said:
        number = str(len(self.posts) + len(self.media) + 1)
        medium = {"id": number, "slug": asked.form["slug"], "status": "inherit", "link": f"{address}/?p={number}"}
        self.media[number] = {**medium, "source_url": f"{address}/{number}.jpg", "size": len(asked.file)}
        return Said(201, _as_json(self.media[number]))

    def _one(self, asked: Asked, number: str) -> Said:
        post = self.posts.get(number)
        if post is None:
            return NOT_FOUND
        if asked.method == "POST":
            self._change(post, asked.json)
        if asked.method == "DELETE":
            if post["status"] == "trash":
                return Said(410, {"code": "rest_already_trashed", "message": "The post has already been deleted."})
            post.update(status="trash", slug=f"{post['slug']}__trashed")
        return Said(200, _as_json(post))

    def _change(self, post: dict[str, Any], changes: dict[str, Any]) -> None:
        first = post["status"] != "publish" and changes.get("status") == "publish"
        post.update(changes)
        if not first:
            return
        key = post["slug"].removeprefix("pp-")
        others = {one["slug"] for one in self.posts.values() if one is not post and one["status"] == "publish"}
        if post["slug"] in others:
            post["slug"] += "-2"
        self.taken.append(Posted(str(post["id"]), key, post["content"]))


def _refused_stranger(route: str) -> Said:
    if route in (POSTS, MEDIA):
        return Said(400, {"code": "rest_invalid_param", "message": "Invalid parameter(s): status"})
    return Said(401, {"code": "rest_not_logged_in", "message": "You are not currently logged in."})


def _as_json(one: dict[str, Any]) -> dict[str, Any]:
    content = {"raw": one.get("content", "")}
    return {**one, "id": int(one["id"]), "content": content}
