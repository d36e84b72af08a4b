"""The council's own comments on WordPress: answers to what people wrote below a post.

WordPress refuses the same words by the same author in the same place as a duplicate, and keeps for each comment which
program wrote it: there we leave our key, for those accounts that may read it again. So an answer goes out once.
"""

from dataclasses import replace
from datetime import timedelta
from html import escape
from http import HTTPStatus

from parishpump.networks.answers import words
from parishpump.networks.contract import NetworkError, Parcel, Receipt, Shown
from parishpump.networks.http import AGENT, Line
from parishpump.networks.readings import refused
from parishpump.networks.wordpress_account import COMMENTS, GONE, call, number_in
from parishpump.networks.wordpress_comments import Comment, comment, comment_number, comparable, is_comment
from parishpump.networks.wordpress_hearing import WordPressHearing

_CLOCKS_DIFFER = timedelta(minutes=2)
_A_MOMENT = 15.0  # seconds that WordPress wants between two comments
_REFUSED = (HTTPStatus.CONFLICT, HTTPStatus.BAD_REQUEST)


class WordPressAnswers(WordPressHearing):
    """Comments that we publish, correct and take down."""

    def _answer(self, line: Line, parcel: Parcel) -> Receipt:
        there = self._find_answer(line, parcel)
        if there is not None:
            return there
        post, parent = self._below(line, parcel.in_reply_to)
        body = {
            "post": post,
            "parent": parent,
            "content": _as_comment(parcel.text),
            "author_user_agent": f"{AGENT} {_our_mark(parcel)}",
        }
        asked = call("POST", COMMENTS, visible=True, json=body, expected=_REFUSED)
        answer = self._send(line, asked)
        if answer.status not in _REFUSED:
            return _receipt(answer.read(comment))
        why = answer.read(lambda said: words(said, "code"))
        if why == "comment_flood":
            raise NetworkError(
                permanent=False,
                outcome_known=True,
                reason="rate limited",
                retry_after=_A_MOMENT,
                detail=f"{line.host} asks us to wait between two comments.",
            )
        there = self._find_answer(line, parcel) if why == "comment_duplicate" else None
        if there is None:
            line.judged(answer, replace(asked, expected=()))
            raise refused("WordPress did not take it.")
        return there

    def _find_answer(self, line: Line, parcel: Parcel) -> Receipt | None:
        """Our answer, by our key where we may read it, else by its words, its author, its place and its moment."""
        post, parent = self._below_or_gone(line, parcel)
        if not post:
            return None
        us, _ = self._me(line)
        wanted = {"post": post, "parent": parent, "status": "all", "per_page": "100", "author": str(us)}
        comments = self._listed(line, wanted).read(lambda said: [comment(one) for one in said])
        found = (one for one in comments if _is_ours(one, parcel))
        return next((_receipt(one) for one in found), None)

    def _below_or_gone(self, line: Line, parcel: Parcel) -> tuple[str, str]:
        """Where the answer would be: also where what it answers was deleted, for then the answer moves up."""
        try:
            return self._below(line, parcel.in_reply_to)
        except NetworkError as problem:
            if problem.reason != "refused" or not parcel.thread.isdigit():
                raise
            return parcel.thread, comment_number(parcel.in_reply_to)

    def _below(self, line: Line, key: str) -> tuple[str, str]:
        """The post and the comment, "0" for none, below which an answer to this goes."""
        if not is_comment(key):
            return number_in(key), "0"
        there = self._comment(line, key)
        if there is None:
            raise refused("What it answers is no longer on WordPress.")
        return str(there.post), str(there.number)

    def _read_answer(self, receipt: Receipt) -> Shown | None:
        there = self._comment(self._web.open(), receipt.reference)
        if there is None or there.status != "approved":
            return None
        return Shown(there.text, (), there.address, there.key)

    def _edit_answer(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        return _receipt(self._change(self._web.open(), receipt.reference, {"content": _as_comment(parcel.text)}))

    def _withdraw_answer(self, receipt: Receipt) -> None:
        path = f"{COMMENTS}/{comment_number(receipt.reference)}"
        self._send(self._web.open(), call("DELETE", path, visible=True, expected=GONE))


def _as_comment(text: str) -> str:
    """A text that a comment shows as it is. WordPress makes paragraphs and links of it by itself."""
    return escape(text.replace("\r\n", "\n").replace("\r", "\n"), quote=False)


def _our_mark(parcel: Parcel) -> str:
    return f"pp-{parcel.key}"


def _is_ours(one: Comment, parcel: Parcel) -> bool:
    if one.agent:
        return _our_mark(parcel) in one.agent.split()
    return comparable(one.text) == comparable(parcel.text) and one.at >= parcel.written_at - _CLOCKS_DIFFER


def _receipt(one: Comment) -> Receipt:
    return Receipt(reference=one.key, address=one.address)
