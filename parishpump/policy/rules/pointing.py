"""How a rule points at the words that caused a finding."""

import re
from collections.abc import Iterator

from parishpump.policy.facts import Passage
from parishpump.policy.findings import Finding

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
