"""Mastodon's statuses of other people, read: pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from parishpump.networks.answers import words
from parishpump.networks.hearing import Attachment, Heard, HeardKind
from parishpump.networks.html_words import html_words
from parishpump.networks.readings import as_bytes, fingerprint, moment, readable, word

_MEDIA = {"image": "image/jpeg", "gifv": "video/mp4", "video": "video/mp4", "audio": "audio/mpeg"}


def heard(status: Any, *, thread: str, us: str) -> Heard:
    """A status in its present version. `thread`: the number of the first one, `us`: our account's number."""
    return Heard(
        key=words(status, "id"),
        version=word(status, "edited_at") or _fingerprint(status),
        kind=_kind(status, us),
        text=readable(_text(status)),
        author=readable(word(status, "account", "display_name")) or word(status, "account", "acct"),
        handle=word(status, "account", "acct"),
        written_at=written_at(status),
        address=word(status, "url") or word(status, "uri"),
        thread=thread,
        answers=word(status, "in_reply_to_id"),
        public=is_public(status),
        raw=as_bytes(status),
        media_type="application/json",
        attachments=tuple(_attachments(status)),
    )


def written_at(status: Any) -> datetime:
    return moment(word(status, "created_at"))


def is_public(status: Any) -> bool:
    """Whether anybody may read it: not what went to followers or to named people only."""
    return word(status, "visibility") in ("public", "unlisted")


def author_of(status: Any) -> str:
    """The number of the account that wrote it."""
    return word(status, "account", "id")


def _kind(status: Any, us: str) -> HeardKind:
    if word(status, "visibility") == "direct":
        return "message"
    return "reply" if word(status, "in_reply_to_account_id") == us else "mention"


def _text(status: Any) -> str:
    """The warning that stands before it, the words, and the answers of a poll."""
    poll = status.get("poll") if isinstance(status.get("poll"), dict) else {}
    options = [f"- {word(option, 'title')}" for option in poll.get("options") or ()]
    parts = (word(status, "spoiler_text"), html_words(word(status, "content")), "\n".join(options))
    return "\n\n".join(part for part in parts if part)


def _fingerprint(status: Any) -> str:
    media = [f"{word(one, 'id')} {word(one, 'description')}" for one in status.get("media_attachments") or ()]
    return fingerprint(word(status, "spoiler_text"), word(status, "content"), *media)


def _attachments(status: Any) -> Iterator[Attachment]:
    for one in status.get("media_attachments") or ():
        kind = word(one, "type") or "file"
        address = word(one, "url") or word(one, "remote_url")
        yield Attachment(
            readable(word(one, "description")) or kind, _MEDIA.get(kind, "application/octet-stream"), address
        )
