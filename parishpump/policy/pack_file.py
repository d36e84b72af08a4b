"""One pack as TOML, read strictly: every key is known, every value has its type, and each fault names its key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

from parishpump.policy.errors import Fault, PackError
from parishpump.policy.findings import STRENGTHS, Strength
from parishpump.policy.pack import Clause, Guidance, Layer, RuleLine, When
from parishpump.policy.parameters import flatten, nearest, parse_text, read_parameter
from parishpump.policy.rules import RULES
from parishpump.policy.toml_lines import key_on, line_of, lines_of, too_deep
from parishpump.policy.values import Value

_NATURES = "aim definition scope principle right discretion duty prohibition record ground gap"
KINDS = tuple(_NATURES.split())
CLAUSE_STRENGTHS = (*STRENGTHS, "aim")
LARGEST_PACK = 1_000_000
_TOO_DEEP = "is nested too deep: a policy pack has a few levels only"
# A file with more faults than these is something else than a pack; to look for all would take long.
_ENOUGH = 50
_IDENTITY = ("name", "council", "version", "adopted_on", "minute_ref", "review_on", "extends")
_AT_LINE = re.compile(r"at line (\d+)")
_T = TypeVar("_T")
_KIND_WORDS: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    date: "a date such as 2026-05-06",
    dict: "a table",
    list: "a list",
}


def decode_pack(raw: bytes, *, file: str) -> str:
    """The text of a pack's bytes; PackError where they are too many, or are no UTF-8."""
    if len(raw) > LARGEST_PACK:
        raise PackError(file, Fault("file", f"is larger than {LARGEST_PACK:,} bytes: a policy pack is a short text"))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise PackError(file, Fault("file", "is not UTF-8: save it again with that encoding", line)) from error


def read_layer(text: str, *, file: str) -> Layer:
    """What a pack itself says. PackError lists every fault, each with its line and key."""
    table = _toml(text, file)
    faults: list[Fault] = []
    try:
        layer = _layer(_Table("", table, faults))
    except _EnoughError:
        layer = None
    if layer is None or faults:
        raise PackError(file, *with_lines(faults, text))
    return layer


def with_lines(faults: list[Fault], text: str) -> list[Fault]:
    """The faults, each with the line of its key in the text."""
    lines = lines_of(text)
    return [Fault(fault.key, fault.why, line_of(fault.key, lines)) for fault in faults]


def _toml(text: str, file: str) -> dict[str, Any]:
    deep = too_deep(text)
    if deep:
        raise PackError(file, Fault("file", _TOO_DEEP, deep))
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise PackError(file, Fault("file", _TOO_DEEP)) from error
    except ValueError as error:
        raise PackError(file, _syntax_fault(str(error), text)) from error


def _syntax_fault(message: str, text: str) -> Fault:
    found = _AT_LINE.search(message)
    line = int(found[1]) if found else text.count("\n") + 1
    key = key_on(text, line) or "file"
    if "overwrite" in message or "twice" in message or "Cannot mutate" in message:
        return Fault(key, "is stated twice: keep one of the two", line)
    return Fault(key, f"is not TOML: {message}. Check the quotes and brackets there", line)


class _EnoughError(Exception):
    """So many faults that no more are looked for."""


@dataclass(frozen=True)
class _Table:
    """A table of the file with its path, which hands out checked values and notes what is wrong."""

    path: str
    values: Mapping[str, Any]
    faults: list[Fault]

    def fault(self, key: str, why: str) -> None:
        self.faults.append(Fault(f"{self.path}{key}", why))
        if len(self.faults) == _ENOUGH:
            raise _EnoughError

    def allow(self, *keys: str) -> "_Table":
        for key in self.values:
            if key not in keys:
                self.fault(key, f"is not known here{nearest(key, keys)}; known are {', '.join(keys)}")
        return self

    def get(self, key: str, kind: type[_T]) -> _T | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, str) and "\0" in value:
            self.fault(key, "holds a control character that nobody can see: type the text again")
            return None
        if isinstance(value, kind) and not (kind is date and isinstance(value, datetime)):
            return value
        self.fault(key, f"must be {_KIND_WORDS[kind]}")
        return None

    def need(self, key: str) -> str:
        value = self.get(key, str)
        if not value and not isinstance(self.values.get(key), int | float | list | dict | date):
            self.fault(key, "is missing")
        return value or ""

    def one_of(self, key: str, choices: tuple[str, ...]) -> str | None:
        value = self.get(key, str)
        if value is None or value in choices:
            return value
        self.fault(key, f"must be one of {', '.join(choices)}{nearest(value, choices)}")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.get(key, list) or []
        if not all(isinstance(each, str) and each for each in values):
            self.fault(key, "must be a list of texts")
            return ()
        return tuple(values)

    def table(self, key: str) -> "_Table":
        return _Table(f"{self.path}{key}.", self.get(key, dict) or {}, self.faults)

    def rows(self, key: str) -> dict[str, "_Table"]:
        rows: dict[str, _Table] = {}
        for number, row in enumerate(self.get(key, list) or [], 1):
            name = row.get("id", number) if isinstance(row, dict) else number
            if not isinstance(row, dict):
                self.fault(f"{key}.{number}", "must be a table")
            elif str(name) in rows:
                self.fault(f"{key}.{name}", "is there twice: keep one of the two")
            else:
                rows[str(name)] = _Table(f"{key}.{name}.", row, self.faults)
        return rows


def _layer(top: _Table) -> Layer:
    top.allow("pack", "parameters", "clauses", "rules", "guidance")
    pack = top.table("pack").allow(*_IDENTITY)
    return Layer(
        name=pack.need("name"),
        council=_tidy(pack, "council") or pack.need("council"),
        version=_tidy(pack, "version"),
        adopted_on=pack.get("adopted_on", date),
        minute_ref=_tidy(pack, "minute_ref"),
        review_on=pack.get("review_on", date),
        extends=pack.get("extends", str),
        parameters=_parameters(top.table("parameters")),
        clauses={name: _clause(row) for name, row in top.rows("clauses").items()},
        rules={name: _rule(row) for name, row in top.rows("rules").items()},
        guidance={name: _guidance(row) for name, row in top.rows("guidance").items()},
    )


def _tidy(pack: _Table, key: str) -> str | None:
    """A text of the head, as a form would have it."""
    value = pack.get(key, str)
    try:
        return cast("str | None", parse_text(f"pack.{key}", value or ""))
    except ValueError as error:
        pack.fault(key, str(error))
        return None


def _parameters(table: _Table) -> dict[str, Value]:
    read: dict[str, Value] = {}
    for name, value in flatten(table.values):
        try:
            read[name] = read_parameter(name, value)
        except ValueError as error:
            table.fault(name, str(error))
    return read


def _clause(row: _Table) -> Clause:
    row.allow("id", "chapter", "strength", "kind", "text", "held_by")
    return Clause(
        id=row.need("id"),
        chapter=row.need("chapter"),
        strength=_named(row, "strength", CLAUSE_STRENGTHS),
        kind=_named(row, "kind", KINDS),
        text=row.need("text"),
        held_by=row.get("held_by", str) or "",
    )


def _named(row: _Table, key: str, choices: tuple[str, ...]) -> str:
    return (row.one_of(key, choices) or "") if key in row.values else row.need(key)


def _rule(row: _Table) -> RuleLine:
    row.allow("id", "clause", "strength", "on", "law")
    name = row.need("id")
    if name and name not in RULES:
        why = f"there is no rule of this name{nearest(name, tuple(RULES))}"
        row.fault("id", why)
    strength = cast("Strength | None", row.one_of("strength", STRENGTHS))
    return RuleLine(name, row.get("clause", str), strength, row.get("on", bool), row.get("law", str))


def _guidance(row: _Table) -> Guidance:
    row.allow("id", "clause", "text", "offices", "standard", "when")
    return Guidance(
        id=row.need("id"),
        clause=row.need("clause"),
        text=row.need("text"),
        offices=row.texts("offices"),
        standard=row.get("standard", bool) or False,
        when=_when(row.table("when")),
    )


def _when(table: _Table) -> When:
    table.allow("picture", "child", "campaign", "election", "paid", "categories", "networks", "modes", "found")
    return When(
        picture=table.get("picture", bool) or False,
        child=table.get("child", bool) or False,
        campaign=table.get("campaign", bool) or False,
        election=table.get("election", bool) or False,
        paid=table.get("paid", bool) or False,
        categories=table.texts("categories"),
        networks=table.texts("networks"),
        modes=table.texts("modes"),
        found=table.texts("found"),
    )
