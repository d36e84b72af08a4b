"""What is known of one parameter before any council states it: its words, its kind, its chapter, and what law asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parishpump.policy.kinds import Kind
from parishpump.policy.roles import is_member
from parishpump.policy.values import Duration, RoleSet, Value


@dataclass(frozen=True)
class Chapter:
    """A chapter of the product, in which a parameter takes effect."""

    name: str
    built: bool = False


COUNCIL = Chapter("The council and its policy", built=True)
PEOPLE = Chapter("People and delegations", built=True)
CHANNELS = Chapter("Channels and deployments", built=True)
PUBLISHING = Chapter("Publishing", built=True)
LISTENING = Chapter("Listening", built=True)
MODERATION = Chapter("House rules", built=True)
CONDUCT = Chapter("Personal use and capacity")
MAILINGS = Chapter("Email")
GROUPS = Chapter("Messaging groups")
MEETINGS = Chapter("Meetings")
TRANSPARENCY = Chapter("Transparency")
INFORMATION = Chapter("Information requests")
EMERGENCIES = Chapter("Press and emergencies")
COMPLAINTS = Chapter("Complaints")
RECORDS = Chapter("Records and retention")
TRAINING = Chapter("Training")
EVALUATION = Chapter("Evaluation")
PARTNERS = Chapter("Partners", built=True)


@dataclass(frozen=True)
class Minimum:
    """What the law asks where a policy is silent, in our words, with its source."""

    text: str
    law: str


@dataclass(frozen=True)
class Lock:
    """What law has fixed. `keeps` says of a value, and of the council's own titles, whether it keeps to the law."""

    law: str
    why: str
    keeps: Callable[[Value, Mapping[str, str]], bool]
    leaves_one: bool = False  # only one value is lawful, so the software does that whatever a pack says


@dataclass(frozen=True)
class Parameter:
    """One thing that a policy may state. `row` is its number in the register of parameters."""

    row: int
    key: str
    label: str
    help: str
    kind: Kind
    chapter: Chapter
    minimum: Minimum | None = None
    lock: Lock | None = None
    words_only: bool = False  # told to people as the council worded it; the software decides nothing by it

    @property
    def is_identity(self) -> bool:
        """Whether it stands in the head of a pack and not among its parameters."""
        return self.key.startswith("pack.")

    @property
    def takes_effect(self) -> str:
        """When a value begins to do something, in words for the page."""
        if self.words_only:
            return "for people to read; the software checks nothing by it"
        return "in force" if self.chapter.built else f"comes with chapter {self.chapter.name}"

    @property
    def silence(self) -> str:
        """What to show where the policy states nothing: that, and what the law asks then."""
        if self.minimum is None:
            return "Not stated by policy."
        return f"Not stated by policy. {self.minimum.text} ({self.minimum.law})"


def fixed(value: bool, law: str, why: str) -> Lock:
    """A yes or no that law has decided."""
    return Lock(law, why, lambda stated, own: stated is value, leaves_one=True)


def no_longer_than(limit: str, law: str, why: str) -> Lock:
    """A length of time that law has capped; a shorter one is stricter and welcome."""
    most = Duration.parse(limit)
    return Lock(law, why, lambda stated, own: isinstance(stated, Duration) and stated.is_within(most))


def not_a_councillor_alone() -> Lock:
    """Roles among which an officer or a body must be: a single councillor decides nothing."""
    return Lock(
        "Local Government Act 1972, section 101",
        "a council can delegate to a committee, a sub-committee or an officer, never to a single councillor, and the "
        "Chair has no executive power. Name an officer or the council first; a councillor can be asked as well",
        lambda stated, own: isinstance(stated, RoleSet) and not (stated and all(is_member(one, own) for one in stated)),
    )
