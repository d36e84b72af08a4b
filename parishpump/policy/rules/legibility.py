"""Plain words and short sentences, so that everybody can read a notice."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import pairs
from parishpump.policy.reading import flesch
from parishpump.policy.rules.pointing import listed_in, point

_FEW_WORDS = 50
_HARD = 20.0
_LONG_SENTENCE = 40


def ease(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Most people can read it without trying."""
    for passage in facts.passages:
        words = [word.text for word in passage.words if word.text.isalpha() and not passage.in_url(word.start)]
        if len(words) < _FEW_WORDS:
            continue
        if flesch(words, _sentences_with_words(passage)) < _HARD:
            yield Finding(
                field=passage.field,
                message="This is hard to read: long sentences, or many long words.",
                fix="Cut sentences in two, and use the word that you would say at the counter.",
            )


def _sentences_with_words(passage: Passage) -> int:
    return sum(1 for start, end in passage.sentences if end - start > 3)


def long_sentence(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A sentence is over before its beginning is forgotten."""
    for passage in facts.passages:
        for start, end in passage.sentences:
            words = sum(1 for word in passage.text[start:end].split() if word[:1].isalnum())
            if words > _LONG_SENTENCE:
                left = start + len(passage.text[start:end]) - len(passage.text[start:end].lstrip())
                message = f"This sentence has {words} words: {{words}}"
                yield point(passage, (left, end), message, "Make two sentences or a list of it.")


def plain_words(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The short word where there is one."""
    plainer = pairs("plain_words")
    for passage in facts.passages:
        for match in listed_in(passage, "plain_words"):
            better = plainer.get(" ".join(match[0].lower().split()), "")
            if match[0][0].isupper():
                better = better.capitalize()
            said = f"“{better}” says the same as {{words}}." if better else "{words} can go."
            fix = f"Write “{better}”." if better else "Take it out."
            yield point(passage, match.span(), said, fix, better)


def abbreviation(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """An office abbreviation is written out where it first stands."""
    full = {short.upper(): long for short, long in pairs("abbreviations").items()}
    for passage in facts.passages:
        told: set[str] = set()
        for match in listed_in(passage, "abbreviations"):
            long = full[match[0].upper()]
            if match[0].isupper() and match[0] not in told and long.lower() not in passage.lower:
                told.add(match[0])
                message = "{words} is an abbreviation that not every reader knows."
                yield point(passage, match.span(), message, f"Write “{long}” the first time.")


RULES = {
    "legibility.ease": ease,
    "legibility.long_sentence": long_sentence,
    "legibility.plain_words": plain_words,
    "legibility.abbreviation": abbreviation,
}
