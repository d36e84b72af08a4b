"""What changed between two versions of a post: word by word in the texts, and what else is not as it was. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Literal
from zoneinfo import ZoneInfo

from parishpump.publishing.content import Content, PictureUse
from parishpump.ui import words

Kind = Literal["same", "added", "removed"]
Part = tuple[Kind, str]

_PIECES = re.compile(r"\s+|[^\W_]+(?:[’'\-.:][^\W_]+)*|.", re.DOTALL)
# A text longer than this is compared line by line: word by word would take minutes.
_WORDS_AT_MOST = 6_000


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was: what it is called, and its words with what was added and removed."""

    label: str
    parts: tuple[Part, ...]


def word_diff(before: str, after: str) -> list[Part]:
    """The words of both texts in order, each run of them marked as same, added or removed. Spaces are kept."""
    old, new = _pieces(before), _pieces(after)
    parts: list[Part] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", "".join(old[start:end])))
            continue
        if end > start:
            parts.append(("removed", "".join(old[start:end])))
        if new_end > new_start:
            parts.append(("added", "".join(new[new_start:new_end])))
    return _joined(parts)


def _pieces(text: str) -> list[str]:
    pieces = _PIECES.findall(text)
    return pieces if len(pieces) <= _WORDS_AT_MOST else text.splitlines(keepends=True)


def _joined(parts: list[Part]) -> list[Part]:
    """Take a lone space between two changes into both, so that a changed phrase reads as one."""
    joined: list[Part] = []
    run: list[Part] = []
    for index, (kind, said) in enumerate(parts):
        between = kind == "same" and said.isspace() and "\n" not in said and run and index < len(parts) - 1
        if kind != "same" or between:
            run.append((kind, said))
        else:
            joined += [*_as_one(run), (kind, said)]
            run = []
    return [*joined, *_as_one(run)]


def _as_one(run: list[Part]) -> list[Part]:
    """A run of changes as one removed and one added phrase; left as it is where it only adds or only removes."""
    if not {"added", "removed"} <= {kind for kind, _ in run}:
        return run
    sides: tuple[Part, Part] = (
        ("removed", "".join(said for kind, said in run if kind != "added")),
        ("added", "".join(said for kind, said in run if kind != "removed")),
    )
    return [side for side in sides if side[1]]


def words_counted(parts: list[Part]) -> tuple[int, int]:
    """How many words were added, and how many removed."""

    def count(kind: Kind) -> int:
        return sum(len(said.split()) for each, said in parts if each == kind)

    return count("added"), count("removed")


def changes(before: Content, after: Content, channels: Mapping[int, str]) -> list[Change]:
    """Everything that differs, in the order of the composer; `channels` gives the names of channels by id."""
    told = _Teller(after.zone, channels)
    found = []
    for label, tell in told.facts():
        old, new = tell(before), tell(after)
        if old != new:
            found.append(Change(label, tuple(word_diff(old, new) if label in _TEXTS else _replaced(old, new))))
    for channel in sorted({*before.own_texts, *after.own_texts}):
        old, new = before.own_texts.get(channel, ""), after.own_texts.get(channel, "")
        if old != new:
            name = channels.get(channel, "a channel")
            found.append(Change(f"Own text for {name}", tuple(word_diff(old, new))))
    return found


_TEXTS = {"Headline", "Text", "What was wrong"}


def _replaced(old: str, new: str) -> list[Part]:
    sides: tuple[Part, Part] = (("removed", old), ("added", new))
    return [side for side in sides if side[1]]


@dataclass(frozen=True)
class _Teller:
    """Says each fact of a content in words."""

    zone: str
    channels: Mapping[int, str]

    def facts(self) -> list[tuple[str, Callable[[Content], str]]]:
        return [
            ("Headline", lambda content: content.title),
            ("Text", lambda content: content.text),
            ("What was wrong", lambda content: content.correction),
            ("Where it goes", self._places),
            ("Pictures", lambda content: "; ".join(_picture(use) for use in content.pictures)),
            ("What people should be able to do", lambda content: content.purpose),
            ("For whom", lambda content: content.audience),
            ("Council business", lambda content: content.category),
            ("What it rests on", lambda content: "; ".join(content.sources)),
            ("Link", lambda content: content.link),
            ("Who agreed to be named", lambda content: "; ".join(content.named)),
            ("Positions that the council minuted", lambda content: "; ".join(content.positions)),
            ("Goes out", lambda content: self._moment(content.goes_out) or "as soon as it is approved"),
            ("Repeats", lambda content: repeats_in_words(content.repeat, content.repeat_until)),
            ("Comes down", lambda content: self._moment(content.comes_down)),
            ("Event starts", lambda content: self._moment(content.event_start)),
            ("Event ends", lambda content: self._moment(content.event_end)),
            ("Venue", lambda content: content.venue),
        ]

    def _places(self, content: Content) -> str:
        return words.listed([self.channels.get(channel, "a closed channel") for channel in content.channel_ids])

    def _moment(self, when: datetime | None) -> str:
        return words.moment(when.astimezone(ZoneInfo(self.zone))) if when else ""


def repeats_in_words(repeat: str, until: date | None) -> str:
    """`weekly until 12 May 2027`, or nothing where it goes out once."""
    if not repeat:
        return ""
    return f"{repeat} until {words.plain_day(until)}" if until else repeat


def _picture(use: PictureUse) -> str:
    shown = ", ".join(f"{one.who} (consent: {one.consent or 'none'})" for one in use.people)
    facts = (
        ("", use.filename or "a picture"),
        ("alt text: ", use.alt),
        ("owner: ", use.owner),
        ("licence: ", use.licence),
        ("credit: ", use.credit),
        ("people: ", shown),
    )
    return ", ".join(f"{label}{said}" for label, said in facts if said)
