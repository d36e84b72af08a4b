"""A policy pack in memory: identity, parameters, clauses and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from parishpump.policy.findings import Strength
from parishpump.policy.parameters import Value

NOT_STATED = "not stated"
_T = TypeVar("_T", bool, int, str, tuple[str, ...])


@dataclass(frozen=True)
class Clause:
    """One sentence of a policy in our own short words. `held_by` names the room that holds it where no rule does."""

    id: str
    chapter: str
    strength: str
    kind: str
    text: str
    held_by: str = ""


@dataclass(frozen=True)
class RuleEntry:
    """A rule as a pack has it. `law` names the statute that locks it; empty where the council is free."""

    id: str
    clause: str
    strength: Strength
    on: bool
    law: str = ""


@dataclass(frozen=True)
class Pack:
    """A council's adopted rules with everything that the packs below it say. Unstated identity values are None."""

    name: str
    council: str
    version: str | None = None
    adopted_on: date | None = None
    minute_ref: str | None = None
    review_on: date | None = None
    extends: str | None = None
    fingerprint: str = ""
    parameters: Mapping[str, Value] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    rules: Mapping[str, RuleEntry] = field(default_factory=dict)

    def stated(self, parameter: str, kind: type[_T]) -> _T | None:
        """The value of a parameter, or None where the policy does not state it."""
        value = self.parameters.get(parameter)
        return value if isinstance(value, kind) else None
