"""The kinds of value that a parameter takes: how each is read from a file or a form, shown, and written again."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, cast

from parishpump.policy.values import Duration, RoleSet, Value

NONE = "none"
_LARGEST = 10_000
_HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


class Kind(ABC):
    """One kind of value. `read` takes what TOML holds, `parse` what somebody typed; ValueError says what is wrong."""

    name: ClassVar[str]
    choices: tuple[str, ...] = ()

    @abstractmethod
    def read(self, value: object) -> Value:
        """The value from a TOML file."""

    def parse(self, text: str) -> Value:
        """The value from the text of a form."""
        return self.read(text.strip())

    def show(self, value: Value) -> str:
        """The value as somebody would type it."""
        return str(value)

    def words(self, value: Value) -> str:
        """The value in plain words, on one line."""
        return self.show(value)

    def means(self, value: Value) -> str:
        """What the value means, where the kind can say more than its words."""
        return self.words(value)

    def plain(self, value: Value) -> object:
        """The value as TOML and JSON can hold it."""
        return self.show(value)


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no, with what each of them means."""

    yes: str
    no: str
    name: ClassVar[str] = "yes or no"
    choices: tuple[str, ...] = ("yes", "no")

    def read(self, value: object) -> Value:
        if isinstance(value, bool):
            return value
        raise ValueError("must be true or false")

    def parse(self, text: str) -> Value:
        said = text.strip().lower()
        if said not in ("yes", "no", "true", "false", "on", "off"):
            raise ValueError("must be yes or no")
        return said in ("yes", "true", "on")

    def show(self, value: Value) -> str:
        return "yes" if value else "no"

    def means(self, value: Value) -> str:
        return self.yes if value else self.no

    def plain(self, value: Value) -> object:
        return value


@dataclass(frozen=True)
class Count(Kind):
    """A whole number of something."""

    unit: str
    units: str
    name: ClassVar[str] = "number"

    def read(self, value: object) -> Value:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST:
            return value
        raise ValueError(f"must be a whole number of {self.units}, from 0 to {_LARGEST:,}")

    def parse(self, text: str) -> Value:
        said = text.strip()
        return self.read(int(said) if re.fullmatch("[0-9]{1,9}", said) else said)

    def words(self, value: Value) -> str:
        return f"{value} {self.unit if value == 1 else self.units}"

    def plain(self, value: Value) -> object:
        return value


class Text(Kind):
    """Free text; line breaks are kept."""

    name: ClassVar[str] = "text"

    def read(self, value: object) -> Value:
        return _clean(value, "must be text")

    def words(self, value: Value) -> str:
        return " ".join(str(value).split())


@dataclass(frozen=True)
class Choice(Kind):
    """One of several values, each with its meaning."""

    meanings: Mapping[str, str]
    name: ClassVar[str] = "choice"

    @property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(self.meanings)

    def read(self, value: object) -> Value:
        if isinstance(value, str) and value.strip().casefold() in self.meanings:
            return value.strip().casefold()
        raise ValueError(f"must be one of {', '.join(self.meanings)}")

    def means(self, value: Value) -> str:
        return self.meanings[str(value)]


@dataclass(frozen=True)
class Names(Kind):
    """A list; each line is one of `each`. An empty list is a statement too: none at all."""

    each: str
    choices: tuple[str, ...] = ()
    name: ClassVar[str] = "list"

    def read(self, value: object) -> Value:
        if not isinstance(value, list):
            raise ValueError('must be a list of texts, such as ["one", "two"]')
        names = tuple(dict.fromkeys(_line(each) for each in value))
        if _is_none(names):
            return ()
        strange = [name for name in names if self.choices and name not in self.choices]
        if strange:
            raise ValueError(f"cannot hold “{strange[0]}”; each must be one of {', '.join(self.choices)}")
        return names

    def parse(self, text: str) -> Value:
        return self.read([line for line in _lines(text) if line])

    def show(self, value: Value) -> str:
        return "\n".join(cast(tuple[str, ...], value)) or NONE

    def words(self, value: Value) -> str:
        return ", ".join(cast(tuple[str, ...], value)) or NONE

    def plain(self, value: Value) -> object:
        return list(cast(tuple[str, ...], value))


class Hours(Names):
    """Times of day such as 09:00-13:00, on the clock in London."""

    name: ClassVar[str] = "hours"

    def read(self, value: object) -> Value:
        hours = cast(tuple[str, ...], super().read(value))
        for each in hours:
            opens, _, closes = each.partition("-")
            if not _HOURS.fullmatch(each) or opens >= closes:
                raise ValueError(f"cannot hold “{each}”; hours are written 09:00-13:00, the earlier first")
        return hours


class Roles(Kind):
    """A set of roles, named by the titles of offices and bodies."""

    name: ClassVar[str] = "roles"

    def read(self, value: object) -> Value:
        if not isinstance(value, list):
            raise ValueError('must be a list of offices, such as ["Clerk", "Chair"]')
        titles = RoleSet(" ".join(_line(each).split()) for each in value)
        if any("," in title for title in titles):
            raise ValueError("must name one office a line, without commas")
        return RoleSet() if _is_none(titles) else titles

    def parse(self, text: str) -> Value:
        return self.read(list(RoleSet.parse(text)))

    def show(self, value: Value) -> str:
        return "\n".join(cast(RoleSet, value)) or NONE

    def words(self, value: Value) -> str:
        return str(cast(RoleSet, value))

    def plain(self, value: Value) -> object:
        return list(cast(RoleSet, value))


class Length(Kind):
    """A length of time in minutes, hours, days, working days, weeks, months or years."""

    name: ClassVar[str] = "length of time"

    def read(self, value: object) -> Value:
        return Duration.parse(value if isinstance(value, str) else "")


@dataclass(frozen=True)
class Table(Kind):
    """Names with a text each; in a form, one a line: the name, a colon, the text."""

    left: str
    right: str
    name: ClassVar[str] = "table"

    def read(self, value: object) -> Value:
        if not isinstance(value, dict) or not value:
            raise ValueError(f"must be a table of at least one {self.left} with its {self.right}")
        table = {_line(name): _line(text) for name, text in value.items()}
        if any(":" in name for name in table) or len(table) < len(value):
            raise ValueError(f"must name each {self.left} once, without a colon in it")
        return table

    def parse(self, text: str) -> Value:
        lines = [line.partition(":") for line in _lines(text) if line]
        broken = next((name for name, colon, right in lines if not colon or not right.strip()), None)
        if broken is not None:
            raise ValueError(f"“{broken}” needs a colon, then its {self.right}")
        names = [name.strip() for name, _, _ in lines]
        if len(set(names)) < len(names):
            raise ValueError(f"must name each {self.left} once")
        return self.read({name.strip(): right.strip() for name, _, right in lines})

    def show(self, value: Value) -> str:
        return "\n".join(f"{name}: {text}" for name, text in cast(dict[str, str], value).items())

    def words(self, value: Value) -> str:
        return "; ".join(f"{name}: {text}" for name, text in cast(dict[str, str], value).items())

    def plain(self, value: Value) -> object:
        return dict(cast(dict[str, str], value))


class Dated(Table):
    """What holds from which day: the name of each line is a date, or “always” for what held before the first."""

    name: ClassVar[str] = "dated"

    def read(self, value: object) -> Value:
        table = cast(dict[str, str], super().read({"always": value} if isinstance(value, str) else value))
        for name in table:
            if name != "always":
                _day(name)
        return dict(sorted(table.items(), key=lambda entry: (entry[0] != "always", entry[0])))

    def parse(self, text: str) -> Value:
        said = text.strip()
        is_plain = "\n" not in said and not said.startswith("always:") and not said[:1].isdigit()
        return self.read(said) if is_plain else super().parse(said)

    def words(self, value: Value) -> str:
        return "; ".join(self._since(name, text) for name, text in cast(dict[str, str], value).items())

    @staticmethod
    def _since(name: str, text: str) -> str:
        return text if name == "always" else f"from {_spoken(_day(name))} {text}"

    @staticmethod
    def on(value: Mapping[str, str], day: date) -> str | None:
        """What holds on a day."""
        begun = [name for name in value if name == "always" or _day(name) <= day]
        return value[begun[-1]] if begun else None


class Strengths(Kind):
    """What a pack says of the rules: stated rule by rule in its section for rules, never in one value."""

    name: ClassVar[str] = "rules"

    def read(self, value: object) -> Value:
        raise ValueError("is stated rule by rule, in the section rules")

    def words(self, value: Value) -> str:
        return ", ".join(f"{rule} {said}" for rule, said in cast(dict[str, str], value).items())


class Day(Kind):
    """A date."""

    name: ClassVar[str] = "date"

    def read(self, value: object) -> Value:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise ValueError("must be a date such as 2026-05-06")

    def parse(self, text: str) -> Value:
        return _day(text.strip())

    def words(self, value: Value) -> str:
        return _spoken(cast(date, value))

    def plain(self, value: Value) -> object:
        return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-05-06") else date.fromisoformat("")
    except ValueError as error:
        raise ValueError("must be a date such as 2026-05-06") from error


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _is_none(names: tuple[str, ...]) -> bool:
    return [name.casefold() for name in names] == [NONE]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _line(value: object) -> str:
    text = _clean(value, "must hold texts, none of them empty")
    if "\n" in text:
        raise ValueError("must keep each entry on one line")
    return text


def _clean(value: object, otherwise: str) -> str:
    text = "\n".join(_right_stripped(value)).strip() if isinstance(value, str) else ""
    if not text:
        raise ValueError(otherwise)
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
        raise ValueError("holds a control character that nobody can see: type the text again")
    return text


def _right_stripped(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
