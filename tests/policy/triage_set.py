"""The messages written for triage, split for good into a part for tuning and a part kept unseen."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parishpump.policy.triage.reading import triaged
from parishpump.policy.triage.suggestions import DUTIES, LABELS

FOLDER = Path(__file__).parent / "triage_posts"
KINDS = tuple(label for label in LABELS if label not in DUTIES)


@dataclass(frozen=True)
class Labelled:
    """A message and what it is; `held_back` says that nothing was tuned on it."""

    id: str
    text: str
    labels: frozenset[str]
    duty: frozenset[str]
    language: str
    held_back: bool


@dataclass(frozen=True)
class Score:
    """How often a label was suggested where it belongs, missed, and suggested where it does not belong."""

    caught: int
    missed: int
    false: int

    @property
    def recall(self) -> float:
        """The share of what is there that was suggested; 1 where nothing is there."""
        return self.caught / (self.caught + self.missed) if self.caught + self.missed else 1.0

    @property
    def precision(self) -> float:
        """The share of suggestions that are right; 1 where there are none."""
        return self.caught / (self.caught + self.false) if self.caught + self.false else 1.0


@cache
def labelled() -> tuple[Labelled, ...]:
    """Every message of the set."""
    files = sorted(FOLDER.glob("*.jsonl"))
    return tuple(_labelled(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())


def part(*, held_back: bool) -> list[Labelled]:
    """The third that was kept unseen, or the rest."""
    return [message for message in labelled() if message.held_back == held_back]


def is_held_back(id: str) -> bool:
    """Every third message by the hash of its id, so that nobody chooses; what was written later is for tuning alone."""
    return not id.startswith("extra-") and int(hashlib.sha256(id.encode()).hexdigest(), 16) % 3 == 0


def any_duty(messages: Iterable[Labelled]) -> Score:
    """Whether a message carries any duty at all."""
    return score((bool(message.duty), bool(triaged(message.text).duty)) for message in messages)


def each_duty(messages: Iterable[Labelled]) -> Score:
    """Every duty of every message by itself; the two regimes for information count as one, for a person chooses."""
    return score(pair for message in messages for pair in _duty_pairs(message))


def kind(label: str, messages: Iterable[Labelled]) -> Score:
    """One kind, where the set says whether it applies."""
    return score((label in each.labels, label in triaged(each.text).labels) for each in messages if _told(label, each))


def duty(name: str, messages: Iterable[Labelled]) -> Score:
    """One duty by its own name."""
    return score((name in message.duty, name in triaged(message.text).duty) for message in messages)


def score(pairs: Iterable[tuple[bool, bool]]) -> Score:
    """The score of pairs (it is there, it was suggested)."""
    counted = list(pairs)
    return Score(counted.count((True, True)), counted.count((True, False)), counted.count((False, True)))


def _duty_pairs(message: Labelled) -> Iterator[tuple[bool, bool]]:
    suggested = set(triaged(message.text).duty)
    information = {"foi", "eir"}
    yield bool(message.duty & information), bool(suggested & information)
    for name in DUTIES[2:]:
        yield name in message.duty, name in suggested


def _told(label: str, message: Labelled) -> bool:
    """Whether the set says yes or no: beside something pressing or a duty, the everyday kinds were not told apart."""
    if message.labels & {"emergency", "safeguarding", "spam"}:
        return label in ("emergency", "safeguarding", "spam", "abuse", "praise", "press enquiry")
    if message.duty or "press enquiry" in message.labels:
        return label not in ("question", "complaint", "other authority")
    return True


def _labelled(line: str) -> Labelled:
    row = json.loads(line)
    return Labelled(
        id=row["id"],
        text=row["text"],
        labels=frozenset(row["labels"]),
        duty=frozenset(row["duty"]),
        language=row.get("language", "en"),
        held_back=is_held_back(row["id"]),
    )
