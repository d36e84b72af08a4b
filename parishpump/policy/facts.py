"""What is true of a draft's texts, found once and read by every rule."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from parishpump.policy.dates import WrittenDate, find_dates, in_london
from parishpump.policy.draft import Draft, Source

# No more of one text, and of all texts together, is read: what is longer is blocked, so nothing passes unread.
READ_AT_MOST = 20_000
READ_IN_ALL = 40_000
_ALTS_READ = 20
_ALT_READ = 2_000

_RUN = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_][\w*’'\-]*[\w*]|[^\W_]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]{1,2000}", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w&/#])#([^\W_][\w]{0,138})")
_SENTENCE_END = re.compile(r"\n+|(?<![.!?…])[.!?…]++[\"”’')\]]{0,3}(?=\s)")
_ABBREVIATED = re.compile(
    r"\b(?:cllr|cllrs|mr|mrs|ms|dr|rev|st|rd|ave|no|nos|min|mins|ref|approx|p\.m|a\.m|e\.g|i\.e|tel|etc|ltd|co|vs|(?<!['’])[a-z])$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\b[A-Z]{0,3}\d{1,4}\s?[/.\-]\s?\d{1,4}(?:\s?[/.\-]\s?\d{1,4})?\b|\b\d{1,5}\b")
_CITED = re.compile(
    r"\b(?:minutes?|min|resolution)\.?\s(?:(?:no|nos|number|ref|reference)\.?\s)?([A-Z]{0,3}\d[\d/.\-]{0,14})"
    r"|\b([A-Z]{0,3}\d{1,4}[/.\-]\d{1,4}(?:[/.\-]\d{1,4})?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """A word and where it starts and ends."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """One text that will go out, and what it says."""

    field: str
    text: str
    today: date

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, with inner hyphens and apostrophes."""
        return tuple(Word(match[0], match.start(), match.end()) for match in _WORD.finditer(self.text))

    @cached_property
    def lower(self) -> str:
        """The text in small letters, as long as the text, so that places are the same in both."""
        lower = self.text.lower()
        if len(lower) == len(self.text):
            return lower
        return "".join(letter if len(letter.lower()) != 1 else letter.lower() for letter in self.text)

    @cached_property
    def word_places(self) -> Mapping[str, tuple[int, ...]]:
        """Where each run of letters and figures starts, by the run in small letters."""
        places: dict[str, list[int]] = {}
        for match in _RUN.finditer(self.lower):
            places.setdefault(match[0], []).append(match.start())
        return {run: tuple(starts) for run, starts in places.items()}

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Spans of sentences; a line end closes one too."""
        spans: list[tuple[int, int]] = []
        start = 0
        for match in _SENTENCE_END.finditer(self.text):
            if match[0] == "." and _ABBREVIATED.search(self.text[max(0, match.start() - 8) : match.start()]):
                continue
            spans.append((start, match.end()))
            start = match.end()
        return (*spans, (start, len(self.text)))

    @cached_property
    def urls(self) -> tuple[tuple[int, int], ...]:
        """Spans of web addresses."""
        return tuple(match.span() for match in _URL.finditer(self.text))

    @cached_property
    def hashtags(self) -> tuple[Word, ...]:
        """Hashtags without their mark; the span leaves the mark out too."""
        return tuple(Word(match[1], match.start(1), match.end(1)) for match in _HASHTAG.finditer(self.text))

    @cached_property
    def dates(self) -> tuple[WrittenDate, ...]:
        """The dates written in the text."""
        return find_dates(self.text, self.today)

    def sentence_span(self, place: int) -> tuple[int, int]:
        """The span of the sentence that holds a place in the text."""
        starts = self._sentence_starts
        return self.sentences[max(0, bisect_right(starts, place) - 1)]

    def sentence(self, place: int) -> str:
        """The sentence that holds a place in the text."""
        start, end = self.sentence_span(place)
        return self.text[start:end].strip()

    def in_url(self, place: int) -> bool:
        """Whether a place lies inside a web address."""
        index = bisect_right(self._url_starts, place) - 1
        return index >= 0 and place < self.urls[index][1]

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.sentences)

    @cached_property
    def _url_starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.urls)


@dataclass(frozen=True)
class Facts:
    """The passages of a draft, the moments (in England) at which it goes out, and what is on record behind it.

    `passages` are the draft's own texts and every channel's own, `alts` what the pictures say in words; `moments`
    has the first going-out first.
    """

    passages: tuple[Passage, ...]
    moments: tuple[datetime, ...]
    written_at: datetime
    minutes: frozenset[str]
    has_minute: bool = False
    alts: tuple[Passage, ...] = ()

    @property
    def everything(self) -> tuple[Passage, ...]:
        """The passages and the alt texts: all words that readers get."""
        return (*self.passages, *self.alts)

    @property
    def goes_out(self) -> datetime:
        """When it first goes out."""
        return self.moments[0]

    def cites_minute(self, sentence: str) -> bool:
        """Whether a sentence carries the reference of a minute that the draft gives as a source."""
        return not self.minutes.isdisjoint(cited_in(sentence)) if self.minutes else False


def facts_of(draft: Draft, at: datetime) -> Facts:
    """Read a draft once, as of the moment of judging."""
    written_at = in_london(at)
    moments = _moments(draft, written_at)
    today = moments[0].date()
    passages = tuple(_passages(draft, today))
    has_minute = any(source.kind == "minute" and (source.reference or source.address) for source in draft.sources)
    return Facts(passages, moments, written_at, minutes_of(draft.sources), bool(has_minute), _alts(draft, today))


def _alts(draft: Draft, today: date) -> tuple[Passage, ...]:
    alts = ((number, media.alt[:_ALT_READ]) for number, media in enumerate(draft.media[:_ALTS_READ], 1))
    return tuple(Passage(f"media:{number}", alt, today) for number, alt in alts if alt.strip())


def _passages(draft: Draft, today: date) -> Iterator[Passage]:
    left = READ_IN_ALL
    for field, text in texts_of(draft):
        read = text[: min(READ_AT_MOST, left)]
        left -= len(read)
        yield Passage(field, read, today)


def texts_of(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Every text that will go out, by field: headline, text, then each channel's own."""
    own = [("headline", draft.headline)] if draft.headline else []
    own.append(("text", draft.text))
    own.extend((f"channel:{each.channel}", each.text) for each in draft.channels if each.text != draft.text)
    return tuple(own)


def minutes_of(sources: tuple[Source, ...]) -> frozenset[str]:
    """The reference numbers of the minutes among the sources, without spaces."""
    minutes = (source for source in sources if source.kind == "minute")
    return frozenset(number for source in minutes for number in references_in(source.reference))


def cited_in(sentence: str) -> frozenset[str]:
    """The reference numbers of minutes that a sentence gives, without spaces."""
    cited = (match[1] or match[2] for match in _CITED.finditer(sentence[:2000]))
    return frozenset(_plain(reference).rstrip(".-/") for reference in cited)


def references_in(reference: str) -> frozenset[str]:
    """The numbers in the reference of a minute, without spaces."""
    return frozenset(_plain(match[0]) for match in _REFERENCE.finditer(reference[:500]))


def _moments(draft: Draft, written_at: datetime) -> tuple[datetime, ...]:
    scheduled = in_london(draft.scheduled_for) if draft.scheduled_for else written_at
    first = max(scheduled, written_at)
    later = sorted(moment for moment in map(in_london, draft.repeats) if moment > first)
    return (first, *later)


def _plain(reference: str) -> str:
    return re.sub(r"\s", "", reference).upper()
