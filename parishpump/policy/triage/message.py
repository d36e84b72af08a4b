"""A message cut into plain words, each with its place in the text as it was given."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from parishpump.policy.triage.word_lists import plain_words

# What stands in for a character that nobody sees (a soft hyphen, a zero width space, a bidi mark).
_UNSEEN = "\u00ad"
_APOSTROPHES = "'’‘ʼ`´"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|{_UNSEEN}|'(?=[^\W_]))*+")
_NOT_PLAIN = re.compile(r"[^\x00-\x7f]")
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Word:
    """One word in small plain letters, without apostrophes; `start` and `end` count characters of the text."""

    plain: str
    start: int
    end: int
    sentence: int
    tagged: bool = False


@dataclass(frozen=True)
class Message:
    """A message, its words, and which of its sentences end with a question mark."""

    text: str
    plain: str
    words: tuple[Word, ...]
    asking: frozenset[int]

    def quoted(self, first: int, last: int) -> tuple[str, int, int]:
        """The very words from word `first` to word `last`, with their place."""
        start, end = self.words[first].start, self.words[last].end
        return self.text[start:end], start, end


def read_message(text: str) -> Message:
    """Cut a text into words and sentences, in time that grows with its length and no faster."""
    plain = _plain(text)
    words: list[Word] = []
    asking: set[int] = set()
    sentence, last = 0, 0
    for match in _WORD.finditer(plain):
        between = plain[last : min(match.start(), last + 40)]
        if words and _ends_sentence(between, match.start() - last):
            if "?" in between:
                asking.add(sentence)
            sentence += 1
        word = _bare(match[0][:_LONGEST_WORD])
        tagged = match.start() > 0 and plain[match.start() - 1] == "#"
        words.append(Word(word, match.start(), match.end(), sentence, tagged))
        last = match.end()
    if "?" in plain[last : last + 40]:
        asking.add(sentence)
    return Message(text, plain, tuple(words), frozenset(asking))


def _bare(word: str) -> str:
    word = word.replace(_UNSEEN, "")
    tied, apostrophe, rest = word.partition("'")
    return (rest if apostrophe and tied in plain_words("tied") else word).replace("'", "")


def _ends_sentence(between: str, length: int) -> bool:
    """Whether two words belong to two sentences: 3.5 and 26/01234 do not end one."""
    if length == 1:
        return between in "!?;\n"
    return any(mark in between for mark in (".", "!", "?", ";", "\n", "…", "¿", ":"))


def _plain(text: str) -> str:
    """The text in small letters without accents, character for character, so that every place stays where it was."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(_small(character) for character in text)
    small = small.replace("`", "'")
    return _NOT_PLAIN.sub(lambda match: _folded(match[0]), small)


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


@lru_cache(maxsize=10_000)
def _folded(character: str) -> str:
    """One character for one: é is e, a curly apostrophe is straight, and what is unseen is a soft hyphen."""
    if character in _APOSTROPHES:
        return "'"
    if unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return _UNSEEN
    if character == "ł":
        return "l"
    first = unicodedata.normalize("NFKD", character)[:1].lower()
    return first if len(first) == 1 else character
