"""Triage of a file of messages, one JSON object a line: what `parishpump triage` prints."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from parishpump.policy.triage.reading import triaged

# A message of a million characters, each escaped, fits twice.
_LONGEST_LINE = 16_000_000
_SHAPE = 'Write it like {"id": "1", "text": "…"}.'


@dataclass(frozen=True)
class Answer:
    """One line of the answer, ready to print."""

    line: str


@dataclass(frozen=True)
class BrokenLine:
    """A line that could not be read: its number, from 1, why, and what to do."""

    number: int
    why: str

    def __str__(self) -> str:
        return f"line {self.number} {self.why}"


def triage_file(path: str | Path) -> Iterator[Answer | BrokenLine]:
    """An answer for every line of the file, or what is wrong with it; blank lines are passed over.

    Raises OSError where the file cannot be opened or read.
    """
    with Path(path).open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if line.strip():
                yield _answered(number, line)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Each line, cut where it is too long, so that a file without line breaks fills no memory."""
    while line := file.readline(_LONGEST_LINE + 1):
        yield line
        while len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE + 1)


def _answered(number: int, line: bytes) -> Answer | BrokenLine:
    try:
        id, text = _read(line)
    except ValueError as wrong:
        return BrokenLine(number, str(wrong))
    suggestion = triaged(text)
    answer = {
        "id": id,
        "labels": suggestion.labels,
        "duty": suggestion.duty,
        "reasons": [{"label": reason.label, "words": reason.words} for reason in suggestion.reasons],
    }
    # Escaped throughout: what a hostile message brings cannot turn the reader's terminal round.
    return Answer(json.dumps(answer))


def _read(line: bytes) -> tuple[str | int, str]:
    if len(line) > _LONGEST_LINE:
        raise ValueError(f"is longer than {_LONGEST_LINE:,} bytes. Shorten its text.")
    message = _parsed(line)
    if not isinstance(message, dict):
        raise ValueError(f"is no JSON object. {_SHAPE}")
    for key in ("id", "text"):
        if key not in message:
            raise ValueError(f"has no “{key}”. {_SHAPE}")
    id, text = message["id"], message["text"]
    if isinstance(id, bool) or not isinstance(id, str | int):
        raise ValueError(f"has an “id” that is neither text nor a whole number. {_SHAPE}")
    if not isinstance(text, str):
        raise ValueError(f"has a “text” that is not text. {_SHAPE}")
    return id, text


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as odd:
        raise ValueError("is not written in UTF-8. Save the file as UTF-8 and try again.") from odd
    except (ValueError, RecursionError) as odd:
        raise ValueError(f"is not JSON. {_SHAPE}") from odd
