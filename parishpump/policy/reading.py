"""How hard a text is to read: Flesch's reading ease on syllables from a British dictionary, without any network."""

import re
from functools import cache, lru_cache

import pyphen

_WORDS_READ = 3000
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of a word as the dictionary divides it, at least one."""
    letters = "".join(_LETTERS.findall(word.lower()))[:40]
    return max(1, len(_dictionary().positions(letters)) + 1) if letters else 1


def flesch(words: list[str], sentences: int) -> float:
    """Reading ease: 100 is very easy, 60 plain English, below 30 hard (Flesch, 1948)."""
    read = words[:_WORDS_READ]
    if not read or not sentences:
        return 100.0
    share = len(read) / len(words)
    per_sentence = len(read) / max(1.0, sentences * share)
    return 206.835 - 1.015 * per_sentence - 84.6 * sum(map(syllables, read)) / len(read)
