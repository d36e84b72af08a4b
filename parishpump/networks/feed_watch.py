"""The words that a clerk watches for, in whatever was heard. Pure."""

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from parishpump.networks.hearing import Heard

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")


def watched(heard: Heard, words: Iterable[str]) -> tuple[str, ...]:
    """Which of these words and phrases occur in a message or its title: as whole words, whatever case and accents."""
    said = folded(heard.title), folded(heard.text)
    return tuple(word for word in words if any(_occurs(folded(word), part) for part in said))


def folded(text: str) -> str:
    """Without case and accents, with one space between words and one kind of apostrophe."""
    plain = normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return " ".join("".join(one for one in plain if not combining(one)).split())


def _occurs(word: str, said: str) -> bool:
    return bool(word) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None
