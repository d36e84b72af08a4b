"""One pack file, read strictly: every key is known, every value has its type, and a fault names file and key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

from parishpump.policy.errors import PackError
from parishpump.policy.findings import STRENGTHS, Strength
from parishpump.policy.pack import Clause
from parishpump.policy.parameters import Value, flatten, read_parameter
from parishpump.policy.rules import RULES

_NATURES = "aim definition scope principle right discretion duty prohibition record ground gap"
KINDS = tuple(_NATURES.split())
CLAUSE_STRENGTHS = (*STRENGTHS, "aim")
_T = TypeVar("_T")


@dataclass(frozen=True)
class RuleLine:
    """What one pack file says of a rule; None where it leaves that to the pack below."""

    id: str
    clause: str | None = None
    strength: Strength | None = None
    on: bool | None = None
    law: str | None = None


@dataclass(frozen=True)
class PackFile:
    """One file, before it is laid over the pack that it extends."""

    file: str
    name: str
    council: str
    version: str | None
    adopted_on: date | None
    minute_ref: str | None
    review_on: date | None
    extends: str | None
    parameters: Mapping[str, Value]
    locked: Mapping[str, str]
    clauses: Mapping[str, Clause]
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True)
class _Table:
    """A table of the file with its path, which hands out checked values."""

    file: str
    path: str
    values: Mapping[str, Any]

    def allow(self, *keys: str) -> "_Table":
        for key in self.values:
            if key not in keys:
                raise PackError(self.file, f"{self.path}{key}", f"is not known here; known are {', '.join(keys)}")
        return self

    def get(self, key: str, kind: type[_T]) -> _T | None:
        value = self.values.get(key)
        if value is None:
            return None
        right = isinstance(value, kind) and not (kind is date and isinstance(value, datetime))
        if not right:
            raise PackError(self.file, f"{self.path}{key}", f"must be {_KIND_WORDS[kind]}")
        return cast(_T, value)

    def need(self, key: str) -> str:
        value = self.get(key, str)
        if not value:
            raise PackError(self.file, f"{self.path}{key}", "is missing")
        return value

    def one_of(self, key: str, choices: tuple[str, ...]) -> str | None:
        value = self.get(key, str)
        if value is not None and value not in choices:
            raise PackError(self.file, f"{self.path}{key}", f"must be one of {', '.join(choices)}")
        return value

    def table(self, key: str) -> "_Table":
        return _Table(self.file, f"{self.path}{key}.", self.get(key, dict) or {})

    def rows(self, key: str) -> list["_Table"]:
        rows = self.get(key, list) or []
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise PackError(self.file, f"{key}[{number}]", "must be a table")
        return [_Table(self.file, f"{key}[{row.get('id', number)}].", row) for number, row in enumerate(rows, 1)]


_KIND_WORDS: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    date: "a date such as 2026-05-06",
    dict: "a table",
    list: "a list",
}


def read_pack_file(file: str, values: Mapping[str, Any]) -> PackFile:
    """Check one parsed file and give its contents types."""
    top = _Table(file, "", values).allow("pack", "parameters", "locked", "clauses", "rules")
    pack = top.table("pack").allow(
        "name", "council", "version", "adopted_on", "minute_ref", "review_on", "extends"
    )  # fmt: skip
    return PackFile(
        file=file,
        name=pack.need("name"),
        council=pack.need("council"),
        version=pack.get("version", str),
        adopted_on=pack.get("adopted_on", date),
        minute_ref=pack.get("minute_ref", str),
        review_on=pack.get("review_on", date),
        extends=pack.get("extends", str),
        parameters=_parameters(top.table("parameters")),
        locked=_locked(top.table("locked")),
        clauses=_once(file, "clauses", [_clause(row) for row in top.rows("clauses")], lambda clause: clause.id),
        rules=tuple(_once(file, "rules", [_rule(row) for row in top.rows("rules")], lambda rule: rule.id).values()),
    )


def _parameters(table: _Table) -> dict[str, Value]:
    read: dict[str, Value] = {}
    for name, value in flatten(table.values).items():
        try:
            read[name] = read_parameter(name, value)
        except ValueError as error:
            raise PackError(table.file, f"{table.path}{name}", str(error)) from error
    return read


def _locked(table: _Table) -> dict[str, str]:
    flat = _Table(table.file, table.path, flatten(table.values))
    return {name: flat.need(name) for name in flat.values}


def _clause(row: _Table) -> Clause:
    row.allow("id", "chapter", "strength", "kind", "text", "held_by")
    return Clause(
        id=row.need("id"),
        chapter=row.need("chapter"),
        strength=row.one_of("strength", CLAUSE_STRENGTHS) or row.need("strength"),
        kind=row.one_of("kind", KINDS) or row.need("kind"),
        text=row.need("text"),
        held_by=row.get("held_by", str) or "",
    )


def _rule(row: _Table) -> RuleLine:
    row.allow("id", "clause", "strength", "on", "law")
    name = row.need("id")
    if name not in RULES:
        raise PackError(row.file, f"rules.{name}", "there is no rule of this name")
    strength = cast(Strength | None, row.one_of("strength", STRENGTHS))
    return RuleLine(name, row.get("clause", str), strength, row.get("on", bool), row.get("law", str))


def _once(file: str, key: str, entries: list[_T], name: Callable[[_T], str]) -> dict[str, _T]:
    named: dict[str, _T] = {}
    for entry in entries:
        if name(entry) in named:
            raise PackError(file, f"{key}.{name(entry)}", "is there twice")
        named[name(entry)] = entry
    return named
