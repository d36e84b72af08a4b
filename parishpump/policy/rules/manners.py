"""The council's voice: it does not shout, swear or sneer."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.dates import MONTHS, WEEKDAYS
from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage, Word
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import any_of, phrases
from parishpump.policy.rules.pointing import listed_in, outside_urls, point

_SWEARING_FIX = "Take the word out or use a plain one."
_MARKS = re.compile(r"[!?]{2,}")
_GAP = re.compile(r"[\s,:;&'’\-–—/]{1,4}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_DAYS_AND_MONTHS = any_of((*WEEKDAYS, *MONTHS))
_SHOUTED_WORDS = 3
_SHOUTED_LETTERS = 10
_SHOUTED_PAIR_LETTERS = 16
_MASKS = str.maketrans("013457@$!", "oieastasi")
# “Bloody Mary”, “The Damned United”: names, not oaths.
_TITLE = re.compile(r"(?:Bloody|Damned|Bugger|Crap)\s[A-Z][a-z]")
_USUAL = frozenset(phrases("usual_capitals"))


def capitals(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A run of words in capitals shouts, and a screen reader may spell it out."""
    for passage in facts.passages:
        for run in _capital_runs(passage):
            span = (run[0].start, run[-1].end)
            words = passage.text[span[0] : span[1]]
            if _is_shouted(run):
                yield point(
                    passage, span, "{words} is in capitals: it shouts, and is hard to read.",
                    "Write it in ordinary letters.", _as_sentence(words),
                )  # fmt: skip


def _is_shouted(run: list[Word]) -> bool:
    letters = sum(len(word.text) for word in run)
    return letters >= (_SHOUTED_LETTERS if len(run) >= _SHOUTED_WORDS else _SHOUTED_PAIR_LETTERS)


def _capital_runs(passage: Passage) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in passage.words:
        if not run and not word.text[0].isupper():
            continue
        loud = word.text.isupper() and (_LETTERS.search(word.text) is not None or bool(run) or word.text == "I")
        near = not run or bool(_GAP.fullmatch(passage.text[run[-1].end : word.start]))
        if run and not (loud and near):
            yield from _trimmed(run)
            run = []
        if loud and word.text not in _USUAL and not passage.in_url(word.start):
            run.append(word)
    yield from _trimmed(run)


def _trimmed(run: list[Word]) -> Iterator[list[Word]]:
    """Numbers, codes and single letters alone do not shout."""
    if sum(1 for word in run if _LETTERS.fullmatch(word.text)) >= 2:
        yield run


def _as_sentence(words: str) -> str:
    lower = words.lower()
    named = _DAYS_AND_MONTHS.sub(lambda match: match[0].capitalize(), lower)
    return named[:1].upper() + named[1:]


def exclamations(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """One mark is enough."""
    for passage in facts.passages:
        for match in outside_urls(passage, _MARKS):
            if match[0] == "??":
                continue
            mark = "?" if "?" in match[0] else "."
            yield point(passage, match.span(), "{words} shouts.", "Use one mark, or none.", mark)


def profanity(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The council does not swear, nor use words that demean."""
    yield from _swearing(facts, "profanity", "{words} is offensive and cannot go out in the council's name.")


def mild_profanity(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Rough words are out of place in a notice."""
    yield from _swearing(facts, "mild_profanity", "{words} is rough language for a notice of the council.")


def _swearing(facts: Facts, words: str, message: str) -> Iterator[Finding]:
    for passage in facts.everything:
        for match in listed_in(passage, words):
            if not _TITLE.match(passage.text, match.start()):
                yield point(passage, match.span(), message, _SWEARING_FIX)
        for word in passage.words:
            if _is_masked(word.text, words) and not passage.in_url(word.start):
                yield point(passage, (word.start, word.end), message, _SWEARING_FIX)


def _is_masked(word: str, words: str) -> bool:
    """Whether figures stand for letters to hide a word of the list."""
    if word.isalpha() or word.isdecimal() or len(word) > 20:
        return False
    unmasked = word.lower().translate(_MASKS)
    return unmasked != word.lower() and unmasked in phrases(words)


def tone(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Whoever writes for the council represents it."""
    for passage in facts.passages:
        for match in listed_in(passage, "tone"):
            yield point(
                passage,
                match.span(),
                "{words} is below the tone of a public body: whoever reads it hears the whole council.",
                "Say calmly what happened and what the council does about it.",
            )


def debate(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The council does not argue online."""
    for passage in facts.passages:
        for match in listed_in(passage, "debate"):
            message = "{words} argues with people, which belongs in no notice."
            yield point(
                passage, match.span(), message, "State the fact and its source, and answer the person directly."
            )


def slang(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A notice is written as the council would say it at a meeting."""
    for passage in facts.passages:
        for match in listed_in(passage, "slang"):
            yield point(passage, match.span(), "{words} is out of place in a notice.", "Write it in plain words.")


RULES = {
    "manners.capitals": capitals,
    "manners.exclamations": exclamations,
    "manners.profanity": profanity,
    "manners.mild_profanity": mild_profanity,
    "manners.tone": tone,
    "manners.debate": debate,
    "manners.slang": slang,
}
