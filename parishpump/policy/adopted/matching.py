"""Which controls of the register a clause seems to match: words in common, the rarer the weightier.

A suggestion and no more: a person confirms it. Each sentence and each item of a list is matched by itself, for one
paragraph of a policy often holds several rules.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from parishpump.policy.adopted.statements import parameters_in
from parishpump.policy.adopted.text import AdoptedClause, Suggestion
from parishpump.policy.adopted.wording import Word, sentences_of, stems_of
from parishpump.policy.coverage import controls
from parishpump.policy.packs import load_pack

# Found on policies of different kinds: below, more suggestions are wrong than right.
_FLOOR = 0.36
_MOST_A_SENTENCE = 3
_MOST_A_CLAUSE = 8
_HALF_WAY = 9.0
_OWN_WORDS, _SHORT_WORDS, _PAIRS = 1.0, 0.6, 1.4
_HEADING = 0.45
# Chapters whose words are common elsewhere: without their subject in sight a match is a coincidence.
_SUBJECTS = {
    "FOI": re.compile(
        r"freedom of information|\bFOIA?\b|disclos|exempt|privilege|information requests?", re.IGNORECASE
    ),
    "WHA": re.compile(
        r"whats ?app|\bchats?\b|\bgroups?\b|messag|apolog|substitute|sub-?committee|telephone", re.IGNORECASE
    ),
}
_OFF_THE_SUBJECT = 0.6


@dataclass(frozen=True)
class _Profile:
    """What words speak for one control, and how much."""

    control: str
    weights: Mapping[str, float]
    total: float


def suggestions_for(clause: AdoptedClause) -> tuple[Suggestion, ...]:
    """The controls and parameters that a clause seems to match, the surest first."""
    best: dict[str, Suggestion] = {each.control: each for each in parameters_in(clause)}
    heading = frozenset(key for key, _ in stems_of(f"{clause.section} {clause.heading}"))
    whole = f"{clause.section} {clause.heading} {clause.text}"
    in_sight = frozenset(chapter for chapter, subject in _SUBJECTS.items() if subject.search(whole))
    own = f"{clause.heading}. " if clause.heading != clause.section else ""
    for place, (start, end) in enumerate(sentences_of(clause.text)):
        said = clause.text[start:end] if place else own + clause.text[start:end]
        for suggestion in _matches(stems_of(said), heading, in_sight):
            known = best.get(suggestion.control)
            if known is None or known.confidence < suggestion.confidence:
                best[suggestion.control] = suggestion
    ordered = sorted(best.values(), key=lambda each: (-each.confidence, each.control))
    return tuple(ordered[:_MOST_A_CLAUSE])


def _matches(words: tuple[Word, ...], heading: frozenset[str], in_sight: frozenset[str]) -> list[Suggestion]:
    said = dict(words)
    said.update({f"{a[0]} {b[0]}": f"{a[1]} {b[1]}" for a, b in pairwise(words)})
    candidates = {place for key in said for place in _index().get(key, ())}
    profiles = _profiles()
    found = [each for place in sorted(candidates) if (each := _match(profiles[place], said, heading, in_sight))]
    return sorted(found, key=lambda each: -each.confidence)[:_MOST_A_SENTENCE]


def _match(
    profile: _Profile, said: Mapping[str, str], heading: frozenset[str], in_sight: frozenset[str]
) -> Suggestion | None:
    shared = [key for key in said if key in profile.weights]
    if len({part for key in shared for part in key.split()}) < 2:
        return None
    score = sum(profile.weights[key] for key in shared)
    score += _HEADING * sum(weight for key, weight in profile.weights.items() if key in heading and key not in said)
    confidence = score / (score + _HALF_WAY) * (0.7 + 0.6 * min(0.5, score / profile.total))
    chapter = profile.control.partition("-")[0]
    if chapter in _SUBJECTS and chapter not in in_sight:
        confidence *= _OFF_THE_SUBJECT
    if confidence < _FLOOR:
        return None
    words = sorted((key for key in shared if " " not in key), key=lambda key: -profile.weights[key])
    return Suggestion(profile.control, round(min(confidence, 0.95), 2), tuple(said[key] for key in words[:6]))


@cache
def _profiles() -> tuple[_Profile, ...]:
    texts = {key: clause.text for key, clause in load_pack("lenham").clauses.items()}
    words = {key: (stems_of(each.words), stems_of(texts[key])) for key, each in controls().items()}
    known = Counter(stem for pair in words.values() for stem in {key for part in pair for key, _ in part})
    return tuple(_profile(key, own, short, known) for key, (own, short) in words.items())


@cache
def _index() -> Mapping[str, tuple[int, ...]]:
    """Which profiles hold a word or a pair."""
    held: dict[str, list[int]] = {}
    for place, profile in enumerate(_profiles()):
        for key in profile.weights:
            held.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in held.items()}


def _profile(control: str, own: tuple[Word, ...], short: tuple[Word, ...], known: Mapping[str, int]) -> _Profile:
    weights: dict[str, float] = {}
    for part, worth in ((short, _SHORT_WORDS), (own, _OWN_WORDS)):
        for key, _ in part:
            weights[key] = worth * math.log(1 + 117 / known[key])
        for (first, _), (second, _) in pairwise(part):
            weights[f"{first} {second}"] = _PAIRS * worth
    return _Profile(control, weights, sum(weight for key, weight in weights.items() if " " not in key))
