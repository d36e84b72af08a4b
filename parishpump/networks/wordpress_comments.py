"""WordPress's comments, read: pure. A comment's key is `comment-45`, for posts have numbers of their own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parishpump.networks.answers import words
from parishpump.networks.hearing import Heard
from parishpump.networks.html_words import html_words
from parishpump.networks.readings import as_bytes, fingerprint, moment, readable, refused, word

AN_ANSWER = "comment-"


@dataclass(frozen=True)
class Comment:
    """One comment. `number`, `post`, `parent` and `user` are WordPress's, 0 for none; `text` plain words."""

    number: int
    post: int
    parent: int
    user: int
    status: str
    text: str
    address: str
    at: datetime
    agent: str
    heard: Heard

    @property
    def key(self) -> str:
        return f"{AN_ANSWER}{self.number}"


def comment(said: Any) -> Comment:
    """A comment as /wp/v2/comments tells of it. Its own words only where we may moderate; else as a theme shows it."""
    number, post, parent = int(said["id"]), int(said["post"]), int(said["parent"])
    content = said["content"]
    raw = content.get("raw")
    text = readable(html_words(raw, lines_count=True) if raw is not None else html_words(words(content, "rendered")))
    at, status = moment(words(said, "date_gmt")), words(said, "status")
    heard = Heard(
        key=f"{AN_ANSWER}{number}",
        version=fingerprint(text),
        kind="comment",
        text=text,
        author=readable(word(said, "author_name")),
        handle=word(said, "author_email"),
        written_at=at,
        address=words(said, "link"),
        thread=str(post),
        answers=f"{AN_ANSWER}{parent}" if parent else str(post),
        public=status == "approved",
        raw=as_bytes(said),
        media_type="application/json",
    )
    return Comment(
        number=number,
        post=post,
        parent=parent,
        user=int(said["author"]),
        status=status,
        text=text,
        address=heard.address,
        at=at,
        agent=word(said, "author_user_agent"),
        heard=heard,
    )


def is_comment(reference: str) -> bool:
    number = reference.removeprefix(AN_ANSWER)
    return reference.startswith(AN_ANSWER) and number.isascii() and number.isdigit()


def comment_number(reference: str) -> str:
    """The number of a comment. Raises NetworkError for anything else."""
    if not is_comment(reference):
        raise refused("That is not a comment on WordPress.")
    return reference.removeprefix(AN_ANSWER)


def comparable(text: str) -> str:
    """A text without what WordPress does to its spaces."""
    return " ".join(text.split())
