"""A policy pack in memory: what it says itself, what the packs below it say, and where each value comes from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast, overload

from parishpump.policy.findings import Strength
from parishpump.policy.parameters import PARAMETERS, REGISTER, in_words
from parishpump.policy.roles import offices_of
from parishpump.policy.values import RoleSet, Value

NOT_STATED = "not stated"
_T = TypeVar("_T")


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
class When:
    """What must be so for a piece of guidance to be shown; what is left empty does not matter.

    `found` are the beginnings of rule names: one of those rules has found something.
    """

    picture: bool = False
    child: bool = False
    campaign: bool = False
    election: bool = False
    paid: bool = False
    categories: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guidance:
    """A short piece of advice from a clause, shown while somebody writes.

    `offices` are the titles whose holders it is for, all where none is named. A `standard` is read and acknowledged
    before the first draft as well.
    """

    id: str
    clause: str
    text: str
    offices: tuple[str, ...] = ()
    standard: bool = False
    when: When = When()

    @property
    def version(self) -> str:
        """The start of the SHA-256 of its words: it changes when they do."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class RuleEntry:
    """A rule as a pack has it. `law` names the statute that locks it; empty where the council is free."""

    id: str
    clause: str
    strength: Strength
    on: bool
    law: str = ""


@dataclass(frozen=True)
class RuleLine:
    """What one pack itself says of a rule; None where it leaves that to the pack below."""

    id: str
    clause: str | None = None
    strength: Strength | None = None
    on: bool | None = None
    law: str | None = None


@dataclass(frozen=True)
class Layer:
    """What one pack itself says, before it is laid over the pack that it extends."""

    name: str
    council: str
    version: str | None = None
    adopted_on: date | None = None
    minute_ref: str | None = None
    review_on: date | None = None
    extends: str | None = None
    parameters: Mapping[str, Value] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    rules: Mapping[str, RuleLine] = field(default_factory=dict)
    guidance: Mapping[str, Guidance] = field(default_factory=dict)


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
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    rules: Mapping[str, RuleEntry] = field(default_factory=dict)
    guidance: Mapping[str, Guidance] = field(default_factory=dict)
    said: Layer = field(default_factory=lambda: Layer("", ""))
    below: "Pack | None" = None

    @overload
    def stated(self, parameter: str) -> Value | None: ...
    @overload
    def stated(self, parameter: str, kind: type[_T]) -> _T | None: ...
    def stated(self, parameter: str, kind: type[_T] | None = None) -> Value | _T | None:
        """The value of a parameter, or None where the policy does not state it (or states another kind)."""
        value = self._value(parameter)
        return value if kind is None or isinstance(value, kind) else None

    def words_for(self, parameter: str) -> str:
        """The value in plain words; where there is none, that the policy is silent, and what the law asks then."""
        value = self.stated(parameter)
        return REGISTER[parameter].silence if value is None else in_words(parameter, value)

    def comes_from(self, parameter: str) -> str | None:
        """The name of the pack that states a parameter: this one or one below. None where none does."""
        if parameter == "rules.strength" or parameter.startswith("pack."):
            return self.name if self.stated(parameter) is not None else None
        if parameter in self.said.parameters:
            return self.name
        return self.below.comes_from(parameter) if self.below else None

    def rule_comes_from(self, rule: str) -> str | None:
        """The name of the pack that had the last word on a rule: this one or one below."""
        if rule in self.said.rules:
            return self.name
        return self.below.rule_comes_from(rule) if self.below else None

    def roles_for(self, parameter: str) -> frozenset[str]:
        """The titles that a parameter names; none where the policy does not state it."""
        return frozenset(self.stated(parameter, RoleSet) or ())

    def offices_for(self, parameter: str) -> frozenset[str]:
        """The offices behind those titles, by the words of the people room: a Mayor is “chairman”."""
        return offices_of(self.roles_for(parameter), self.titles)

    def names(self, parameter: str, office: str, title: str = "") -> bool:
        """Whether a parameter names whoever holds an office, by its kind or by the holder's own title for it."""
        titles = {named.casefold() for named in self.roles_for(parameter)}
        return office in self.offices_for(parameter) or (title != "" and title.casefold() in titles)

    def lists(self, parameter: str, name: str) -> bool:
        """Whether the list that a parameter states holds this name, in whatever letters; not where it states none."""
        said = name.strip().casefold()
        return said != "" and said in {one.casefold() for one in self.stated(parameter, tuple) or ()}

    @property
    def titles(self) -> Mapping[str, str]:
        """What this council calls its offices, the usual word first."""
        return self.stated("roles.titles", dict) or {}

    @property
    def locked(self) -> Mapping[str, str]:
        """The law behind each parameter that no pack can loosen."""
        return {one.key: one.lock.law for one in PARAMETERS if one.lock}

    def _value(self, parameter: str) -> Value | None:
        if parameter == "rules.strength":
            return strengths_of(self.said) or None
        if parameter.startswith("pack."):
            return cast("Value | None", getattr(self, parameter.removeprefix("pack.")))
        return self.parameters.get(parameter)


def strengths_of(layer: Layer) -> dict[str, str]:
    """What a pack itself says of the strength of rules: must, should, may, or off."""
    said = {line.id: "off" if line.on is False else line.strength for line in layer.rules.values()}
    return {rule: strength for rule, strength in said.items() if strength}
