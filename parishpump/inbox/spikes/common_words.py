"""The words that a story is made of: those that many of its messages share."""

import re
from collections import Counter
from collections.abc import Iterable

MOST = 8
_SHORTEST, _LONGEST = 4, 30
_EMPTY = """
    about above after again against also although always among another anybody anyone anything are around
    because been before being below between both came cannot come could couldn’t didn’t does doesn’t doing don’t
    done down during each either else even ever every everybody everyone everything from getting give goes going
    gone good hasn’t have haven’t having hello here hers himself hope into isn’t it’s itself just keep kept know
    less like look made make many maybe might more most much must myself need never next nobody none nothing
    once only other otherwise ours over people perhaps please quite rather really regards said same says seem
    seems shall should shouldn’t since some somebody someone something soon still such sure take thank thanks
    than that that’s their theirs them themselves then there there’s these they they’re thing things think this
    those though through today told tomorrow tonight under until upon very want wants wasn’t well went were
    weren’t what what’s when where whether which while whom whose will with within without won’t would wouldn’t
    yesterday your yours yourself i’m you’re we’re can’t
"""
_SAY_NOTHING = frozenset(_EMPTY.split())


def common_words(texts: Iterable[str], *, most: int = MOST) -> list[str]:
    """The words that stand in at least three of the texts and a fifth of them, the most shared first."""
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        counts.update(_words(text))
        number += 1
    least = max(3, number / 5)
    shared = [(count, word) for word, count in counts.items() if count >= least]
    return [word for _, word in sorted(shared, key=lambda pair: (-pair[0], pair[1]))[:most]]


def _words(text: str) -> set[str]:
    found = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", text.casefold())
    words = {word.replace("'", "’") for word in found if _SHORTEST <= len(word) <= _LONGEST}
    return words - _SAY_NOTHING
