"""What every network client takes, gives back and may fail with."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, Protocol

Reason = Literal[
    "sign-in refused",
    "rate limited",
    "silent",
    "refused",
    "unreachable",
    "server error",
    "unreadable answer",
]


@dataclass(frozen=True)
class Picture:
    """One picture as it will be sent: width and height in pixels, alt text in plain words."""

    content: bytes
    media_type: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Parcel:
    """One post, frozen before the first attempt.

    `key` is our own idempotency key (uuid4 hex) and `written_at` an aware UTC moment: neither changes between attempts.
    `text` is sent exactly as it stands. `title`, `link` and `comments_closed` (nobody may comment below it) count only
    where a network has a place for them: WordPress. `in_reply_to` is the key (`hearing.Heard.key`) of the message that
    this one answers and `thread` that of the conversation's first one, "" for none; `to` is an email's address.
    """

    key: str
    text: str
    pictures: tuple[Picture, ...]
    written_at: datetime
    title: str = ""
    link: str = ""
    comments_closed: bool = False
    in_reply_to: str = ""
    thread: str = ""
    to: str = ""


@dataclass(frozen=True)
class Receipt:
    """Where a post went: the network's own identifier, and the public address (URL)."""

    reference: str
    address: str


@dataclass(frozen=True)
class Shown:
    """What the network shows now, read back."""

    text: str
    alts: tuple[str, ...]
    address: str
    reference: str


@dataclass(frozen=True)
class Limits:
    """What a network takes. None means: no limit that we know of.

    `url_counts` is how many characters any web address counts for, where that is not its own length.
    `edits` and `withdraws` say whether the software can do it, not whether a person could by hand.
    """

    characters: int | None
    counts: Literal["characters", "graphemes"]
    url_counts: int | None
    pictures: int
    picture_bytes: int | None
    alt_required: bool
    edits: bool
    withdraws: bool


@dataclass(frozen=True)
class Health:
    """Whether a network lets us in, as whom, and when that ends (where the network tells)."""

    ok: bool
    account: str
    message: str
    ends_at: datetime | None


class NetworkError(Exception):
    """The only error a network client raises.

    permanent: the same attempt would fail again, so a person has to act.
    retry_after: seconds that the network asked us to wait, or None.
    outcome_known: True means that nothing was published, changed or withdrawn; False means that it may have been,
        and only reading back (`find`, `read`) settles it. It is always True for calls that only read.
    detail: what happened, for a person to read; never holds a password or a token.
    """

    def __init__(
        self,
        *,
        permanent: bool,
        outcome_known: bool,
        reason: Reason,
        retry_after: float | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.permanent = permanent
        self.retry_after = retry_after
        self.outcome_known = outcome_known
        self.reason: Reason = reason
        self.detail = detail


class Network(Protocol):
    """One account on one network. Every method may raise NetworkError, and nothing else."""

    name: ClassVar[str]

    @classmethod
    def limits(cls) -> Limits:
        """What the network takes as far as we know, without asking it."""

    def read_limits(self) -> Limits:
        """What the network says that it takes now."""

    def check(self) -> Health:
        """Try the credential. A refused one is a Health that is not ok; a network in trouble raises."""

    def publish(self, parcel: Parcel) -> Receipt:
        """Publish once. A parcel whose key is already there is not published again where the network lets us know."""

    def find(self, parcel: Parcel) -> Receipt | None:
        """Settle an unknown outcome: is this parcel there? Raises NetworkError where that cannot be told."""

    def read(self, receipt: Receipt) -> Shown | None:
        """What the network shows now, or None where it is no longer there."""

    def edit(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        """Put the parcel's text and pictures in place of what is there."""

    def withdraw(self, receipt: Receipt) -> None:
        """Take it down. Already gone is fine."""
