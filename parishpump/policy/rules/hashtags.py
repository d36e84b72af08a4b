"""Hashtags begin each word with a capital, so that screen readers say words and nobody misreads them."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import phrases
from parishpump.policy.rules.pointing import point

# A longer tag in one case is rarely one word, unless it ends like one.
_LONGEST_WORD = 11
_ENDINGS = ("tion", "ment", "ness", "ship", "ance", "ence", "ity", "ing", "ism", "hood", "ology")
_LONGEST_ABBREVIATION = 6


def capitals(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """#VillageFete, not #villagefete."""
    for passage in facts.passages:
        known = _words_about(passage, pack)
        for tag in passage.hashtags:
            if not _in_one_case(tag.text) or tag.text.lower() in known:
                continue
            parts = _split(tag.text.lower(), known)
            if parts or not _may_be_one_word(tag.text):
                better = "".join(part.capitalize() for part in parts) or None
                fix = f"Write #{better}." if better else "Begin each word in it with a capital letter."
                message = f"“#{tag.text[:60]}” runs its words together: a screen reader cannot tell them apart."
                yield point(passage, (tag.start, tag.end), message, fix, better)


def _in_one_case(tag: str) -> bool:
    letters = "".join(character for character in tag if character.isalpha())
    return letters.islower() or (letters.isupper() and len(letters) > _LONGEST_ABBREVIATION)


def _may_be_one_word(tag: str) -> bool:
    return len(tag) <= _LONGEST_WORD or (len(tag) < 18 and tag.lower().endswith(_ENDINGS)) or not tag.isascii()


@cache
def _common() -> frozenset[str]:
    return frozenset(word for line in phrases("tag_words") for word in line.split())


def _words_about(passage: Passage, pack: Pack) -> frozenset[str]:
    """Common words, the council's own name and the longer words of the text itself."""
    own = {word.lower() for word in pack.council.split()}
    said = {word.text.lower() for word in passage.words[:2000] if len(word.text) > 3 and word.text.isalpha()}
    tags = {tag.text.lower() for tag in passage.hashtags}
    return _common() | own | (said - tags)


def _split(tag: str, known: frozenset[str]) -> list[str]:
    """The tag as two or more known words and perhaps a number, in the fewest parts; empty where it cannot be cut."""
    best: dict[int, list[str]] = {0: []}
    for end in range(1, len(tag) + 1):
        for start in range(max(0, end - 20), end):
            part = tag[start:end]
            if start in best and (part in known or (part.isdecimal() and end == len(tag))):
                longer = [*best[start], part]
                if end not in best or len(longer) < len(best[end]):
                    best[end] = longer
    parts = best.get(len(tag), [])
    return parts if len([part for part in parts if not part.isdecimal()]) > 1 else []


RULES = {"hashtags.capitals": capitals}
