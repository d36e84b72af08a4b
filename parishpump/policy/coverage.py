"""The clause register: every clause of a policy, and what in the software looks after it."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from parishpump.policy.pack import Clause, Pack
from parishpump.policy.packs import load_pack

Control = Literal["enforced", "assisted", "information", "not yet"]
CONTROLS: tuple[Control, ...] = ("enforced", "assisted", "information", "not yet")

_NOTHING_TO_DO = ("aim", "definition", "scope", "principle")


@dataclass(frozen=True)
class Entry:
    """One clause. `rules` enforce it; `held_by` is the room that does where no rule can; `control` says how far."""

    id: str
    chapter: str
    strength: str
    kind: str
    text: str
    rules: tuple[str, ...]
    held_by: str
    control: Control


def register(pack: Pack | None = None) -> tuple[Entry, ...]:
    """Every clause of a pack, Lenham's where none is given, in the order of the policy."""
    chosen = pack or load_pack("lenham")
    return tuple(_entry(clause, chosen) for clause in sorted(chosen.clauses.values(), key=_place))


def counts(pack: Pack | None = None) -> dict[Control, int]:
    """How many clauses stand under each control."""
    counted = Counter(entry.control for entry in register(pack))
    return {control: counted[control] for control in CONTROLS}


def _entry(clause: Clause, pack: Pack) -> Entry:
    rules = tuple(rule.id for rule in pack.rules.values() if rule.on and rule.clause == clause.id)
    control = _control(clause, {pack.rules[rule].strength for rule in rules})
    return Entry(
        clause.id, clause.chapter, clause.strength, clause.kind, clause.text, rules, clause.held_by, control
    )  # fmt: skip


def _control(clause: Clause, strengths: set[str]) -> Control:
    if "must" in strengths or clause.held_by:
        return "enforced"
    if strengths:
        return "assisted"
    return "information" if clause.kind in _NOTHING_TO_DO else "not yet"


_CHAPTERS = ("INT", "ENG", "TRA", "PER", "CAP", "WHA", "RUL", "FOI", "POL")


def _place(clause: Clause) -> tuple[int, str, int]:
    chapter, _, number = clause.id.partition("-")
    known = _CHAPTERS.index(chapter) if chapter in _CHAPTERS else len(_CHAPTERS)
    return known, chapter, int(number) if number.isdecimal() else 0
