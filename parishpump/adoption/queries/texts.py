"""The council's own text as it was read, and what was confirmed of each of its clauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parishpump.adoption.models import Matching, PolicyText
from parishpump.policy.adopted.text import AdoptedClause, AdoptedText, Fault, Suggestion, Unstated

# A suggestion at least as sure as this is confirmed with the others at one stroke; the rest are looked at one by one.
STRONG = 0.6


@dataclass(frozen=True)
class MatchedClause:
    """A clause with what was last said of it; `matching` None: nobody has looked yet, or it was opened again."""

    clause: AdoptedClause
    matching: Matching | None

    @property
    def strong(self) -> list[str]:
        """The controls that the reader is sure enough of."""
        return [one.control for one in self.clause.suggestions if one.confidence >= STRONG]

    @property
    def weak(self) -> list[str]:
        """The controls that the reader only wonders about."""
        return [one.control for one in self.clause.suggestions if one.confidence < STRONG]

    @property
    def waits_for_a_stroke(self) -> bool:
        """Whether it would be confirmed with all other strong suggestions."""
        return self.matching is None and bool(self.strong)


@dataclass(frozen=True)
class TextInHand:
    """A text with its reading and everything that was said of its clauses, in their order."""

    text: PolicyText
    reading: AdoptedText
    clauses: tuple[MatchedClause, ...]
    last_together: tuple[Matching, ...]

    @property
    def open(self) -> list[MatchedClause]:
        return [one for one in self.clauses if one.matching is None]

    def clause(self, key: str) -> MatchedClause | None:
        return next((one for one in self.clauses if one.clause.id == key), None)


def newest_text() -> PolicyText | None:
    """The text that counts, or None where the council has put none in."""
    return PolicyText.objects.order_by("number").last()


def text_in_hand(text: PolicyText) -> TextInHand:
    """The text with its clauses and what counts of each: one query."""
    said = list(Matching.objects.filter(text=text).order_by("id"))
    newest = {one.clause: one for one in said}
    counts = {key: one for key, one in newest.items() if one.kind != Matching.OPEN}
    reading = reading_of(text)
    return TextInHand(
        text,
        reading,
        tuple(MatchedClause(clause, counts.get(clause.id)) for clause in reading.clauses),
        _last_together(said, counts),
    )


def _last_together(said: list[Matching], counts: Mapping[str, Matching]) -> tuple[Matching, ...]:
    """What the last stroke confirmed and still counts: what can be taken back."""
    strokes = [one.at for one in said if one.together]
    if not strokes:
        return ()
    return tuple(one for one in counts.values() if one.together and one.at == strokes[-1])


def reading_of(text: PolicyText) -> AdoptedText:
    """The reading as it was kept."""
    kept: Mapping[str, Any] = text.read
    return AdoptedText(
        title=kept["title"],
        clauses=tuple(_clause(one) for one in kept["clauses"]),
        not_stated=tuple(Unstated(**one) for one in kept["not_stated"]),
        faults=tuple(_fault(one) for one in kept["faults"]),
    )


def _clause(kept: Mapping[str, Any]) -> AdoptedClause:
    suggestions = tuple(
        Suggestion(one["control"], one["confidence"], tuple(one["words"])) for one in kept["suggestions"]
    )
    return AdoptedClause(kept["id"], kept["heading"], kept["text"], kept["strength"], suggestions=suggestions)


def _fault(kept: Mapping[str, Any]) -> Fault:
    span = kept["span"]
    return Fault(**{**kept, "span": (span[0], span[1]) if span else None})
