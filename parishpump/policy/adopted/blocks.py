"""The text of a document as headings, paragraphs and list items, as a reader of the page would see them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["heading", "paragraph", "item"]

_HEADING_MARK = re.compile(r"#{1,6}\s+")
_BULLET = re.compile(r"(?:[·•▪‣◦●○■□➢✓\uf0b7\uf0a7*–—-]|o(?=\s{1,8}[A-Z]))\s+(?=\S)")
_LETTERED = re.compile(r"(?:\([a-z]{1,4}\)|[a-z][.)]|[ivx]{1,4}[.)])\s+(?=\S)")
_NUMBERED = re.compile(
    r"(?:\d{1,2}[.)]\s+(?=\d{1,2}\.\d))?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]?\s+(?=\S)|(?<=\.\d)(?=[A-Z]))"
)
# A line with a date or a label is about the document: “Adopted: 13/03/2026”.
_LABEL = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\b(?:19|20)\d\d\b|:\s")
# Words that make a sentence of a line: a line with one of them is no title.
_SENTENCE = re.compile(
    r"\b(?:must|should|shall|will|can|cannot|may|is|are|was|were|has|have|had|does|did|we|you|they)\b", re.IGNORECASE
)
_RULE = re.compile(r"\b(?:must|should|shall|will|can|cannot|may|we|you|they)\b", re.IGNORECASE)
_CONTENTS = re.compile(r".{2,}?(?:\.{3,}|\s{3,}|\t)\s*\d{1,3}")
_SMALL = frozenset(("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_LONGEST_TITLE = 12
# Longer lines mean that the file keeps each paragraph on one line, shorter ones that it is no page of prose.
_NARROWEST, _UNWRAPPED = 45, 150
_FULL = 0.7


@dataclass(frozen=True)
class Block:
    """One heading, paragraph or list item. `number` is the document's own number, where it has one."""

    kind: Kind
    text: str
    number: str = ""


@dataclass(frozen=True)
class _Line:
    text: str
    after_gap: bool
    before_gap: bool


def blocks_of(text: str) -> tuple[Block, ...]:
    """Headings, paragraphs and list items in their order; lines that were broken to fit a page are joined again."""
    lines = [line for line in _lines(text) if len(line.text) > _UNWRAPPED or not _CONTENTS.fullmatch(line.text)]
    width = _width(lines)
    blocks: list[Block] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        block = _block(line, following, blocks, width)
        if block.kind != "heading" and _continues(line, lines[place - 1] if place else None, blocks, block, width):
            blocks[-1] = replace(blocks[-1], text=_joined(blocks[-1].text, line.text))
        else:
            blocks.append(block)
    return tuple(blocks)


def _lines(text: str) -> Iterator[_Line]:
    raw = [line.strip() for line in text.split("\n")]
    for place, line in enumerate(raw):
        if line:
            before = place + 1 >= len(raw) or not raw[place + 1]
            yield _Line(" ".join(line.split(" ")), after_gap=place == 0 or not raw[place - 1], before_gap=before)


def _width(lines: Sequence[_Line]) -> int:
    """The length of a full line; 0 where the file does not break its lines."""
    lengths = sorted(len(line.text) for line in lines)
    full = lengths[len(lengths) * 9 // 10] if lengths else 0
    return full if _NARROWEST <= full <= _UNWRAPPED else 0


def _block(line: _Line, following: _Line | None, above: Sequence[Block], width: int) -> Block:
    text = line.text
    if mark := _HEADING_MARK.match(text):
        rest = text[mark.end() :]
        number = _NUMBERED.match(rest)
        return Block("heading", rest[number.end() :] if number else rest, number["number"] if number else "")
    if mark := _BULLET.match(text) or _LETTERED.match(text):
        return Block("item", text[mark.end() :])
    if number := _NUMBERED.match(text):
        rest = text[number.end() :]
        kind: Kind = "heading" if _is_numbered_title(rest, following) else "paragraph"
        return Block(kind, rest.rstrip(":") if kind == "heading" else rest, number["number"])
    return Block(_plain_kind(line, following, above, width), text)


def _plain_kind(line: _Line, following: _Line | None, above: Sequence[Block], width: int) -> Kind:
    opened = bool(above) and above[-1].text.endswith(":") and above[-1].kind != "heading"
    if opened and not line.text.endswith(":") and len(line.text.split()) <= _LONGEST_TITLE:
        return "heading" if _begins_anew(line, following) else "item"
    if following is None and above and above[-1].kind == "item" and not line.after_gap:
        return "item"
    if following is None or (width and len(line.text) > width * 0.8):
        return "paragraph"
    if _is_capitals(line.text):
        return "heading"
    if _in_open_list(line, above):
        return "item"
    return "heading" if _stands_alone(line, above) and _is_title(line.text) else "paragraph"


def _begins_anew(line: _Line, following: _Line | None) -> bool:
    """A title between two gaps with a sentence under it is no item of the list that was announced above it."""
    alone = following is not None and line.after_gap and line.before_gap and _is_title(line.text)
    return alone and following is not None and following.text[-1] == "." and bool(_SENTENCE.search(following.text))


def _is_numbered_title(text: str, following: _Line | None) -> bool:
    if following is None or not text[0].isupper() or _RULE.search(text):
        return False
    if text.endswith(":"):
        return len(text.split()) <= 5 and not _is_marked(following.text)
    return len(text.split()) <= 9 and text[-1] not in ".;,"


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and all(letter.isupper() for letter in letters) and len(text.split()) <= _LONGEST_TITLE


def _in_open_list(line: _Line, above: Sequence[Block]) -> bool:
    """A short line straight under an unmarked item goes on with that list."""
    return bool(above) and above[-1].kind == "item" and not line.after_gap and not _ends(above[-1].text)


def _stands_alone(line: _Line, above: Sequence[Block]) -> bool:
    if line.after_gap:
        return True
    return not above or above[-1].kind == "heading" or above[-1].text[-1] in ".?!"


def _is_title(text: str) -> bool:
    words = text.rstrip(".").split()
    if len(words) > _LONGEST_TITLE or not text[0].isupper() or text[-1] in ":;,!" or _LABEL.search(text):
        return False
    if text.endswith("?"):
        return True
    if _SENTENCE.search(text):
        return False
    if not text.endswith("."):
        return True
    # A title with a full stop after it is known by its capitals.
    weighty = [word for word in words[1:] if word.lower() not in _SMALL]
    return sum(word[0].isupper() for word in weighty) >= 2


def _continues(line: _Line, before: _Line | None, above: Sequence[Block], block: Block, width: int) -> bool:
    """Whether a line goes on with the block above: it was broken at the edge of the page, or begins small."""
    if before is None or not above or above[-1].kind == "heading" or _is_marked(line.text):
        return False
    full = bool(width) and len(before.text) >= width * _FULL
    if block.kind == "item":
        return full and not line.after_gap
    if line.text[0].islower() and not _ends(above[-1].text) and (full or above[-1].text[-1] not in ":,"):
        return True
    return full and not line.after_gap


def _is_marked(text: str) -> bool:
    return any(mark.match(text) for mark in (_HEADING_MARK, _BULLET, _LETTERED, _NUMBERED))


def _ends(text: str) -> bool:
    return text[-1] in ".!?;"


def _joined(above: str, text: str) -> str:
    broken_word = above.endswith("-") and above[-2:-1].isalpha() and text[0].islower()
    return f"{above}{text}" if broken_word else f"{above} {text}"
