"""One way to write a record down, so that everybody hashes the same bytes (RFC 8785)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import rfc8785

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"


class NotCanonical(ValueError):
    """Something that cannot be written down in one way only, and kept as it was written."""


def canonical(value: Json) -> bytes:
    """The RFC 8785 bytes of `value`, in UTF-8.

    Numbers are whole, within ±(2**53 - 1); a fraction is written as text ("12.50"), because PostgreSQL and other
    readers would write it in another way. The character U+0000 is refused, because PostgreSQL cannot keep it.

    Raises:
        NotCanonical: `value` holds something else than text, whole numbers, true, false, null, lists and objects.
    """
    try:
        written = rfc8785.dumps(_plain(value))
    except UnicodeEncodeError as broken:  # a name with half a surrogate pair: rfc8785 0.1.4 lets this one through
        raise NotCanonical("Broken Unicode cannot be recorded.") from broken
    except rfc8785.CanonicalizationError as refused:
        raise NotCanonical(str(refused)) from refused
    if b"\\u0000" in written and _holds_nul(value):
        raise NotCanonical("The character U+0000 cannot be recorded.")
    return written


def moment(at: datetime) -> str:
    """A moment in UTC to the microsecond, always of the same length: 2026-11-22T10:00:00.000000Z.

    Raises:
        NotCanonical: the moment has no time zone.
    """
    if at.tzinfo is None:
        raise NotCanonical("A moment without a time zone cannot be recorded.")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: Json) -> Json:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    raise NotCanonical(f"A {type(value).__name__} cannot be recorded: write it as text.")


def _holds_nul(value: Json) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, Mapping):
        return any(_holds_nul(name) or _holds_nul(part) for name, part in value.items())
    return isinstance(value, Sequence) and any(_holds_nul(part) for part in value)
