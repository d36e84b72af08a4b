"""What is kept of a community organisation, and on which lawful basis. Pure: no Django."""

from dataclasses import dataclass
from datetime import date

LONGEST_ORGANISATION, LONGEST_DOES, LONGEST_CONTACT, LONGEST_HOW = 120, 400, 320, 400
CONSENT = "consent"


@dataclass(frozen=True)
class Basis:
    """A lawful basis for keeping somebody's contact: UK GDPR, Article 6(1)."""

    id: str
    words: str
    hint: str


BASES = (
    Basis(
        "public task",
        "Public task",
        "Point (e), the usual one for a council: keeping in touch is part of its work. Say which part.",
    ),
    Basis(
        CONSENT,
        "Consent",
        "Point (a), only where they can say no without any harm, and take it back as easily as they gave it.",
    ),
    Basis(
        "legitimate interests",
        "Legitimate interests",
        "Point (f), usually open to a parish council, unlike to a larger one. Check, and say why it is fair.",
    ),
)


@dataclass(frozen=True)
class Contact:
    """What the list says of an organisation: what it does, whom one reaches and how, on which basis, and who agreed."""

    name: str
    does: str
    who: str
    contact: str
    basis: str
    because: str
    permitted_on: date
    permitted_how: str
