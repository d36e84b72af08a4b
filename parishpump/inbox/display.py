"""How words of strangers are shown: harmless whatever is in them, without what points at a person, and never endless.

What was received stays as it was in its versions; only what a page shows passes here. Pure.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parishpump.policy.identifiers import emails, ni_numbers, phones, postcodes

EXCERPT = 240  # characters of a message in a list
SHOWN = 4_000  # characters of a message beside others
A_PAGE = 50_000  # characters of a message on a page of its own
_MOST_MARKS = 3  # combining characters on one letter: some scripts need two, none needs thirty

# Marks that turn the direction of what follows (Unicode Bidirectional Algorithm, UAX 9), and characters without width.
_TURNING = {
    ord(one): None
    for one in "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
}
# There is one in every telephone number, postcode and National Insurance number.
_FIGURE = re.compile(r"\d")
_NAMED = re.compile(
    r"\b(?:my name is|my name’s|my name's|name:|yours (?:sincerely|faithfully|truly),?|(?:kind |best )?regards,?)\s+"
    r"(?P<name>[^\W\d_][\w’'.-]{0,30}(?:[ \t]+[^\W\d_][\w’'.-]{0,30}){0,3}?)"
    r"(?=\s+(?:and|from|of|at|my|email)\b|[,.;\n]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A run of characters that look alike. `look`: "" plain, "should" or "must" behind a suggestion, "kept" masked."""

    words: str
    look: str = ""


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of a text, and how they look."""

    start: int
    end: int
    look: str


# Letters, figures and signs of western Europe, and typographers' quotation marks and dashes: nothing to take out there.
_PLAIN = re.compile(r"[\t\n\x20-\x7e\xa1-\u024f\u2010-\u2027\u2030-\u205e\u20ac]*")


def harmless(text: str) -> str:
    """The text without characters that control, turn or hide what is read; line ends stay."""
    plain = _PLAIN.fullmatch(text) is not None  # as nearly every text is, and a list has sixty of them
    kept = text if plain else "".join(_shown(text.translate(_TURNING)))
    return unicodedata.normalize("NFC", kept)


def _shown(text: str) -> Iterator[str]:
    marks = 0
    for letter in text.replace("\r\n", "\n").replace("\r", "\n"):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks > _MOST_MARKS:
            continue
        if kind in ("Cc", "Cs", "Co", "Cn") and letter not in "\n\t":
            yield "\N{REPLACEMENT CHARACTER}" if kind != "Cc" else ""
        else:
            yield letter


def one_line(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text on one line, harmless and without contact details."""
    words = " ".join(harmless(without_contacts(text[: most * 2])).split())
    return words if len(words) <= most else f"{_whole_words(words[:most])} …"


def _whole_words(line: str) -> str:
    """The line without the word in which it was cut, unless that is all there is."""
    kept = line.rpartition(" ")[0]
    return kept if len(kept) > len(line) // 2 else line


def without_contacts(text: str) -> str:
    """The text with what points at a person taken out."""
    return "".join("[kept back]" if one.look == "kept" else one.words for one in pieces(text, personal_in(text)))


def personal_in(text: str) -> list[Span]:
    """Where a text gives an email address, a telephone number, a postcode, or somebody's own name."""
    finders = (emails, phones, postcodes, ni_numbers) if _FIGURE.search(text) else (emails,)
    found = [Span(one.start, one.end, "kept") for find in finders for one in find(text)]
    return [*found, *(Span(one.start("name"), one.end("name"), "kept") for one in _NAMED.finditer(text))]


def gives_name(text: str) -> bool:
    """Whether somebody says their own name in it."""
    return _NAMED.search(text) is not None


def gives_address(text: str) -> bool:
    """Whether it gives somewhere to answer to: an email address or a postcode."""
    return any(True for find in (emails, postcodes) for _ in find(text))


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The text cut where the way it looks changes. Where spans overlap, what is kept back stays kept back."""
    within = [one for one in spans if 0 <= one.start < one.end <= len(text)]
    edges = sorted({0, len(text), *(edge for one in within for edge in (one.start, one.end))})
    cut = [Piece(text[start:end], _look(within, start, end)) for start, end in pairwise(edges)]
    return [
        one for number, one in enumerate(cut) if one.look != "kept" or number == 0 or cut[number - 1].look != "kept"
    ]


def _look(spans: Sequence[Span], start: int, end: int) -> str:
    looks = {one.look for one in spans if one.start <= start and end <= one.end}
    return next((look for look in ("kept", "must", "should") if look in looks), "")
