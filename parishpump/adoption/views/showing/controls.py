"""What can hold a clause of the council's own text, in plain words: a clause of the register or a parameter."""

from functools import lru_cache
from typing import Any

from parishpump.policy.packs import load_pack
from parishpump.policy.parameters import PARAMETERS

_WHOLE_REGISTER = "lenham"  # the pack that comes with the software and holds every clause of the register


@lru_cache(maxsize=1)
def control_names() -> dict[str, str]:
    """Every control by its key."""
    clauses = {one.id: f"{one.id}: {one.text}" for one in load_pack(_WHOLE_REGISTER).clauses.values()}
    return clauses | {one.key: f"{one.label} (stated in the policy)" for one in PARAMETERS}


@lru_cache(maxsize=1)
def control_choices() -> list[Any]:
    """The same as choices, under their chapters."""
    names, groups = control_names(), dict[str, list[tuple[str, str]]]()
    for clause in load_pack(_WHOLE_REGISTER).clauses.values():
        groups.setdefault(clause.chapter, []).append((clause.id, names[clause.id]))
    for one in PARAMETERS:
        groups.setdefault(f"Stated in the policy: {one.chapter.name}", []).append((one.key, one.label))
    return list(groups.items())
