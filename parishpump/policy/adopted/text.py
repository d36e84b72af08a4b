"""What comes of reading a council's own policy: clauses, what they seem to match, what is not said, and faults."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Suggestion:
    """A control that a clause seems to match. `control` is a clause of the register or a parameter of a pack.

    `confidence` lies between 0 and 1; `words` are the words of the clause that speak for it.
    """

    control: str
    confidence: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class AdoptedClause:
    """One clause in the words that were adopted.

    `heading` is its own or that of its section; `items` are the places of its list's items in `text`.
    """

    id: str
    heading: str
    text: str
    strength: str
    section: str = ""
    items: tuple[Span, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def judged_by_person(self) -> bool:
        """No control covers it: a person has to judge what it asks for."""
        return not self.suggestions


@dataclass(frozen=True)
class Unstated:
    """Something that a policy of this kind usually says and this one does not. `law` is what law says anyway."""

    parameter: str
    what: str
    why: str
    law: str = ""


@dataclass(frozen=True)
class Fault:
    """Something in the text that seems wrong. `clause` is empty where the whole text is meant.

    `span` points into the clause's text; None where the whole clause, or the whole text, is meant.
    """

    kind: str
    clause: str
    span: Span | None
    words: str
    message: str
    fix: str
    law: str = ""


@dataclass(frozen=True)
class AdoptedText:
    """A policy as it was read. Nothing of it is decided until a person has confirmed it."""

    title: str
    clauses: tuple[AdoptedClause, ...]
    not_stated: tuple[Unstated, ...]
    faults: tuple[Fault, ...]

    def as_printed(self) -> Mapping[str, Any]:
        """The reading as plain values, ready to be written as JSON."""
        clauses = [_printed(clause) for clause in self.clauses]
        silent = [asdict(unstated) for unstated in self.not_stated]
        faults = [{**asdict(fault), "span": list(fault.span) if fault.span else None} for fault in self.faults]
        return {"title": self.title, "clauses": clauses, "not_stated": silent, "faults": faults}


def _printed(clause: AdoptedClause) -> Mapping[str, Any]:
    suggestions = [{**asdict(each), "words": list(each.words)} for each in clause.suggestions]
    return {
        "id": clause.id,
        "heading": clause.heading,
        "text": clause.text,
        "strength": clause.strength,
        "suggestions": suggestions,
        "judged_by_person": clause.judged_by_person,
    }
