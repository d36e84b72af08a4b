"""All that a pack means, in words by key, kept with an adopted version: no update of the software changes it unseen.

A council's pack stands on one that comes with the software, by its name. Where an update changes that one, the adopted
text is the same and means something else.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from parishpump.adoption.models import AdoptedPack
from parishpump.adoption.queries.packs import pack_of
from parishpump.policy.pack import NOT_STATED, Pack, RuleEntry
from parishpump.policy.pack_changes import Change
from parishpump.policy.parameters import PARAMETERS, REGISTER, in_words

_DOES: Mapping[str, str] = {"must": "blocks", "should": "warns", "may": "advises"}


def meaning_of(pack: Pack) -> dict[str, str]:
    """What a pack states, what each rule does, and every clause, in words by key."""
    return dict(_meanings(pack))


def changed_by_an_update(version: AdoptedPack) -> tuple[Change, ...]:
    """What an adopted version means otherwise today than when it was adopted; empty where all is as it was.

    Raises:
        PackError: this software cannot read it any more.
    """
    now = pack_of(version)
    if not version.fingerprint or version.fingerprint == now.fingerprint:
        return ()
    before, after = cast(Mapping[str, str], version.meaning), meaning_of(now)
    return tuple(
        Change(key, _label(key), before.get(key, NOT_STATED), after.get(key, NOT_STATED))
        for key in dict.fromkeys([*before, *after])
        if before.get(key, NOT_STATED) != after.get(key, NOT_STATED)
    )


def _meanings(pack: Pack) -> Iterator[tuple[str, str]]:
    for one in PARAMETERS:
        value = pack.stated(one.key)
        if value is not None and not one.is_identity and one.key != "rules.strength":
            yield one.key, in_words(one.key, value)
    for rule in pack.rules.values():
        yield f"rules.{rule.id}", _does(rule)
    for clause in pack.clauses.values():
        yield f"clauses.{clause.id}", f"{clause.text} ({clause.strength})"


def _does(rule: RuleEntry) -> str:
    return f"{_DOES[rule.strength] if rule.on else 'off'}, clause {rule.clause}"


def _label(key: str) -> str:
    group, _, name = key.partition(".")
    if group == "clauses":
        return f"Clause {name}"
    return REGISTER[key].label if key in REGISTER else f"Rule {name}" if group == "rules" else key
