"""Word lists kept as plain text, one phrase a line, and the pattern that finds any of them."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

_RUN = re.compile(r"\w+")


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of `lists/<name>.txt`; blank lines and lines that start with # are left out."""
    text = (resources.files("parishpump.policy") / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def pairs(name: str) -> dict[str, str]:
    """The lines `left = right` of `lists/<name>.txt`."""
    return {left.strip(): right.strip() for left, _, right in (line.partition("=") for line in phrases(name))}


@cache
def listed(name: str) -> re.Pattern[str]:
    """A pattern for any phrase of the list as whole words, in any case; of `left = right` the left one counts."""
    return any_of(map(_left, phrases(name)))


@cache
def first_words(name: str) -> frozenset[str]:
    """The first run of letters of each phrase of the list, in small letters: where none stands, no phrase does."""
    return frozenset(match[0] for phrase in phrases(name) if (match := _RUN.search(_left(phrase).lower())))


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, in any case, with either apostrophe and any spacing."""
    longest_first = sorted(words, key=len, reverse=True)
    body = "|".join(_flexible(phrase) for phrase in longest_first) or r"(?!)"
    return re.compile(rf"(?<![\w*])(?:{body})(?![\w*])", re.IGNORECASE)


def _left(line: str) -> str:
    return line.partition("=")[0].strip()


def _flexible(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s{1,3}").replace("'", "['’]")
