"""Changing a pack from what somebody typed, and saying in plain words what is different."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from parishpump.policy.errors import Fault, PackError
from parishpump.policy.findings import Strength
from parishpump.policy.laying import faults_of, lay
from parishpump.policy.pack import NOT_STATED, Clause, Layer, Pack, RuleEntry, RuleLine
from parishpump.policy.parameters import PARAMETERS, REGISTER, in_words, parse_text
from parishpump.policy.values import Value

_OFF: Mapping[str, str] = {"must": "blocks", "should": "warns", "may": "advises"}


@dataclass(frozen=True)
class Change:
    """One difference between two packs, in plain words."""

    key: str
    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}"


def with_changes(
    pack: Pack,
    *,
    texts: Mapping[str, str] | None = None,
    rules: Mapping[str, tuple[bool, Strength]] | None = None,
    clauses: Iterable[Clause] | None = None,
) -> Pack:
    """The pack with changes laid on; PackError lists every fault under the key of its field.

    `texts`: parameters by key as typed; an empty text takes this pack's own statement away.
    `rules`: whether each is on, and its strength. `clauses`: all that the pack itself holds, where they change.
    """
    faults: list[Fault] = []
    values = dict(_parsed(texts or {}, faults))
    layer = _with_values(pack.said, values)
    if rules is not None:
        layer = replace(layer, rules=_with_rules(pack, rules, faults))
    if clauses is not None:
        layer = replace(layer, clauses={clause.id: clause for clause in clauses})
    faults.extend(faults_of(layer, pack.below))
    if faults:
        raise PackError(pack.name, *(replace(fault, key=field_of(fault)) for fault in faults))
    return lay(layer, pack.below)


def field_of(fault: Fault) -> str:
    """The key of the parameter or rule that a fault is about: what a form calls its field."""
    return fault.key.removeprefix("parameters.")


def difference(old: Pack, new: Pack) -> tuple[Change, ...]:
    """What is different between two packs: parameters in the order of the register, rules, clauses, guidance."""
    return (
        *_parameter_changes(old, new),
        *_rule_changes(old, new),
        *_clause_changes(old, new),
        *_guidance_changes(old, new),
    )


def _parsed(texts: Mapping[str, str], faults: list[Fault]) -> Iterator[tuple[str, Value | None]]:
    for key, text in texts.items():
        if key not in REGISTER or key == "rules.strength":
            faults.append(Fault(key, "is no parameter that a form can change"))
            continue
        try:
            value = parse_text(key, text)
        except ValueError as error:
            faults.append(Fault(key, str(error)))
            continue
        if value is None and key == "pack.council":
            faults.append(Fault(key, "is missing"))
            continue
        yield key, value


def _with_values(layer: Layer, values: Mapping[str, Value | None]) -> Layer:
    identity: dict[str, Any] = {
        key.removeprefix("pack."): value for key, value in values.items() if REGISTER[key].is_identity
    }
    parameters = {**layer.parameters, **{key: value for key, value in values.items() if not REGISTER[key].is_identity}}
    stated = {key: value for key, value in parameters.items() if value is not None}
    return replace(layer, parameters=stated, **identity)


def _with_rules(pack: Pack, rules: Mapping[str, tuple[bool, Strength]], faults: list[Fault]) -> dict[str, RuleLine]:
    lines = dict(pack.said.rules)
    for rule, (on, strength) in rules.items():
        if rule not in pack.rules:
            faults.append(Fault(f"rules.{rule}", "there is no rule of this name"))
            continue
        line = _line(lines.get(rule, RuleLine(rule)), on, strength, pack.below.rules.get(rule) if pack.below else None)
        lines.pop(rule, None)
        if line != RuleLine(rule):
            lines[rule] = line
    return lines


def _line(line: RuleLine, on: bool, strength: Strength, below: RuleEntry | None) -> RuleLine:
    """What a pack has to say of a rule so that it is on or off, and as strong, as somebody wants it."""
    if below is None:
        return replace(line, on=on, strength=strength)
    return replace(
        line,
        on=on if on != below.on else None,
        strength=strength if strength != below.strength else None,
    )


def _parameter_changes(old: Pack, new: Pack) -> Iterator[Change]:
    for one in PARAMETERS:
        before, after = old.stated(one.key), new.stated(one.key)
        if before != after and one.key != "rules.strength":
            yield Change(one.key, one.label, in_words(one.key, before), in_words(one.key, after))


def _rule_changes(old: Pack, new: Pack) -> Iterator[Change]:
    for rule in {**old.rules, **new.rules}:
        was, now = old.rules.get(rule), new.rules.get(rule)
        if _rule_words(was) != _rule_words(now):
            yield Change(f"rules.{rule}", f"Rule {rule}", _rule_words(was), _rule_words(now))
        if was and now and was.clause != now.clause:
            yield Change(f"rules.{rule}.clause", f"Clause behind rule {rule}", was.clause, now.clause)


def _rule_words(rule: RuleEntry | None) -> str:
    if rule is None:
        return NOT_STATED
    return _OFF[rule.strength] if rule.on else "off"


def _clause_changes(old: Pack, new: Pack) -> Iterator[Change]:
    for clause in {**old.clauses, **new.clauses}:
        before, after = _clause_words(old.clauses.get(clause)), _clause_words(new.clauses.get(clause))
        if before != after:
            yield Change(f"clauses.{clause}", f"Clause {clause}", before, after)


def _guidance_changes(old: Pack, new: Pack) -> Iterator[Change]:
    for piece in {**old.guidance, **new.guidance}:
        was, now = old.guidance.get(piece), new.guidance.get(piece)
        if was != now:
            before, after = was.text if was else NOT_STATED, now.text if now else NOT_STATED
            yield Change(f"guidance.{piece}", f"Guidance {piece}", before, after)


def _clause_words(clause: Clause | None) -> str:
    return f"{clause.text} ({clause.strength})" if clause else NOT_STATED
