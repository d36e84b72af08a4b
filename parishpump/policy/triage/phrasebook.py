"""Phrases of a message, found by lists of plain patterns: no back-tracking, so a hostile text costs no more.

A pattern is a line of words: `a|b` either word, `flood*` a beginning, `@send` any word of a class, `<3>` up to three
words between (or, at the end, up to three that follow), `?the` a word that may be absent, `^` only where a sentence
begins. No pattern crosses a sentence's end.
Where a list has a section `not x`, a finding of `x` that shares a word with one of `not x` does not count.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from parishpump.policy.triage.message import Message, Word

_GAP = re.compile(r"<(\d)>")


@dataclass(frozen=True)
class Hit:
    """A pattern of `section` found from word `first` to word `last` of a message."""

    section: str
    first: int
    last: int


@dataclass(frozen=True)
class Step:
    """One word of a pattern, and how many words may stand before it."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    gap: int = 0
    optional: bool = False

    def takes(self, word: str) -> bool:
        """Whether the word is one that stands here."""
        return word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


@dataclass(frozen=True)
class Pattern:
    """A line of a list."""

    section: str
    steps: tuple[Step, ...]
    at_start: bool = False
    tail: int = 0


class Phrasebook:
    """All patterns, by the word with which each begins."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_word: dict[str, list[Pattern]] = defaultdict(list)
        self._by_beginning: dict[str, list[Pattern]] = defaultdict(list)
        self.sections: set[str] = set()
        for pattern in patterns:
            self.sections.add(pattern.section.removeprefix("not "))
            for word in pattern.steps[0].words:
                self._by_word[word].append(pattern)
            for beginning in pattern.steps[0].beginnings:
                self._by_beginning[beginning].append(pattern)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})
        self._beginning_with = lru_cache(maxsize=20_000)(self._look_up)

    def find(self, message: Message) -> dict[str, list[Hit]]:
        """Every finding by section, in the order of the text, without those that a `not` section takes away."""
        found: dict[str, list[Hit]] = defaultdict(list)
        words = message.words
        for first, word in enumerate(words):
            for pattern in self._beginning_with(word.plain):
                if pattern.at_start and first and words[first - 1].sentence == word.sentence:
                    continue
                last = _last(pattern.steps, 1, words, first)
                if last >= 0:
                    found[pattern.section].append(Hit(pattern.section, first, _stretched(words, last, pattern.tail)))
        return {section: _left(hits, found.get(f"not {section}", ())) for section, hits in found.items()}

    def _look_up(self, word: str) -> tuple[Pattern, ...]:
        beginnings = (self._by_beginning.get(word[:length], ()) for length in self._lengths if length <= len(word))
        every = [*self._by_word.get(word, ()), *(pattern for patterns in beginnings for pattern in patterns)]
        return tuple(dict.fromkeys(every))


def _last(steps: tuple[Step, ...], number: int, words: tuple[Word, ...], at: int) -> int:
    """The last word of a pattern whose step before `number` stands at `at`; -1 where it does not go on."""
    if number == len(steps):
        return at
    step, sentence = steps[number], words[at].sentence
    for place in range(at + 1, min(at + 2 + step.gap, len(words))):
        if words[place].sentence != sentence:
            break
        if step.takes(words[place].plain):
            last = _last(steps, number + 1, words, place)
            if last >= 0:
                return last
    return _last(steps, number + 1, words, at) if step.optional else -1


def _stretched(words: tuple[Word, ...], last: int, tail: int) -> int:
    """The last word once up to `tail` more of its sentence are added."""
    while tail and last + 1 < len(words) and words[last + 1].sentence == words[last].sentence:
        last, tail = last + 1, tail - 1
    return last


def _left(hits: list[Hit], against: Iterable[Hit]) -> list[Hit]:
    taken = {place for hit in against for place in range(hit.first, hit.last + 1)}
    return [hit for hit in hits if taken.isdisjoint(range(hit.first, hit.last + 1))] if taken else hits


@cache
def phrasebook() -> Phrasebook:
    """The book of every list in `lists/`."""
    return Phrasebook(pattern for name in _list_names() for pattern in _patterns(_lines(name)))


def _list_names() -> list[str]:
    folder = resources.files("parishpump.policy.triage") / "lists"
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(".txt"))


def _lines(name: str) -> list[str]:
    text = (resources.files("parishpump.policy.triage") / "lists" / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _patterns(lines: Iterable[str]) -> Iterable[Pattern]:
    section, classes = "", dict(_classes())
    for line in lines:
        if line.startswith("["):
            section = line.strip("[]")
        elif line.startswith("@") and " = " in line:
            name, _, words = line.partition(" = ")
            classes[name] = words.split()
        else:
            yield _pattern(section, line, classes)


@cache
def _classes() -> Mapping[str, list[str]]:
    """The classes of words that every list may name."""
    lines = (line.partition(" = ") for line in _lines("classes.txt"))
    return {name: words.split() for name, _, words in lines}


def _pattern(section: str, line: str, classes: Mapping[str, list[str]]) -> Pattern:
    steps: list[Step] = []
    gap = 0
    at_start = line.startswith("^")
    for part in line.removeprefix("^").split():
        if between := _GAP.fullmatch(part):
            gap = int(between[1])
            continue
        words = [word for each in part.removeprefix("?").split("|") for word in classes.get(each, [each])]
        steps.append(_step(words, gap, optional=part.startswith("?")))
        gap = 0
    return Pattern(section, tuple(steps), at_start, tail=gap)


def _step(words: list[str], gap: int, *, optional: bool) -> Step:
    beginnings = tuple(word[:-1] for word in words if word.endswith("*"))
    return Step(frozenset(word for word in words if not word.endswith("*")), beginnings, gap, optional)
