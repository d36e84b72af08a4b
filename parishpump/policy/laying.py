"""Laying a pack over the one that it extends: what it adds, and what law does not let it loosen."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import cast

from parishpump.policy.errors import Fault
from parishpump.policy.findings import STRENGTHS
from parishpump.policy.pack import Layer, Pack, RuleEntry, RuleLine
from parishpump.policy.parameters import REGISTER
from parishpump.policy.values import Value


def lay(layer: Layer, below: Pack | None) -> Pack:
    """The pack that a layer makes over the pack below it. Check it first with `faults_of`."""
    rules = dict(below.rules) if below else {}
    for line in layer.rules.values():
        rules[line.id] = _rule(line, rules.get(line.id))
    return Pack(
        name=layer.name,
        council=layer.council,
        version=layer.version,
        adopted_on=layer.adopted_on,
        minute_ref=layer.minute_ref,
        review_on=layer.review_on,
        extends=layer.extends,
        fingerprint=_fingerprint(layer, below),
        parameters=_parameters(layer, below),
        clauses={**(below.clauses if below else {}), **layer.clauses},
        rules=rules,
        guidance={**(below.guidance if below else {}), **layer.guidance},
        said=layer,
        below=below,
    )


def faults_of(layer: Layer, below: Pack | None) -> Iterator[Fault]:
    """Everything that a layer may not say: what law has locked, and what contradicts itself."""
    yield from _loosened_parameters(layer, below)
    yield from _contradictions(layer, below)
    yield from _broken_rules(layer, below)
    yield from _lost_guidance(layer, below)


def layer_as_record(layer: Layer) -> dict[str, object]:
    """What a pack itself says as JSON can hold it, for the archive: no floats, dates as text."""
    values = {key: REGISTER[key].kind.plain(value) for key, value in layer.parameters.items()}
    record = {**asdict(layer), "parameters": values}
    return cast(dict[str, object], json.loads(json.dumps(record, default=str)))


def _fingerprint(layer: Layer, below: Pack | None) -> str:
    said = json.dumps(layer_as_record(layer), sort_keys=True)
    return hashlib.sha256(f"{below.fingerprint if below else ''}{said}".encode()).hexdigest()


def _parameters(layer: Layer, below: Pack | None) -> dict[str, Value]:
    return {**(below.parameters if below else {}), **layer.parameters}


def _loosened_parameters(layer: Layer, below: Pack | None) -> Iterator[Fault]:
    merged = _parameters(layer, below)
    own = cast(Mapping[str, str], merged.get("roles.titles", {}))
    for key, value in merged.items():
        lock = REGISTER[key].lock
        if lock and not lock.keeps(value, own):
            # What a pack below says becomes loose only where this one renames an office.
            named = key if key in layer.parameters else "roles.titles"
            yield Fault(f"parameters.{named}", f"is locked by law ({lock.law}): {lock.why}. No pack can loosen it")


def _contradictions(layer: Layer, below: Pack | None) -> Iterator[Fault]:
    merged = _parameters(layer, below)
    if merged.get("publish.self_approval") is True and merged.get("publish.two_person") == "always":
        key = "publish.self_approval" if "publish.self_approval" in layer.parameters else "publish.two_person"
        yield Fault(f"parameters.{key}", "contradicts itself: two persons always, and the Clerk alone. Change one")
    for key in ("publish.authors", "publish.approvers"):
        if merged.get(key) == ():
            yield Fault(f"parameters.{key}", "names nobody, so nothing could go out: name at least one office")
    if "foi.s36_qualified_person" in merged and "foi.authority_ref" not in merged:
        yield Fault(
            "parameters.foi.s36_qualified_person",
            "is locked by law (Freedom of Information Act 2000, section 36) until the authorisation of that person is "
            "on record: state foi.authority_ref as well",
        )


def _broken_rules(layer: Layer, below: Pack | None) -> Iterator[Fault]:
    inherited = below.rules if below else {}
    clauses = {*(below.clauses if below else {}), *layer.clauses}
    for line in layer.rules.values():
        known = inherited.get(line.id)
        if known is None and (line.clause is None or line.strength is None):
            why = "needs a clause and a strength, for no pack below it has this rule"
            yield Fault(f"rules.{line.id}", why)
            continue
        rule = _rule(line, known)
        if rule.clause not in clauses:
            yield Fault(f"rules.{line.id}.clause", f"there is no clause {rule.clause}")
        if known and known.law and _looser(rule, known):
            why = f"the rule “{line.id}” is locked by law ({known.law}): no pack can loosen it"
            yield Fault(f"rules.{line.id}", why)


def _lost_guidance(layer: Layer, below: Pack | None) -> Iterator[Fault]:
    clauses = {*(below.clauses if below else {}), *layer.clauses}
    for piece in layer.guidance.values():
        if piece.clause not in clauses:
            yield Fault(f"guidance.{piece.id}.clause", f"there is no clause {piece.clause}")


def _rule(line: RuleLine, inherited: RuleEntry | None) -> RuleEntry:
    if inherited is None:
        return RuleEntry(line.id, line.clause or "", line.strength or "may", line.on is not False, line.law or "")
    return RuleEntry(
        id=line.id,
        clause=line.clause or inherited.clause,
        strength=line.strength or inherited.strength,
        on=inherited.on if line.on is None else line.on,
        law=inherited.law or line.law or "",
    )


def _looser(rule: RuleEntry, inherited: RuleEntry) -> bool:
    weaker = STRENGTHS.index(rule.strength) > STRENGTHS.index(inherited.strength)
    return weaker or (inherited.on and not rule.on)
