"""All rules by name. A rule is a plain function; its clause, its strength and whether it is on stand in the pack."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules import (
    alt_text,
    basis,
    currency,
    elections,
    hashtags,
    hidden,
    intent,
    legibility,
    limits,
    manners,
    near_days,
    opinion,
    parties,
    people,
    personal,
    politics,
    rights,
)

Rule = Callable[[Draft, Facts, Pack, datetime], Iterator[Finding]]

RULES: Mapping[str, Rule] = {
    **basis.RULES,
    **opinion.RULES,
    **currency.RULES,
    **near_days.RULES,
    **personal.RULES,
    **people.RULES,
    **alt_text.RULES,
    **rights.RULES,
    **parties.RULES,
    **manners.RULES,
    **limits.RULES,
    **hashtags.RULES,
    **legibility.RULES,
    **intent.RULES,
    **elections.RULES,
    **politics.RULES,
    **hidden.RULES,
}
