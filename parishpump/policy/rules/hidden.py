"""What the approver sees is what readers get: no characters that hide, turn round or disguise the text."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point

# Controls, halves of characters, and marks that turn the direction of reading (Unicode UAX 9).
_DISGUISE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0]+"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
_FANCY = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f169]{2,}")


def disguise(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No character makes readers see another text than the one approved."""
    for passage in facts.passages:
        for match in _DISGUISE.finditer(passage.text):
            message = f"There is a hidden character here ({_named(match[0])}) that can change what readers see."
            yield point(passage, match.span(), message, "Take it out.", "")


def invisible(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No invisible characters are left from copying."""
    for passage in facts.passages:
        for match in _INVISIBLE.finditer(passage.text):
            message = f"There is an invisible character here ({_named(match[0])}), often left by copying."
            yield point(passage, match.span(), message, "Take it out.", "")


def fancy_letters(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Letters that are drawn to look bold are no letters to a screen reader."""
    for passage in facts.passages:
        for match in _FANCY.finditer(passage.text):
            plain = unicodedata.normalize("NFKC", match[0])
            message = "{words} is made of signs that look like letters: a screen reader leaves them out or spells them."
            yield point(passage, match.span(), message, "Write it in ordinary letters.", plain)


def _named(characters: str) -> str:
    return f"U+{ord(characters[0]):04X}"


RULES = {"hidden.disguise": disguise, "hidden.invisible": invisible, "hidden.fancy_letters": fancy_letters}
