"""Words worth a doubt, from `doubts.toml`: terms wrong in law, sign-offs without power, contradictions."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from parishpump.policy.adopted.text import AdoptedClause, Fault
from parishpump.policy.adopted.wording import sentences_of

_PATTERNS = ("words", "unless", "unless_text", "unless_about", "about", "sentence")


@dataclass(frozen=True)
class Doubt:
    """One line of the list; see the head of the file for what each pattern does."""

    kind: str
    words: re.Pattern[str]
    message: str
    fix: str
    law: str = ""
    unless: re.Pattern[str] | None = None
    unless_text: re.Pattern[str] | None = None
    unless_about: re.Pattern[str] | None = None
    about: re.Pattern[str] | None = None
    sentence: re.Pattern[str] | None = None
    text: tuple[re.Pattern[str], ...] = ()
    once: bool = False


def doubts(clauses: Sequence[AdoptedClause]) -> Iterator[Fault]:
    """Every doubt at every place where its words stand and nothing excuses them."""
    whole = "\n".join(f"{clause.section}\n{clause.heading}\n{clause.text}" for clause in clauses)
    for doubt in _listed():
        if _concerns(doubt, whole):
            found = (fault for place in range(len(clauses)) for fault in _in_clause(doubt, clauses, place))
            yield from _first(found) if doubt.once else found


def _first(found: Iterator[Fault]) -> Iterator[Fault]:
    for fault in found:
        yield fault
        return


def _concerns(doubt: Doubt, whole: str) -> bool:
    excused = doubt.unless_text is not None and doubt.unless_text.search(whole)
    return not excused and all(pattern.search(whole) for pattern in doubt.text)


def _in_clause(doubt: Doubt, clauses: Sequence[AdoptedClause], place: int) -> Iterator[Fault]:
    clause = clauses[place]
    matches = list(doubt.words.finditer(clause.text))
    if not matches or not _is_about(doubt, clauses, place):
        return
    for match in matches:
        sentence = _sentence_round(clause.text, match.span())
        excused = doubt.unless and doubt.unless.search(sentence)
        if not excused and (doubt.sentence is None or doubt.sentence.search(sentence)):
            words = match[0].strip()
            message = doubt.message.format(words=f"“{words}”")
            yield Fault(doubt.kind, clause.id, match.span(), match[0], message, doubt.fix, doubt.law)


def _is_about(doubt: Doubt, clauses: Sequence[AdoptedClause], place: int) -> bool:
    clause = clauses[place]
    here = f"{clause.section}\n{clause.heading}\n{clause.text}"
    if doubt.unless_about and doubt.unless_about.search(here):
        return False
    return doubt.about is None or bool(doubt.about.search(f"{_above(clauses, place)}\n{here}"))


def _above(clauses: Sequence[AdoptedClause], place: int) -> str:
    """What stands before a clause in its section: an introduction says what a list is about."""
    return "\n".join(each.text for each in clauses[:place] if each.section == clauses[place].section)


def _sentence_round(text: str, span: tuple[int, int]) -> str:
    """The sentences that the words touch."""
    touched = [place for place in sentences_of(text) if place[0] < span[1] and span[0] < place[1]]
    return text[touched[0][0] : touched[-1][1]] if touched else text[span[0] : span[1]]


@cache
def _listed() -> tuple[Doubt, ...]:
    raw = (resources.files("parishpump.policy.adopted") / "doubts.toml").read_text(encoding="utf-8")
    return tuple(_read(line) for line in tomllib.loads(raw)["doubt"])


def _read(line: dict[str, Any]) -> Doubt:
    flags = re.NOFLAG if line.pop("case", False) else re.IGNORECASE
    patterns: dict[str, Any] = {name: re.compile(line.pop(name), flags) for name in _PATTERNS if name in line}
    text = tuple(re.compile(pattern, re.IGNORECASE) for pattern in line.pop("text", ()))
    return Doubt(**line, **patterns, text=text)
