"""Probable slips of the pen: a word twice, a small word wrong in a standing phrase."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parishpump.policy.adopted.text import AdoptedClause, Fault
from parishpump.policy.phrases import phrases

_TWICE = re.compile(r"\b(?P<word>[A-Za-z]+) (?P=word)\b", re.IGNORECASE)
_LAWFUL_TWICE = frozenset(("that", "had"))
_SMALL = ("of", "or", "on", "in", "for", "to", "at", "by", "with", "and", "if", "is", "as")


def slips(clauses: Sequence[AdoptedClause]) -> Iterator[Fault]:
    """Words that were probably not meant. The adopted words stay until the council changes them."""
    for clause in clauses:
        for match in _TWICE.finditer(clause.text):
            if match["word"].lower() not in _LAWFUL_TWICE:
                yield _fault(clause, match, match["word"])
        for phrase, pattern in _standing():
            for match in pattern.finditer(clause.text):
                yield _fault(clause, match, phrase)
        yield from _in_heading(clause)


def _fault(clause: AdoptedClause, match: re.Match[str], meant: str) -> Fault:
    message = f"“{match[0]}” is probably a slip for “{meant}”."
    return Fault("slip", clause.id, match.span(), match[0], message, f"Write “{meant}”, once the council has agreed.")


def _in_heading(clause: AdoptedClause) -> Iterator[Fault]:
    """The same in a heading; a heading has no place in the clause's text."""
    for phrase, pattern in _standing():
        if match := pattern.search(clause.heading):
            message = f"In the heading “{clause.heading}”, “{match[0]}” is probably a slip for “{phrase}”."
            yield Fault("slip", clause.id, None, match[0], message, f"Write “{phrase}”.")


@cache
def _standing() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((phrase, _one_small_word_off(phrase)) for phrase in phrases("standing_phrases"))


def _one_small_word_off(phrase: str) -> re.Pattern[str]:
    """The phrase with one small word put in, or with one of its small words changed."""
    words = phrase.split()
    forms = [[*words[:place], _any_but(), *words[place:]] for place in range(1, len(words))]
    forms += [
        [*words[:place], _any_but(word), *words[place + 1 :]] for place, word in enumerate(words) if word in _SMALL
    ]
    return re.compile("|".join(rf"\b{' '.join(form)}\b" for form in forms), re.IGNORECASE)


def _any_but(word: str = "") -> str:
    return f"(?:{'|'.join(small for small in _SMALL if small != word)})"
