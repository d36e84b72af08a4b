"""What all who listen share: texts within bounds, moments, cursors, and what came, as bytes. Pure."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from parishpump.networks.contract import NetworkError

MOST_TEXT = 1_000_000  # bytes of UTF-8
OVERLAP = timedelta(minutes=10)
CUT = "\n[… cut here: the message is longer. What came is kept whole.]"

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def readable(text: str) -> str:
    """A text that can be kept and shown: no null characters, no halves of characters, a megabyte at most."""
    whole = text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode(errors="replace")
    if len(whole) <= MOST_TEXT:
        return whole.decode()
    return whole[: MOST_TEXT - len(CUT.encode())].decode(errors="ignore") + CUT


def moment(said: object, *, otherwise: datetime = _LONG_AGO) -> datetime:
    """An ISO 8601 moment, aware and in UTC; without a zone it is in UTC already. `otherwise` where there is none."""
    try:
        read = datetime.fromisoformat(str(said))
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return otherwise


def as_bytes(said: Any) -> bytes:
    """One message of a JSON answer, as it came: nothing in it added, left out or put in another order."""
    return json.dumps(said, separators=(",", ":")).encode()


def fingerprint(*parts: str) -> str:
    """SHA-256 of texts, as hex."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def word(said: Any, *path: str) -> str:
    """The text at a path of JSON objects, "" where there is none: for what a message may lack."""
    for name in path:
        said = said.get(name) if isinstance(said, Mapping) else None
    return said if isinstance(said, str) else ""


def packed(state: Mapping[str, Any]) -> str:
    """A cursor."""
    return json.dumps(state, separators=(",", ":"), sort_keys=True)


def unpacked(cursor: str) -> dict[str, Any]:
    """What a cursor holds; nothing where it is none of ours: then reading begins anew, which repeats, never skips."""
    try:
        state = json.loads(cursor)
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def refused(why: str) -> NetworkError:
    """A call that we do not even make."""
    return NetworkError(permanent=True, outcome_known=True, reason="refused", detail=why)


@dataclass(frozen=True)
class Tail:
    """Where we are in a list that grows at its end and is read in the order of its numbers.

    at: the next page begins behind this number. before: where the page before it began. resume: where to begin when
    the end is reached. That is some minutes back, for a network may show a lower number after a higher one; but two
    pages at most, or a flood would be read again and again.
    """

    at: str
    before: str
    resume: str

    def after(self, page: Sequence[tuple[str, datetime]]) -> "Tail":
        """Behind a page, in order: each message's number and moment. An empty page is the end of the list."""
        if not page:
            return Tail(self.resume, self.resume, self.resume)
        newest = page[-1][1]
        older = [number for number, at in page if at < newest - OVERLAP]
        return Tail(at=page[-1][0], before=self.at, resume=older[-1] if older else self.before)


def mark(key: str, version: str) -> str:
    """Eight characters that stand for one version of one message in a cursor."""
    return urlsafe_b64encode(sha256(f"{key}\0{version}".encode()).digest()[:6]).decode()


def marks_in(kept: str) -> set[str]:
    """The marks that were put together into one text."""
    return {kept[at : at + 8] for at in range(0, len(kept), 8)}
