"""All rules by name. A rule is a plain function; its clause, its strength and whether it is on stand in the pack."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules import (
    accusation,
    alt_text,
    argument,
    basis,
    business,
    candidates,
    confidence,
    currency,
    elections,
    hashtags,
    hidden,
    intent,
    legibility,
    limits,
    manners,
    money,
    near_days,
    opinion,
    parties,
    passport,
    people,
    permission,
    personal,
    plain_text,
    plans,
    politics,
    private_life,
    quotation,
    readers,
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
    **passport.RULES,
    **parties.RULES,
    **manners.RULES,
    **limits.RULES,
    **hashtags.RULES,
    **legibility.RULES,
    **intent.RULES,
    **elections.RULES,
    **politics.RULES,
    **hidden.RULES,
    **candidates.RULES,
    **argument.RULES,
    **business.RULES,
    **plans.RULES,
    **readers.RULES,
    **permission.RULES,
    **private_life.RULES,
    **money.RULES,
    **quotation.RULES,
    **accusation.RULES,
    **confidence.RULES,
    **plain_text.RULES,
}
