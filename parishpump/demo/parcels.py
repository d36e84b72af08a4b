"""What arrives at the demonstration network, read strictly. Pure."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parishpump.networks.demonstration import Demonstration

KINDS = ("image/jpeg", "image/png", "image/webp", "image/gif")
MOST_ALT = 1500
MOST_POINTS = 100_000
MOST_BODY = 28_000_000  # four pictures of five million bytes in base64, and the words


class NotTaken(ValueError):
    """The network does not take this; the message says why. `status` is what HTTP calls it."""

    def __init__(self, why: str, *, status: int = 422) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class SentPicture:
    """One picture; width and height in points of the picture."""

    content: bytes = field(repr=False)
    media_type: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Sent:
    """One post as it was sent. A change brings no key, no moment and no `answers` (`reply-ID` or a post's ID)."""

    text: str
    pictures: tuple[SentPicture, ...]
    key: str = ""
    written_at: datetime | None = None
    answers: str = ""


def read_new(body: bytes) -> Sent:
    """A new post. Raises NotTaken."""
    said = _object(body)
    key, written_at = _words(said, "key"), _moment(_words(said, "written_at"))
    if not 0 < len(key) <= 64:
        raise NotTaken("The key has no or too many characters.")
    answers = _words(said, "answers") if "answers" in said else ""
    return Sent(_text(said), _pictures(said), key, written_at, answers)


def read_change(body: bytes) -> Sent:
    """New words and pictures for a post. Raises NotTaken."""
    said = _object(body)
    return Sent(_text(said), _pictures(said))


def _object(body: bytes) -> Mapping[str, Any]:
    if len(body) > MOST_BODY:
        raise NotTaken("That is too large.", status=413)
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise NotTaken("That is not a JSON object.", status=400)
    return said


def _words(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or "\x00" in value:
        raise NotTaken(f"{name} is missing, or is no text.", status=400)
    return value


def _text(said: Mapping[str, Any]) -> str:
    text, most = _words(said, "text"), Demonstration.limits().characters or 0
    if not text.strip():
        raise NotTaken("The post has no words.")
    if len(text) > most:
        raise NotTaken(f"The post has {len(text)} characters, and {most} fit.")
    return text


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise NotTaken("written_at is no moment with a time zone.", status=400)
    return moment


def _pictures(said: Mapping[str, Any]) -> tuple[SentPicture, ...]:
    sent, most = said.get("pictures", []), Demonstration.limits().pictures
    if not isinstance(sent, list) or len(sent) > most:
        raise NotTaken(f"pictures is no list, or has more than {most}.")
    return tuple(_picture(one) for one in sent)


def _picture(said: Any) -> SentPicture:
    if not isinstance(said, dict):
        raise NotTaken("A picture is no JSON object.", status=400)
    alt, media_type = _words(said, "alt"), _words(said, "media_type")
    if media_type not in KINDS:
        raise NotTaken(f"{media_type[:40]} is no kind of picture that is taken here.")
    if not 0 < len(alt) <= MOST_ALT:
        raise NotTaken("A picture has no alt text, or one that is too long.")
    return SentPicture(_content(said), media_type, alt, _size(said, "width"), _size(said, "height"))


def _size(said: Mapping[str, Any], name: str) -> int:
    size = said.get(name)
    if not isinstance(size, int) or not 0 < size < MOST_POINTS:
        raise NotTaken(f"A picture has no {name}, or one that cannot be.", status=400)
    return size


def _content(said: Mapping[str, Any]) -> bytes:
    try:
        content = base64.b64decode(_words(said, "content_b64"), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    most = Demonstration.limits().picture_bytes or 0
    if not 0 < len(content) <= most:
        raise NotTaken("A picture is empty, broken or too large.")
    return content
