"""What kind of source some words mean."""

import re
from typing import cast

from parishpump.policy.draft import Source, SourceKind

_KINDS = ("minute", "report", "page", "delegation", "other")
_SIGNS: tuple[tuple[SourceKind, re.Pattern[str]], ...] = (
    ("page", re.compile(r"^(?:https?://|www\.)", re.IGNORECASE)),
    ("delegation", re.compile(r"\bdelegat", re.IGNORECASE)),
    (
        "minute",
        re.compile(
            r"\bmin(?:ute[sd]?)?\b|\bresol(?:ution|ved)\b|^[A-Z]{0,3}\s?\d{2,4}(?:[/.\-]\d{1,4}){1,2}$", re.IGNORECASE
        ),
    ),
    ("report", re.compile(r"\breports?\b", re.IGNORECASE)),
)


def kind_of(words: str) -> SourceKind | None:
    """The kind of that name, in one or many; None where there is none."""
    plain = words.strip().lower().removesuffix("s")
    return cast(SourceKind, plain) if plain in _KINDS else None


def source_of(words: str) -> Source:
    """A source told in one line, such as “Minute 2026/114” or a web address."""
    line = words.strip()
    kind = next((kind for kind, sign in _SIGNS if sign.search(line[:500])), "other")
    if kind == "page":
        return Source("page", address=line)
    return Source(cast(SourceKind, kind), reference=line)
