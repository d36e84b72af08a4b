"""How alike two messages are, by the words that they share: a sketch of each, compared in the database. Pure.

The sketch is MinHash (A. Broder, On the resemblance and containment of documents, 1997): of the words and pairs of
words of a text, the smallest hash under each of 32 orders. The share of equal places of two sketches estimates the
share of words that the two texts have in common. Every value carries its place, so that an index over the
values finds the texts that share any.
"""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise

PLACES = 32
ALIKE = 10  # equal places of 32: about a third of the words in common
WORDS_READ = 400
_PLACE_BITS = 5
_WIDTH = 63 - _PLACE_BITS
_MASK = (1 << _WIDTH) - 1
# Odd multipliers: each gives another order of the same hashes.
_ORDERS = tuple(int.from_bytes(blake2b(bytes([place]), digest_size=8).digest(), "big") | 1 for place in range(PLACES))

_EMPTY = """
    a an and any are as at be been but by can could did do does for from get got had has have hello hi how i if in is
    it its me my no not of on or our please so thank thanks that the their them there they this to up us was we were
    what when where which who why will with would you your
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())


def sketch_of(text: str) -> list[int]:
    """Up to 32 whole numbers below 2**63, sorted; none where the text has no words that say anything."""
    hashes = [int.from_bytes(blake2b(one.encode(), digest_size=8).digest(), "big") for one in _shingles(text)]
    if not hashes:
        return []
    smallest = (min(value * order & _MASK for value in hashes) for order in _ORDERS)
    return [place << _WIDTH | value for place, value in enumerate(smallest)]


def alike(one: Iterable[int], other: Iterable[int]) -> int:
    """How many of the 32 places two sketches share."""
    return len(set(one) & set(other))


def _shingles(text: str) -> set[str]:
    words = _words(text)
    return {*words, *(f"{first} {second}" for first, second in pairwise(words))}


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text[: WORDS_READ * 20]).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    found = (_stem(word) for word in re.findall(r"[^\W_]+", plain) if word not in _EMPTY_WORDS)
    return list(found)[:WORDS_READ]


def _stem(word: str) -> str:
    """The word without the commonest endings of English: lights and light are one."""
    for ending in ("ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
