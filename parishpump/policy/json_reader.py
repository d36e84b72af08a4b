"""A JSON object read strictly: faults are gathered with their paths, so that all are told at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar

from parishpump.policy.dates import in_london

_T = TypeVar("_T")


@dataclass(frozen=True)
class Reader:
    """One JSON object with its path; faults are gathered, so that all are told at once."""

    values: Mapping[str, Any]
    path: str = ""
    faults: list[str] = field(default_factory=list)

    def only(self, *keys: str) -> "Reader":
        for key in self.values:
            if key not in keys:
                self.faults.append(f"unknown key {self.path}{key}")
        return self

    def words(self, key: str) -> str:
        return self._take(key, str, "text", "")

    def truth(self, key: str, otherwise: bool) -> bool:
        return self._take(key, bool, "true or false", otherwise)

    def _take(self, key: str, kind: type[_T], said: str, otherwise: _T) -> _T:
        value = self.values.get(key)
        if value is None:
            return otherwise
        if not isinstance(value, kind):
            self.faults.append(f"{self.path}{key} must be {said}")
            return otherwise
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self.values.get(key)
        entries = [value] if isinstance(value, str) else self._take(key, list, "a list of texts", [])
        for number, entry in enumerate(entries):
            if not isinstance(entry, str):
                self.faults.append(f"{self.path}{key}[{number}] must be text")
        return tuple(entry for entry in entries if isinstance(entry, str))

    def each(self, key: str, read: Callable[["Reader"], _T], lone: Callable[[str], _T] | None = None) -> tuple[_T, ...]:
        """A list of objects; where `lone` is given, an entry may be a text."""
        found: list[_T] = []
        for number, entry in enumerate(self._take(key, list, "a list", [])):
            path = f"{self.path}{key}[{number}]"
            if isinstance(entry, dict):
                found.append(read(Reader(entry, f"{path}.", self.faults)))
            elif isinstance(entry, str) and lone is not None:
                found.append(lone(entry))
            else:
                self.faults.append(f"{path} must be {'text or ' if lone else ''}an object")
        return tuple(found)

    def inner(self, key: str) -> "Reader":
        """The object at a key; an empty one where there is none."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, dict):
            self.faults.append(f"{self.path}{key} must be an object")
        return Reader(value if isinstance(value, dict) else {}, f"{self.path}{key}.", self.faults)

    def moment(self, key: str, at_end_of_day: bool = False) -> datetime | None:
        value = self.words(key)
        return self._read_moment(key, value, at_end_of_day) if value else None

    def moments(self, key: str) -> tuple[datetime, ...]:
        found = (self._read_moment(key, value, False) for value in self.names(key))
        return tuple(moment for moment in found if moment)

    def _read_moment(self, key: str, value: str, at_end_of_day: bool) -> datetime | None:
        try:
            if len(value) == 10:
                day = date.fromisoformat(value)
                return in_london(datetime.combine(day, time(23, 59, 59) if at_end_of_day else time()))
            return in_london(datetime.fromisoformat(value))
        except (ValueError, OverflowError):
            self.faults.append(f"{self.path}{key} must be a day and time such as 2026-12-01T19:30")
            return None
