"""What triage says of a message: suggestions with the words behind them."""

from dataclasses import dataclass

# The kinds of legal duty, the surest to be missed first.
DUTIES = ("foi", "eir", "subject access", "data protection complaint", "formal complaint")
# Most pressing first: the order of a suggestion's labels and reasons.
LABELS = (
    "emergency",
    "safeguarding",
    *DUTIES,
    "abuse",
    "press enquiry",
    "complaint",
    "issue report",
    "other authority",
    "question",
    "praise",
    "spam",
)


@dataclass(frozen=True)
class Reason:
    """The very words of the message behind one label; `start` and `end` count characters of the text as given."""

    label: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Suggestion:
    """What a message probably is. Nothing here decides: a person does, and sees the reasons.

    `lacks_address` says that an information request would be without a name and an address for correspondence
    (FOIA s.8): ask for it, as s.16 wishes. The EIR ask for no such thing.
    """

    labels: tuple[str, ...]
    duty: tuple[str, ...]
    reasons: tuple[Reason, ...]
    language: str
    lacks_address: bool = False
