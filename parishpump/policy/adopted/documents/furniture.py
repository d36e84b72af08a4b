"""What is printed on every page and is no part of the text: headers, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?[-–—]?\s*\d{1,3}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,3})?\s*", re.IGNORECASE)
_COUNTED = re.compile(r"^\d{1,3}\b|\bpage \d{1,3}(?: (?:of|/) \d{1,3})?|\b\d{1,3}(?: ?(?:of|/) ?\d{1,3})?$")
# How many lines at the top and at the foot of a page may be furniture.
_DEEP = 3
_LONGEST = 120


def without_furniture(pages: Sequence[str]) -> str:
    """The pages one after another, without the lines that repeat at their tops and feet and without page numbers."""
    lines = [[line.rstrip() for line in page.strip("\n").split("\n")] for page in pages]
    repeated = _repeated(lines)
    return "\n".join("\n".join(_kept(page, repeated)) for page in lines)


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    counted = Counter(key for page in pages for key in {_key(page[place]) for place in _edges(page)} if key)
    enough = max(2, len(pages) // 2 + 1)
    return frozenset(key for key, times in counted.items() if times >= enough)


def _kept(page: Sequence[str], repeated: frozenset[str]) -> Iterator[str]:
    edges = set(_edges(page))
    for place, line in enumerate(page):
        number = place in edges and line.strip() and _PAGE_NUMBER.fullmatch(line)
        if not number and not (place in edges and _key(line) in repeated):
            yield line


def _edges(page: Sequence[str]) -> list[int]:
    full = [place for place, line in enumerate(page) if line.strip()]
    return sorted({*full[:_DEEP], *full[-_DEEP:]})


def _key(line: str) -> str:
    """A line with its page number made alike, for “Page 3 of 7” repeats as “Page 4 of 7”."""
    return _COUNTED.sub("0", " ".join(line.lower().split()))[:_LONGEST]
