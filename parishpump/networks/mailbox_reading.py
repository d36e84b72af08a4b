"""An email as it came, made into what the inbox hears: nothing in it can stop the reading. Pure.

An email's key is its Message-ID, a space, and the beginning of a hash of who wrote what. The Message-ID alone would not
do: whoever answers in a thread knows it and may use it again, and some web forms send the same one with every message.
`thread` and `answers` are Message-IDs, for no more is known of the emails that they name.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256
from typing import Literal

from parishpump.networks.hearing import Attachment, Heard
from parishpump.networks.html_words import html_words
from parishpump.networks.readings import MOST_TEXT, readable

MEDIA_TYPE = "message/rfc822"
_MOST_PARTS, _DEEPEST = 500, 50
_LONGEST_HEADER = 20_000  # characters that are read
_CUT_AT = 250_000  # characters, each four bytes at most, of an email too long to be kept whole
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,250}>")
_ADDRESS = re.compile(r"[^\s@<>()\[\]:;,\\\"]{1,64}@[^\s@<>()\[\]:;,\\\"]{1,253}")
_NOT_BY_A_PERSON = ("bulk", "list", "junk", "auto_reply")
_CUT = "[This email is too long to be shown here. Its beginning was kept; the whole of it is in the mailbox.]"
_UNREADABLE = "[This email cannot be read. It is kept as it came.]"

Parsed = Message


@dataclass(frozen=True)
class Arrived:
    """One email from a mailbox. `raw` as it came, `at` when it came; `cut`: raw is only its beginning."""

    raw: bytes
    at: datetime
    cut: bool = False


def heard_in(email: Arrived) -> Heard:
    """What an email says, whatever is wrong with it."""
    try:
        return _heard(email)
    except Exception:  # a hostile email can trip the standard library's parser in more ways than anybody has listed
        return _unreadable(email)


def _heard(email: Arrived) -> Heard:
    message = message_from_bytes(email.raw)
    parts = list(_parts(message, 0))
    text, attachments = _text(parts, cut=email.cut), tuple(map(_attachment, filter(_is_attached, parts)))
    handle, author = _author(message)
    title = _header(message, "Subject")[:300]
    digest = _digest(handle, title, text, attachments)
    own = _ids(message, "Message-ID") or [f"<{digest}@no-message-id>"]
    answers = (_ids(message, "In-Reply-To") or [""])[0]
    return Heard(
        key=f"{own[0]} {digest}",
        version=digest,
        kind=_kind(message, handle),
        text=text,
        author=author,
        handle=handle,
        written_at=email.at.astimezone(UTC),
        address="",
        thread=(_ids(message, "References") or [answers or own[0]])[0],
        answers=answers,
        public=False,
        raw=email.raw,
        media_type=MEDIA_TYPE,
        title=title,
        attachments=attachments,
        to=_addresses(message, "Reply-To") or handle,
    )


def _unreadable(email: Arrived) -> Heard:
    digest = sha256(email.raw).hexdigest()[:16]
    key = f"<{digest}@no-message-id>"
    return Heard(
        key=f"{key} {digest}",
        version=digest,
        kind="message",
        text=_UNREADABLE,
        author="",
        handle="",
        written_at=email.at.astimezone(UTC),
        address="",
        thread=key,
        answers="",
        public=False,
        raw=email.raw,
        media_type=MEDIA_TYPE,
    )


def _parts(message: Parsed, depth: int) -> Iterator[Parsed]:
    """The leaves, in order. A forwarded email stays one part; what is nested too deep stays in the raw message."""
    content = message.get_payload()
    if message.get_content_maintype() != "multipart" or not isinstance(content, list):
        yield message
    elif depth < _DEEPEST:
        for part in content[:_MOST_PARTS]:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _is_attached(part: Parsed) -> bool:
    named = part.get_content_disposition() == "attachment" or part.get_filename()
    return bool(named) or part.get_content_type() not in ("text/plain", "text/html")


def _text(parts: list[Parsed], *, cut: bool) -> str:
    """The plain text, or the HTML as a person would read it where there is no plain text."""
    shown = [part for part in parts if not _is_attached(part)]
    plain = "\n\n".join(_words(part) for part in shown if part.get_content_type() == "text/plain")
    html = "\n\n".join(html_words(_words(part)[:MOST_TEXT]) for part in shown if part.get_content_type() == "text/html")
    text = (plain if plain.strip() else html).replace("\r\n", "\n").strip()
    return readable(f"{text[:_CUT_AT]}\n\n{_CUT}".strip() if cut else text)


def _words(part: Parsed) -> str:
    content = part.get_payload(decode=True)
    return _decoded(content, part.get_content_charset()) if isinstance(content, bytes) else ""


def _decoded(content: bytes, charset: str | None) -> str:
    """The words, whatever charset they are said to be in. Windows' is the usual mistake."""
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name or "utf-8")
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def _attachment(part: Parsed) -> Attachment:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        content = b"".join(one.as_bytes() for one in part.get_payload() if isinstance(one, Message))
    name = _shown(_from_words(part.get_filename() or "")).replace("/", "_").replace("\\", "_")
    return Attachment(name[:200] or "attachment", part.get_content_type(), content=content)


def _kind(message: Parsed, handle: str) -> Literal["message", "item"]:
    """`item` for what a machine sent: automatic answers, delivery reports, newsletters (RFC 3834, RFC 2919)."""
    automatic = (
        _header(message, "Auto-Submitted").lower().partition(";")[0].strip() not in ("", "no")
        or _header(message, "Precedence").lower() in _NOT_BY_A_PERSON
        or any(name in message for name in ("X-Auto-Response-Suppress", "X-Autoreply", "List-Id", "List-Unsubscribe"))
        or _header(message, "Return-Path") == "<>"
        or message.get_content_type() == "multipart/report"
        or handle.startswith("mailer-daemon@")
    )
    return "item" if automatic else "message"


def _author(message: Parsed) -> tuple[str, str]:
    """The address that it came from, in lower case, and the name beside it."""
    found = getaddresses([_raw(message, "From")])
    name, address = found[0] if found else ("", "")
    return _address(address), _shown(_from_words(name))[:200]


def _addresses(message: Parsed, name: str) -> str:
    found = [_address(address) for _, address in getaddresses([_raw(message, name)])]
    return next(filter(None, found), "")


def _address(said: str) -> str:
    return said.lower() if _ADDRESS.fullmatch(said) and said.isprintable() else ""


def _ids(message: Parsed, name: str) -> list[str]:
    return _MESSAGE_ID.findall(_raw(message, name))


def _header(message: Parsed, name: str) -> str:
    return _shown(_from_words(_raw(message, name)))


def _raw(message: Parsed, name: str) -> str:
    """A header as it stands, unfolded; bytes that should not be there read as UTF-8, else as Windows writes them."""
    said = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    bare = str(said)[:_LONGEST_HEADER].replace("\r", "").replace("\n", "")
    return _decoded(bare.encode(errors="surrogateescape"), None)


def _from_words(said: str) -> str:
    """A header with its encoded words (RFC 2047) read."""
    try:
        pieces = decode_header(said)
    except (MessageError, ValueError):
        return said
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)


def _shown(said: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in said).split())


def _digest(handle: str, title: str, text: str, attachments: tuple[Attachment, ...]) -> str:
    """The same for one email by two ways, which differ in what the servers on the way wrote above it."""
    said = [handle, title, text, *(sha256(one.content).hexdigest() for one in attachments)]
    return urlsafe_b64encode(sha256("\0".join(said).encode()).digest()[:12]).decode()
