"""Policy packs: what a council adopted, as data. A pack may extend another; what law locks it cannot loosen."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from parishpump.policy.errors import PackError
from parishpump.policy.findings import STRENGTHS
from parishpump.policy.pack import NOT_STATED, Clause, Pack, RuleEntry
from parishpump.policy.pack_file import PackFile, RuleLine, read_pack_file

__all__ = ["NOT_STATED", "Clause", "Pack", "RuleEntry", "available_packs", "load_pack"]


def available_packs() -> tuple[str, ...]:
    """The names of the packs that come with the software."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in _shipped().iterdir() if _is_pack(entry.name)))


def load_pack(name_or_path: str | Path) -> Pack:
    """A shipped pack by name, or a pack file by path (anything ending in .toml). PackError names file and key."""
    if isinstance(name_or_path, Path) or name_or_path.endswith(".toml"):
        return _load(Path(name_or_path), ())
    return _load_shipped(name_or_path)


@lru_cache(maxsize=32)
def _load_shipped(name: str) -> Pack:
    if name not in available_packs():
        raise PackError(name, "pack", f"there is no such pack; there are {', '.join(available_packs())}")
    return _load(_shipped() / f"{name}.toml", ())


def _load(file: Traversable, below: tuple[str, ...]) -> Pack:
    try:
        raw = file.read_bytes()
        table = tomllib.loads(raw.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(str(file), "file", f"cannot be read: {error}") from error
    said = read_pack_file(file.name, table)
    if str(file) in below:
        raise PackError(file.name, "pack.extends", "goes in a circle")
    pack = _extend(_parent(file, said, (*below, str(file))), said)
    return replace(pack, fingerprint=hashlib.sha256(pack.fingerprint.encode() + raw).hexdigest())


def _parent(file: Traversable, said: PackFile, below: tuple[str, ...]) -> Pack:
    if said.extends is None:
        return Pack(said.name, said.council)
    if not said.extends.endswith(".toml"):
        try:
            return _load_shipped(said.extends)
        except PackError as error:
            raise PackError(said.file, "pack.extends", error.why) from error
    return _load(Path(str(file)).parent / said.extends, below)


def _extend(parent: Pack, said: PackFile) -> Pack:
    _keep_locked_parameters(parent, said)
    clauses = {**parent.clauses, **said.clauses}
    rules = dict(parent.rules)
    for line in said.rules:
        rules[line.id] = _rule(said.file, line, parent.rules.get(line.id))
    _check_clauses(said.file, rules, clauses)
    return Pack(
        name=said.name,
        council=said.council,
        version=said.version,
        adopted_on=said.adopted_on,
        minute_ref=said.minute_ref,
        review_on=said.review_on,
        extends=said.extends,
        fingerprint=parent.fingerprint,
        parameters={**parent.parameters, **said.parameters},
        locked={**parent.locked, **said.locked},
        clauses=clauses,
        rules=rules,
    )


def _rule(file: str, line: RuleLine, inherited: RuleEntry | None) -> RuleEntry:
    key = f"rules.{line.id}"
    if inherited is None:
        if line.clause is None or line.strength is None:
            raise PackError(file, key, "needs a clause and a strength, for no pack below it has this rule")
        return RuleEntry(line.id, line.clause, line.strength, line.on is not False, line.law or "")
    rule = RuleEntry(
        id=line.id,
        clause=line.clause or inherited.clause,
        strength=line.strength or inherited.strength,
        on=inherited.on if line.on is None else line.on,
        law=inherited.law or line.law or "",
    )
    if inherited.law and _looser(rule, inherited):
        raise PackError(file, key, f"the rule “{line.id}” is locked by law ({inherited.law}): no pack can loosen it")
    return rule


def _looser(rule: RuleEntry, inherited: RuleEntry) -> bool:
    weaker = STRENGTHS.index(rule.strength) > STRENGTHS.index(inherited.strength)
    return weaker or (inherited.on and not rule.on)


def _keep_locked_parameters(parent: Pack, said: PackFile) -> None:
    for name, value in said.parameters.items():
        law = parent.locked.get(name)
        if law is not None and value != parent.parameters.get(name):
            raise PackError(said.file, f"parameters.{name}", f"is locked by law ({law}): no pack can loosen it")


def _check_clauses(file: str, rules: Mapping[str, RuleEntry], clauses: Mapping[str, Clause]) -> None:
    for rule in rules.values():
        if rule.clause not in clauses:
            raise PackError(file, f"rules.{rule.id}.clause", f"there is no clause {rule.clause}")


def _shipped() -> Traversable:
    return resources.files("parishpump.policy") / "packs"


def _is_pack(name: str) -> bool:
    return name.endswith(".toml")
