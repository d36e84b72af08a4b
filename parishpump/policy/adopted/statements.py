"""What a policy of this kind usually states, what this one states, and what it does not."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from parishpump.policy.adopted.text import AdoptedClause, Suggestion, Unstated

# A pattern for exactly this statement found its words: sure, but still for a person to confirm.
_SURE = 0.9


@dataclass(frozen=True)
class Expected:
    """One thing that is usually stated. `grave`: its absence is a fault; `aside`: clauses about this do not count."""

    parameter: str
    what: str
    said: tuple[re.Pattern[str], ...]
    why: str
    fix: str
    law: str = ""
    grave: bool = False
    aside: re.Pattern[str] | None = None


def parameters_in(clause: AdoptedClause) -> tuple[Suggestion, ...]:
    """The parameters that a clause seems to state, with the words that state them."""
    return tuple(Suggestion(parameter, _SURE, (words,)) for parameter, words in _stated(clause).items())


def not_stated(clauses: Sequence[AdoptedClause]) -> tuple[Unstated, ...]:
    """What none of the clauses states."""
    return tuple(Unstated(each.parameter, each.what, each.why, each.law) for each in missing(clauses))


def missing(clauses: Sequence[AdoptedClause]) -> tuple[Expected, ...]:
    """The same with everything that is known about it."""
    stated = {parameter for clause in clauses for parameter in _stated(clause)}
    return tuple(each for each in expected() if each.parameter not in stated)


@cache
def expected() -> tuple[Expected, ...]:
    """Everything of `expected.toml`, in its order."""
    raw = (resources.files("parishpump.policy.adopted") / "expected.toml").read_text(encoding="utf-8")
    return tuple(_expected(line) for line in tomllib.loads(raw)["expected"])


def _expected(line: dict[str, Any]) -> Expected:
    said = tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in line.pop("said"))
    aside = line.pop("aside", None)
    return Expected(said=said, aside=re.compile(aside, re.IGNORECASE) if aside else None, **line)


@lru_cache(maxsize=512)
def _stated(clause: AdoptedClause) -> Mapping[str, str]:
    """The parameters that a clause states, with its words; kept for a while, for three questions ask it."""
    found = {each.parameter: _words(each, clause) for each in expected()}
    return {parameter: words for parameter, words in found.items() if words}


def _words(each: Expected, clause: AdoptedClause) -> str:
    """The words by which a clause states it; empty where it does not."""
    own = clause.heading != clause.section
    whole = f"{clause.heading}. {clause.text}" if own else clause.text
    if each.aside and each.aside.search(f"{clause.section} {whole}"):
        return ""
    match = next((match for pattern in each.said if (match := pattern.search(whole))), None)
    return " ".join(match[0].split()) if match else ""
