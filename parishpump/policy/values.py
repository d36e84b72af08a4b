"""What a parameter of a policy can hold besides plain text and numbers: lengths of time, and sets of roles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

_DURATION = re.compile(r"(\d{1,4}) (minute|hour|day|working day|week|month|year)s?", re.IGNORECASE)
# The fewest and the most calendar days that one of each can be. A working day has no fixed most: see `most_days`.
_FEWEST = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 28, "year": 365}
_MOST = {**_FEWEST, "month": 31, "year": 366}


@dataclass(frozen=True)
class Duration:
    """A length of time as a policy says it: “2 working days” stays two working days, whatever the calendar."""

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read “20 days”, “2 working days” or “1 month”; ValueError where it is none."""
        match = _DURATION.fullmatch(" ".join(text.split()))
        if match is None or int(match[1]) == 0:
            raise ValueError('must be a length of time such as "20 days", "2 working days" or "4 hours"')
        return cls(int(match[1]), match[2].lower())

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    @property
    def fewest_days(self) -> float:
        """The shortest that it can be, in calendar days."""
        if self.unit == "working day":
            return self.count // 5 * 7 + self.count % 5
        return self.count * _FEWEST[self.unit]

    @property
    def most_days(self) -> float:
        """The longest that it can be, in calendar days; for working days with room for the longest run of holidays."""
        if self.unit == "working day":
            return self.count * 2 + 10
        return self.count * _MOST[self.unit]

    def is_within(self, limit: "Duration") -> bool:
        """Whether it can never be longer than the limit, whichever month or holiday it falls in."""
        if self.unit == limit.unit:
            return self.count <= limit.count
        return self.most_days <= limit.fewest_days


class RoleSet(tuple[str, ...]):
    """Offices and bodies by their titles, in the order in which the policy names them; none is there twice."""

    __slots__ = ()

    def __new__(cls, titles: Iterable[str] = ()) -> Self:
        first: dict[str, str] = {}
        for title in titles:
            first.setdefault(title.casefold(), title)
        return super().__new__(cls, first.values())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read titles that stand one a line or between commas."""
        return cls(_pieces(text))

    def __str__(self) -> str:
        return " or ".join(self) or "nobody"


def _pieces(text: str) -> Iterator[str]:
    for piece in re.split(r"[\n,]", text):
        if piece.strip():
            yield " ".join(piece.split())


Value = bool | int | str | date | Duration | tuple[str, ...] | dict[str, str]
