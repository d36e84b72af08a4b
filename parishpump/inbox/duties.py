"""The legal duties that can lie in a message: what they are called on a page, and which of them open a request. Pure.

What the law says of each, and by when, stands in `policy.triage.words`; nothing here counts days.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from parishpump.policy.triage.suggestions import DUTIES
from parishpump.policy.triage.words import WORDS

FOI, EIR, SAFEGUARDING = "foi", "eir", "safeguarding"
# What can be opened as a request, dated as it was received. Safeguarding waits for no request: it is passed on.
REFERABLE = DUTIES

_HEADINGS = {
    "foi": "This looks like a request for information",
    "eir": "This looks like a request for environmental information",
    "subject access": "This looks like somebody asking for their own data",
    "data protection complaint": "This looks like a complaint about personal data",
    "formal complaint": "This looks like a formal complaint",
    "safeguarding": "Somebody may be at risk",
}


@dataclass(frozen=True)
class Duty:
    """One duty in words: its name, the heading above it, what follows from it, and the law behind it."""

    id: str
    name: str
    heading: str
    why: str
    law: str


def duty(id: str) -> Duty:
    """What is known of a duty; one that is not known keeps its name and binds all the same."""
    meaning = WORDS.get(id)
    heading = _HEADINGS.get(id, f"This looks like a legal duty: {id}")
    if meaning is None:
        return Duty(id, id.capitalize(), heading, "Somebody with authority says what it is.", "")
    return Duty(id, meaning.name, heading, meaning.why, meaning.law)


def duties_in(duties: Iterable[str], labels: Iterable[str]) -> list[str]:
    """The duties of a message as it is kept: a person at risk is one too (clause ENG-6)."""
    found = list(duties)
    return [*found, SAFEGUARDING] if SAFEGUARDING in labels else found


def referable_in(duties: Iterable[str]) -> str:
    """The first of these duties that opens a request; empty where none does."""
    return next((one for one in duties if one in REFERABLE), "")


def in_words(duties: Iterable[str]) -> list[str]:
    """What these duties are called."""
    return [duty(one).name for one in duties]
