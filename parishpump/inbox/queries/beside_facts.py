"""What stands beside one message on its card, as facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from parishpump.inbox.models import Message, SavedText, Topic
from parishpump.inbox.queries.care import Spared


@dataclass(frozen=True)
class Neighbours:
    """The references of the open messages before and after one in the order of the list ("": none), and its place."""

    before: str
    after: str
    place: int
    total: int


@dataclass(frozen=True)
class Ours:
    """What we have said in a thread: the post that carries it, when, and how it begins."""

    reference: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Thread:
    """The conversation as it stands beside a message: what was said before and after it, and what we said.

    Each message has its first 1,000 characters as `beginning`. `earlier` and `later` count those messages that are
    there and not shown.
    """

    before: tuple[Message, ...]
    after: tuple[Message, ...]
    earlier: int
    later: int
    ours: tuple[Ours, ...]


@dataclass(frozen=True)
class Decided:
    """A decision about the message, as its Triage says."""

    at: datetime
    office: str
    outcome: str
    ground: str
    ground_reason: str
    reason: str
    undone_at: datetime | None


@dataclass(frozen=True)
class Settled:
    """Somebody with authority said that there is no legal duty."""

    at: datetime
    office: str
    reason: str


@dataclass(frozen=True)
class Noted:
    """A word among officers."""

    at: datetime
    office: str
    text: str


@dataclass(frozen=True)
class AskedBack:
    """We asked what was meant."""

    at: datetime
    office: str
    asks_for: str


@dataclass(frozen=True)
class SeenVersion:
    """A version of the message, without its words."""

    number: int
    what: str
    sha256: str
    seen_at: datetime


@dataclass(frozen=True)
class History:
    """What was decided, noted and asked about a message, and how its words changed, each oldest first."""

    decisions: tuple[Decided, ...]
    settled: tuple[Settled, ...]
    notes: tuple[Noted, ...]
    asked: tuple[AskedBack, ...]
    versions: tuple[SeenVersion, ...]

    @property
    def standing(self) -> Decided | None:
        """The decision that counts."""
        return next((one for one in reversed(self.decisions) if one.undone_at is None), None)


@dataclass(frozen=True)
class LatestVersion:
    """The newest version of an answer."""

    number: int
    stage: str
    decide_by: datetime


@dataclass(frozen=True)
class TakenFromView:
    """That an answer was withdrawn."""

    at: datetime
    office: str
    reason: str


@dataclass(frozen=True)
class SentPart:
    """Something of an answer that stands where it went: its `deed` is to publish, to correct or to withdraw."""

    deed: str
    settled_at: datetime | None
    address: str


@dataclass(frozen=True)
class Answer:
    """An answer to the message and how it stands; `sent` with the last thing that was sent at the end."""

    purpose: str
    reference: str
    thrown_away_at: datetime | None
    latest: LatestVersion | None
    withdrawal: TakenFromView | None
    sent: tuple[SentPart, ...]


@dataclass(frozen=True)
class Beside:
    """All of it. `looks`: when this person last looked at each thing that is kept back; `spared`: what another sees to.

    `earlier` are the newest other messages from the same account, `earlier_many` says how many there are; `neighbours`
    is None where the message is closed; `any_answers`: whether the council ever answered a question for all.
    """

    looks: Mapping[str, datetime]
    spared: Spared
    thread: Thread
    earlier: tuple[Message, ...]
    earlier_many: int
    history: History
    answers: tuple[Answer, ...]
    any_answers: bool
    topics: list[Topic]
    courteous_texts: list[SavedText]
    neighbours: Neighbours | None
