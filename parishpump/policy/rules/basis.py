"""Every statement rests on something: a minute, a report, a page, a delegation."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import outside_urls, point

_DECIDED = re.compile(
    r"\b(?:the|your|our|this|parish|town)\s(?:parish\s|town\s)?(?:council|councillors|committee|members)\s"
    r"(?:has\s|have\s|had\s|(?:at|in)\s(?:its|their)\s[\w\s]{1,30}\s)?(?:unanimously\s|formally\s|recently\s|now\s|also\s)?"
    r"(?:decided|resolved|voted|agreed\sto|agreed\sthat|approved\s(?:the|a|an|plans?)|rejected|refused|adopted)\b",
    re.IGNORECASE,
)


def source_missing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Nothing is said that rests on nothing."""
    if not any(source.reference.strip() or source.address.strip() for source in draft.sources):
        yield Finding(
            field="sources",
            message="Nothing shows what this rests on, so nobody can check that it is a fact.",
            fix="Give a minute reference, a report or a public page as the source.",
        )


def decision_unminuted(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A decision of the council has a minute."""
    if facts.has_minute or any(source.kind == "delegation" for source in draft.sources):
        return
    for passage in facts.passages:
        for match in outside_urls(passage, _DECIDED):
            yield point(
                passage,
                match.span(),
                "{words} tells of a decision, and no minute is given as its source.",
                "Add the minute reference of the decision to the sources.",
            )


RULES = {"basis.source_missing": source_missing, "basis.decision_unminuted": decision_unminuted}
