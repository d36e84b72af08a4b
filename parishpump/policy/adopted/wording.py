"""Words made comparable: stems of the words that carry a meaning, and pairs of neighbours."""

import re
from functools import lru_cache

from parishpump.policy.phrases import phrases

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = ("isations", "isation", "ations", "ation", "ments", "ment", "ingly", "ings", "ing", "edly", "ied", "ies")
_SHORT_ENDINGS = ("ed", "ers", "er", "es", "ly", "s")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]+)*[.!?]*")

Word = tuple[str, str]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, so that “approve”, “approves” and “approval” come close."""
    plain = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'").replace("-", "")
    for ending in _ENDINGS + _SHORT_ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return _without_last_vowel(plain.removesuffix(ending))
    return _without_last_vowel(plain)


def stems_of(text: str) -> tuple[Word, ...]:
    """The words that carry a meaning, in order, each as (stem, word as it stands)."""
    little = _little()
    return tuple((stem(word), word) for word in _WORD.findall(text) if word.lower() not in little)


def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """The places of the sentences and of the lines of a list."""
    return tuple(match.span() for match in _SENTENCE.finditer(text) if match[0].strip(" •\n\t"))


def _without_last_vowel(plain: str) -> str:
    for ending in ("al", "y", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain.removesuffix(ending)
    return plain


@lru_cache(maxsize=1)
def _little() -> frozenset[str]:
    return frozenset(phrases("little_words"))
