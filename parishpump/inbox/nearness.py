"""Whether a question was answered before: the words of the answered questions that a new text has too. Pure.

The words come as PostgreSQL's full-text search reads them (English, without endings and without empty words). A word
that any question to a council has says little; one that few answered questions have says much.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import log

NEAR = 0.5  # of the weight of a question's words
_TELLING = 2  # words that say something, so that one alone makes nothing near
_LITTLE = 0.2

# Stems of what people write to any council about anything.
_SAY_LITTLE = """
    council parish town villag communiti local clerk councillor answer ask question know tell say said pleas
    thank hello dear hi get got go come want need like would could day date week month year time long often next
    last new still may much many happen anyth anyon someth someon somebodi anybodi peopl resid everyon let make
    made take use way thing place find look see work put give also just one two open today tomorrow
"""
_SAY_LITTLE_SET = frozenset(_SAY_LITTLE.split())


def weights_of(questions: Iterable[Collection[str]]) -> Mapping[str, float]:
    """What each word of the answered questions says: less the more of them have it, little where all say it."""
    listed = [set(words) for words in questions]
    found = Counter(word for words in listed for word in words)
    return {word: _weight(word) * (1 + log(len(listed) / many)) for word, many in found.items()}


def nearness(question: Collection[str], shared: Collection[str], weights: Mapping[str, float]) -> float:
    """How much of an answered question a text says too, from 0 to 1, by weight; 0 where it shares too few words."""
    telling = {word for word in question if _weight(word) == 1}
    if len(telling.intersection(shared)) < min(_TELLING, len(telling)) or not telling:
        return 0.0
    whole = sum(weights[word] for word in set(question))
    return sum(weights[word] for word in set(question).intersection(shared)) / whole


def _weight(word: str) -> float:
    return _LITTLE if word in _SAY_LITTLE_SET or word.isdecimal() else 1
