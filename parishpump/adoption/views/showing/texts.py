"""The clauses of a text under their own headings, and what the text does not say."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from parishpump.adoption.models import Matching
from parishpump.adoption.queries.texts import MatchedClause, TextInHand
from parishpump.adoption.views.showing.controls import control_names
from parishpump.adoption.views.showing.packs import section_slug
from parishpump.policy.adopted.text import AdoptedText, Unstated


@dataclass(frozen=True)
class ShownClause:
    """One clause: its words, who sees to it, and by what. `state` is a kind of state with its words."""

    key: str
    text: str
    strength: str
    state: tuple[str, str]
    controls: list[str]
    suggested: list[str]
    perhaps: list[str]


@dataclass(frozen=True)
class ShownSilence:
    """Something that the text does not say, and where it can be said in the draft."""

    silence: Unstated
    url: str


def shown_clauses(hand: TextInHand) -> list[tuple[str, list[ShownClause]]]:
    """The clauses by heading, in the order of the text."""
    names = control_names()
    groups = groupby(hand.clauses, key=lambda one: one.clause.heading)
    return [(heading, [_shown(one, names) for one in group]) for heading, group in groups]


def shown_silences(reading: AdoptedText) -> list[ShownSilence]:
    """What the text does not say; with a link where a parameter of the pack can say it."""
    return [ShownSilence(one, _setting_of(one.parameter)) for one in reading.not_stated]


def _shown(one: MatchedClause, names: dict[str, str]) -> ShownClause:
    clause, matching = one.clause, one.matching
    open_still = matching is None
    return ShownClause(
        key=clause.id,
        text=clause.text,
        strength=clause.strength,
        state=_state(matching),
        controls=[names.get(key, key) for key in (matching.controls if matching else [])],
        suggested=[names.get(key, key) for key in one.strong] if open_still else [],
        perhaps=[names.get(key, key) for key in one.weak] if open_still else [],
    )


def _state(matching: Matching | None) -> tuple[str, str]:
    if matching is None:
        return "unknown", "Open"
    return ("done", "Held by the software") if matching.kind == Matching.CONTROLS else ("set", "A person judges it")


def _setting_of(parameter: str) -> str:
    group = section_slug(parameter)
    return f"{reverse('pack-draft-group', args=[group])}#{parameter}" if group else ""
