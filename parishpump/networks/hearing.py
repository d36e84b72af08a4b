"""What every network that can be listened to gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from parishpump.networks.contract import Receipt

HeardKind = Literal["reply", "mention", "comment", "message", "item"]
Moderation = Literal["hide", "block", "report"]


@dataclass(frozen=True)
class Attachment:
    """What came with a message: an address (URL) where it can be seen, or the bytes themselves."""

    name: str
    media_type: str
    address: str = ""
    content: bytes = b""


@dataclass(frozen=True)
class Heard:
    """One message in one version, as the network gave it.

    `key` is the network's lasting identifier of the message, the same in every version; for our own posts it is the
    `Receipt.reference`. `version` changes whenever the words or the media do. `text` is plain, without markup, and at
    most a megabyte of UTF-8. `handle` identifies the author there, "" where nothing does. `written_at` is aware, in
    UTC, and what the network says. `thread` is the key of the conversation's first message, `answers` the key of the
    message that this one answers, "" for none. `raw` is exactly what came, of the type `media_type`. `title` is the
    subject of an email or the headline of a feed item; `to` the address where an answer to an email goes.
    """

    key: str
    version: str
    kind: HeardKind
    text: str
    author: str
    handle: str
    written_at: datetime
    address: str
    thread: str
    answers: str
    public: bool
    raw: bytes
    media_type: str
    title: str = ""
    attachments: tuple[Attachment, ...] = ()
    to: str = ""


@dataclass(frozen=True)
class Batch:
    """What one reading brought, oldest first. `cursor` is opaque: give it back next time. `more`: ask again now."""

    heard: tuple[Heard, ...]
    cursor: str
    more: bool


@dataclass(frozen=True)
class Gone:
    """A message that is no longer there: its author, the network or a moderator took it away."""

    key: str


class Listener(Protocol):
    """One account or address that can be read. Every method may raise NetworkError, and nothing else.

    The moderating calls work only where `moderates` names them; elsewhere they raise a permanent "refused". All but
    `report` may be repeated: what is hidden or blocked already is fine.
    """

    moderates: ClassVar[frozenset[Moderation]]

    def listen(self, cursor: str, *, since: datetime, under: Sequence[Receipt]) -> Batch:
        """The next messages, about 200 at most: rather one again than one left out.

        cursor: "" the first time, then what the last kept batch gave. A reading whose batch was lost is repeated with
            the same cursor.
        since: aware; nothing older is asked for the first time.
        under: our own posts whose answers are wanted, where the network does not tell of them by itself.
        """

    def look_again(self, keys: Sequence[str]) -> tuple[Heard | Gone, ...]:
        """What is there now: edits and deletions. Keys of which that cannot be told are left out."""

    def hide(self, key: str) -> None:
        """Take a message under our own post out of sight."""

    def show(self, key: str) -> None:
        """Show a hidden message again."""

    def block(self, handle: str) -> None:
        """Keep this account from answering us."""

    def unblock(self, handle: str) -> None:
        """Let a blocked account answer again."""

    def report(self, key: str, words: str) -> None:
        """Tell the network's own moderators of a message, with our reason in words."""
