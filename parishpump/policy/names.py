"""Names in a text: runs of capitalised words, and which of them are firms."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from parishpump.policy.facts import Passage, Word
from parishpump.policy.phrases import listed, phrases

_LEGAL_FORM = frozenset(("ltd", "limited", "plc", "llp", "inc"))
_FAMILY_FIRM = re.compile(r"(?:&|\band)\s(?:Sons?|Co|Daughters?|Brothers|Partners)\b", re.IGNORECASE)
_NEVER_A_NAME = frozenset(phrases("never_names"))
_OPENINGS = frozenset(phrases("openings"))
_UNDERTAKER = re.compile(
    r"\b(?:water|power networks|openreach|national grid|gas networks|network rail|national highways|"
    r"environment agency)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 7
_BETWEEN = re.compile(r"[ \u00a0]|\.\s|\s?&\s?|\sand\s|,?\s(?=(?:Ltd|Limited|LLP|plc|PLC)\b)|-")


class Name(NamedTuple):
    """A run of capitalised words."""

    start: int
    end: int
    text: str
    is_firm: bool


@lru_cache(maxsize=64)
def names_in(passage: Passage) -> tuple[Name, ...]:
    """The names in a passage, in order. “Limited parking” and a sentence's first word alone are none."""
    return tuple(_names(passage))


def _names(passage: Passage) -> Iterator[Name]:
    run: list[Word] = []
    for word in passage.words:
        if run and not _continues(passage.text, run, word):
            yield from _name(passage, run)
            run = []
        if run or _starts_name(passage, word):
            run.append(word)
    yield from _name(passage, run)


def plain_name(name: str) -> str:
    """A name in small letters without its legal form, so that “Acme Ltd” and “ACME Limited” are the same."""
    words = re.findall(r"[^\W_]+", name.lower())
    return " ".join(word for word in words if word not in _LEGAL_FORM and word != "and")


def _starts_name(passage: Passage, word: Word) -> bool:
    return word.text[0].isupper() and not passage.in_url(word.start)


def _continues(text: str, run: list[Word], word: Word) -> bool:
    between = text[run[-1].end : word.start]
    if len(run) >= _MOST_WORDS or not _BETWEEN.fullmatch(between):
        return False
    if between.startswith(".") and len(run[-1].text) > 2:
        return False
    if word.text.lower() in ("and", "plc"):
        return word.text == "plc" or bool(_FAMILY_FIRM.match(text, word.start))
    return word.text[0].isupper() and word.text.lower() not in _NEVER_A_NAME


def _name(passage: Passage, run: list[Word]) -> Iterator[Name]:
    while run and (run[0].text.lower() in _NEVER_A_NAME or _is_opening(passage, run)):
        run = run[1:]
    if not run:
        return
    start, end = run[0].start, run[-1].end
    text = passage.text[start:end]
    yield Name(start, end, text, _is_firm(text, run))


def _is_opening(passage: Passage, run: list[Word]) -> bool:
    """A first word such as “Thanks” or “Our”, which only begins its sentence."""
    return run[0].text.lower() in _OPENINGS and len(run) > 1


def _is_firm(text: str, run: list[Word]) -> bool:
    if len(run) < 2:
        return False
    last = run[-1].text.lower()
    if last in _LEGAL_FORM or _FAMILY_FIRM.search(text):
        return True
    if _UNDERTAKER.search(text) or listed("public_bodies").search(text):
        return False
    matches = list(listed("trade_words").finditer(text))
    return bool(matches) and matches[-1].end() == len(text) and matches[-1].start() > 0
