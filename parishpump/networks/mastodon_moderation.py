"""Keeping the house rules on Mastodon: blocks and reports. Nothing of somebody else's can be hidden there."""

from typing import Any, ClassVar

from parishpump.networks.answers import words
from parishpump.networks.hearing import Moderation
from parishpump.networks.http import Call, Line
from parishpump.networks.mastodon_account import MastodonAccount, number_in
from parishpump.networks.mastodon_posts import author_of
from parishpump.networks.readings import readable, refused, word
from parishpump.networks.refusals import NoModeration

MOST_WORDS = 1000  # docs.joinmastodon.org/methods/reports


class MastodonModeration(MastodonAccount, NoModeration):
    """What one account may do about others."""

    moderates: ClassVar[frozenset[Moderation]] = frozenset({"block", "report"})

    def block(self, handle: str) -> None:
        self._change_standing(handle, "block")

    def unblock(self, handle: str) -> None:
        self._change_standing(handle, "unblock")

    def report(self, key: str, words: str) -> None:
        """Tell the moderators of our server, and of the author's own where that is another one."""
        line = self._web.open()
        status = self._status(line, number_in(key))
        if status is None:
            raise refused("It is no longer on Mastodon, so it cannot be reported.")
        body = {
            "account_id": author_of(status),
            "status_ids": [key],
            "comment": readable(words)[:MOST_WORDS],
            "category": "other",
            "forward": "@" in word(status, "account", "acct"),
        }
        self._send(line, Call("POST", "/api/v1/reports", visible=True, json=body))

    def _change_standing(self, handle: str, deed: str) -> None:
        line = self._web.open()
        number = number_in(self._account(line, handle))
        self._send(line, Call("POST", f"/api/v1/accounts/{number}/{deed}", visible=True))

    def _account(self, line: Line, handle: str) -> str:
        call = Call("GET", "/api/v1/accounts/lookup", params={"acct": handle.strip().removeprefix("@")})
        return self._ask(line, call, _number)


def _number(said: Any) -> str:
    return words(said, "id")
