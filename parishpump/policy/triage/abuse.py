"""Insults, threats and words that demean, also where letters are hidden behind stars, digits or spaces."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from parishpump.policy.triage.findings import Findings
from parishpump.policy.triage.phrasebook import Hit
from parishpump.policy.triage.suggestions import Reason
from parishpump.policy.triage.word_lists import plain_words

_HIDDEN = "hidden"
_LEET = str.maketrans("01345789@$!+|", "oleastbgasitl")
_MASKED = re.compile(r"[a-z@$][a-z0-9@$!*#_+|]{1,14}+")
_SPACED = re.compile(r"(?<![^\W_])[a-z](?:[ .\-_*][a-z](?![^\W_])){2,}+")
_RUN = re.compile(r"([a-z])\1{2,}+")
_MOST_LOOKED_AT = 500
_REASONS_SHOWN = 3


def abuse(found: Findings) -> list[Reason]:
    """Reasons to fold a message away; empty where there are none."""
    reasons = found.reasons("abuse", found.of("threat", "slur", "hatred", "foul") + _insults(found))
    for masked in _masked(found):
        if not any(masked.start < reason.end and reason.start < masked.end for reason in reasons):
            reasons.append(masked)
        if len(reasons) >= _REASONS_SHOWN:
            break
    return reasons


def _insults(found: Findings) -> list[Hit]:
    """An insult counts where it is aimed at somebody: within four words, in the same sentence."""
    aims = {word for hit in found.of("aimed") for word in range(hit.first, hit.last + 1)}
    words = found.message.words
    hits = []
    for hit in found.of("insult"):
        near = [
            place
            for place in range(max(0, hit.first - 4), min(len(words), hit.last + 3))
            if place in aims and place != hit.first and words[place].sentence == words[hit.first].sentence
        ]
        if near:
            hits.append(Hit("insult", min(near[0], hit.first), max(near[0], hit.last)))
    return hits


def _masked(found: Findings) -> Iterator[Reason]:
    """Words whose letters are hidden: w@nker, f***, c u n t, fuuuck."""
    plain, text = found.message.plain, found.message.text
    for match in islice(_hidden_by_gaps(plain), _MOST_LOOKED_AT):
        yield Reason("abuse", text[match.start() : match.end()], match.start(), match.end())
    candidates = (match for match in _MASKED.finditer(plain) if not match[0].isalpha() or _RUN.search(match[0]))
    for match in islice(candidates, _MOST_LOOKED_AT):
        if _unmasked(match[0]):
            yield Reason("abuse", text[match.start() : match.end()], match.start(), match.end())


def _hidden_by_gaps(plain: str) -> Iterator[re.Match[str]]:
    """Runs of single letters that spell a foul word."""
    for match in _SPACED.finditer(plain):
        spelt = "".join(letter for letter in match[0][:200] if letter.isalpha())
        if any(word in spelt for word in plain_words(_HIDDEN)):
            yield match


@lru_cache(maxsize=5_000)
def _unmasked(masked: str) -> str:
    """The foul word behind a mask, or nothing."""
    bare = masked.rstrip("!")
    words = {bare.translate(_LEET), _RUN.sub(r"\1", bare), _RUN.sub(r"\1", bare.translate(_LEET))}
    if bare.isdigit() or (bare.isalpha() and bare in plain_words(_HIDDEN)):
        return ""
    starred = "*" in bare or "#" in bare
    for word in plain_words(_HIDDEN):
        if word in words or (starred and _behind_stars(bare.translate(_LEET), word)):
            return word
    return ""


def _behind_stars(masked: str, word: str) -> bool:
    """Whether stars stand for letters of the word, one for one, with its first letter shown."""
    if len(masked) != len(word) or masked[0] != word[0]:
        return False
    return all(shown == letter or shown in "*#_" for shown, letter in zip(masked, word, strict=True))
