"""A resident on each real network, through another client than ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
from atproto import Client, models
from mastodon import Mastodon
from requests import Session

from tests.networks.listening import Resident, patiently
from tests.real_networks.bluesky_network import BlueskyNetwork
from tests.real_networks.mastodon_server import MastodonServer
from tests.real_networks.wordpress_site import WordPressSite


class BlueskyResident:
    def __init__(self, client: Client) -> None:
        self._client = client

    def says(self, text: str, *, answers: str) -> str:
        above = patiently(lambda: list(self._client.get_posts([answers]).posts))[0]
        parent = models.create_strong_ref(above)
        root = above.record.reply.root if above.record.reply else parent
        reply = models.AppBskyFeedPost.ReplyRef(parent=parent, root=root)
        return str(self._client.send_post(text, reply_to=reply).uri)

    def changes(self, key: str, text: str) -> None:
        place = models.AppBskyFeedPost  # the same record under the same key, with other words
        _, _, repo, collection, rkey = key.split("/")
        wanted = {"repo": repo, "collection": collection, "rkey": rkey}
        there = self._client.com.atproto.repo.get_record(wanted).value
        assert isinstance(there, place.Record)
        there.text = text
        self._client.com.atproto.repo.put_record({**wanted, "record": there})

    def takes_back(self, key: str) -> None:
        self._client.delete_post(key)

    def below(self, key: str) -> list[str]:
        thread = self._client.get_post_thread(key).thread
        return [str(one.post.record.text) for one in thread.replies or []]


class MastodonResident:
    def __init__(self, client: Mastodon) -> None:
        self._client = client

    def says(self, text: str, *, answers: str) -> str:
        return str(self._client.status_post(text, in_reply_to_id=answers).id)

    def changes(self, key: str, text: str) -> None:
        self._client.status_update(key, text)

    def takes_back(self, key: str) -> None:
        self._client.status_delete(key)

    def below(self, key: str) -> list[str]:
        return [str(one.content) for one in self._client.status_context(key).descendants]


class WordPressResident:
    """A subscriber writes; those who may change a comment there are the site's editors."""

    def __init__(self, site: WordPressSite) -> None:
        self._address = site.address
        self._subscriber, self._editor = _login(site.subscriber), _login(site.editor)

    def says(self, text: str, *, answers: str) -> str:
        parent = answers.removeprefix("comment-") if answers.startswith("comment-") else "0"
        post = self._ask("GET", f"/{parent}")["post"] if parent != "0" else int(answers)
        content = text.replace("&", "&amp;").replace("<", "&lt;")
        said = self._ask("POST", "", self._subscriber, post=post, parent=int(parent), content=content)
        self._ask("POST", f"/{said['id']}", status="approved")
        return f"comment-{said['id']}"

    def written_at(self, key: str) -> datetime:
        """When the site says that a comment was written."""
        said = self._ask("GET", f"/{key.removeprefix('comment-')}")["date_gmt"]
        return datetime.fromisoformat(said).replace(tzinfo=UTC)

    def changes(self, key: str, text: str) -> None:
        self._ask("POST", f"/{key.removeprefix('comment-')}", content=text)

    def takes_back(self, key: str) -> None:
        self._ask("DELETE", f"/{key.removeprefix('comment-')}")

    def below(self, key: str) -> list[str]:
        found = self._ask("GET", "", parent=key.removeprefix("comment-"))
        return [str(one["content"]["rendered"]) for one in found]

    def _ask(self, method: str, path: str, login: httpx.BasicAuth | None = None, **said: Any) -> Any:
        params = {"rest_route": f"/wp/v2/comments{path}", **(said if method == "GET" else {})}
        body = said if method == "POST" else None
        answer = httpx.request(method, self._address, params=params, auth=login or self._editor, json=body, timeout=30)
        read = answer.json()
        if isinstance(read, dict) and read.get("code") == "rest_comment_failed_edit":
            return None  # it was let through already
        answer.raise_for_status()
        return read


def _login(credentials: dict[str, str]) -> httpx.BasicAuth:
    return httpx.BasicAuth(credentials["username"], credentials["application_password"])


@contextmanager
def resident_on(network: BlueskyNetwork | MastodonServer | WordPressSite) -> Iterator[Resident]:
    """Somebody with an account there."""
    if isinstance(network, BlueskyNetwork):
        client = Client(base_url=f"{network.pds}/xrpc")
        patiently(lambda: _logged_in(client, network.resident))
        yield BlueskyResident(client)
        client.request.close()
    elif isinstance(network, MastodonServer):
        with Session() as session:
            yield MastodonResident(Mastodon(access_token="grace_token", api_base_url=network.address, session=session))
    else:
        yield WordPressResident(network)


def _logged_in(client: Client, who: dict[str, str]) -> object:
    try:
        return client.login(who["handle"], who["app_password"])
    except Exception:  # the AppView has not heard of the account yet
        return None
