"""The clause register: every clause of the policy, what the software does about it, where, and its test."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from parishpump.policy.pack import Pack
from parishpump.policy.packs import load_pack

Kind = Literal["enforced", "assisted", "judged", "informational", "planned"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_CHAPTERS = ("INT", "ENG", "TRA", "PER", "CAP", "WHA", "RUL", "FOI", "POL")


@dataclass(frozen=True)
class Control:
    """What the software does about one clause. `where` and `test` are `path` or `path::name`; empty while planned.

    `words` are words of policies that point to the clause; the reading of an adopted text uses them.
    """

    id: str
    kind: Kind
    control: str
    where: str = ""
    test: str = ""
    words: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the register, as it is printed."""

    id: str
    chapter: str
    strength: str
    kind: Kind
    control: str
    where: str
    test: str


def register(pack: Pack | None = None) -> tuple[Entry, ...]:
    """Every clause in the order of the policy. What the pack does not have stands as in Lenham's."""
    full = load_pack("lenham").clauses
    clauses = {**full, **(pack.clauses if pack else {})}
    return tuple(
        Entry(
            id=control.id,
            chapter=clauses[control.id].chapter,
            strength=clauses[control.id].strength,
            kind=control.kind,
            control=control.control,
            where=control.where,
            test=control.test,
        )
        for control in controls().values()
    )


@cache
def controls() -> Mapping[str, Control]:
    """The control of every clause by its id, in the order of the policy."""
    raw = (resources.files("parishpump.policy") / "controls.toml").read_text(encoding="utf-8")
    lines = sorted((Control(**line) for line in tomllib.loads(raw)["controls"]), key=_place)
    return {control.id: control for control in lines}


def counts(pack: Pack | None = None) -> Mapping[Kind, int]:
    """How many clauses there are of each kind."""
    counted = Counter(entry.kind for entry in register(pack))
    return {kind: counted[kind] for kind in KINDS}


def rules_of(clause: str, pack: Pack) -> tuple[str, ...]:
    """The rules of a pack that are on and serve a clause."""
    return tuple(rule.id for rule in pack.rules.values() if rule.on and rule.clause == clause)


def as_printed(entries: tuple[Entry, ...]) -> list[dict[str, str]]:
    """The register as plain values, ready to be written as JSON."""
    return [asdict(entry) for entry in entries]


def as_table(entries: tuple[Entry, ...]) -> str:
    """The register for a terminal: a line a clause under its chapter, and the counts."""
    lines: list[str] = []
    chapter = ""
    for entry in entries:
        if entry.chapter != chapter:
            lines.extend(["", entry.chapter])
            chapter = entry.chapter
        lines.append(f"  {entry.id:<7} {entry.strength:<7} {entry.kind:<14} {entry.control}")
    counted = Counter(entry.kind for entry in entries)
    lines.extend(["", f"{len(entries)} clauses: " + ", ".join(f"{counted[kind]} {kind}" for kind in KINDS)])
    return "\n".join(lines[1:])


def _place(control: Control) -> tuple[int, int]:
    chapter, _, number = control.id.partition("-")
    return _CHAPTERS.index(chapter), int(number)
