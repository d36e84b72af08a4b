"""How a rule points at the words that caused a finding."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parishpump.policy.facts import Passage
from parishpump.policy.findings import Finding
from parishpump.policy.phrases import first_words, listed

_LONGEST_QUOTE = 60


def point(passage: Passage, span: tuple[int, int], message: str, fix: str, replacement: str | None = None) -> Finding:
    """A finding at a span of a passage; `{words}` in the message becomes the quoted words."""
    start, end = span
    words = passage.text[start:end]
    said = message.replace("{words}", quoted(words))
    return Finding(message=said, fix=fix, field=passage.field, span=span, words=words, replacement=replacement)


def quoted(words: str) -> str:
    """Words in quotation marks, on one line, cut short where they are long."""
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= _LONGEST_QUOTE else f"“{line[: _LONGEST_QUOTE - 1].rstrip()}…”"


def outside_urls(passage: Passage, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The places where a pattern matches, but for those inside a web address."""
    return (match for match in pattern.finditer(passage.text) if not passage.in_url(match.start()))


def listed_in(passage: Passage, name: str) -> Iterator[re.Match[str]]:
    """The phrases of a word list in a passage, but for those inside a web address; looks only where one can begin."""
    pattern, places = listed(name), passage.word_places
    starts = sorted(place for word in first_words(name) & places.keys() for place in places[word])
    end = 0
    for start in starts:
        match = pattern.match(passage.text, start) if start >= end else None
        if match and not passage.in_url(start):
            end = match.end()
            yield match


@dataclass(frozen=True)
class Wording:
    """A pattern, and bits of words of which one must stand in a text before it is worth looking."""

    pattern: re.Pattern[str]
    needs: tuple[str, ...]

    def search(self, passage: Passage) -> re.Match[str] | None:
        """The first place, if any, outside web addresses."""
        return next(self.within(passage), None)

    def find(self, passages: Iterable[Passage]) -> Iterator[tuple[Passage, re.Match[str]]]:
        """Every place in every passage, outside web addresses."""
        for passage in passages:
            yield from ((passage, match) for match in self.within(passage))

    def within(self, passage: Passage) -> Iterator[re.Match[str]]:
        """Every place in a passage, outside web addresses, sentence by sentence where one of the bits stands."""
        for start, end in sorted(self._sentences(passage)):
            for match in self.pattern.finditer(passage.text, start, end):
                if not passage.in_url(match.start()):
                    yield match

    def _sentences(self, passage: Passage) -> set[tuple[int, int]]:
        spans: set[tuple[int, int]] = set()
        for need in self.needs:
            place = passage.lower.find(need)
            while place >= 0:
                span = passage.sentence_span(place)
                spans.add(span)
                place = passage.lower.find(need, max(span[1], place + 1))
        return spans


def wording(needs: str, pattern: str, *, exact_case: bool = False) -> Wording:
    """A wording: `needs` in small letters, parted by bars; the pattern takes any case unless told otherwise."""
    flags = 0 if exact_case else re.IGNORECASE
    return Wording(re.compile(pattern, flags), tuple(need.strip() for need in needs.split("|")))
