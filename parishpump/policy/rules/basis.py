"""Every statement rests on something: a minute, a report, a page, a delegation."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, quoted, wording

_DECIDED = wording(
    "decided|resolved|voted|agreed|approved|rejected|refused|adopted",
    r"\b(?:the|your|our|this|parish|town)\s(?:parish\s|town\s)?(?:council|councillors|committee|members)\s"
    r"(?:has\s|have\s|had\s|(?:at|in)\s(?:its|their)\s[\w\s]{1,30}\s)?(?:unanimously\s|formally\s|"
    r"recently\s|now\s|also\s)?"
    r"(?:decided|resolved|voted|agreed\sto|agreed\sthat|approved\s(?:the|a|an|plans?)|rejected|refused|adopted)\b",
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
        for match in _DECIDED.within(passage):
            yield point(
                passage,
                match.span(),
                "{words} tells of a decision, and no minute is given as its source.",
                "Add the minute reference of the decision to the sources.",
            )


def council_needed(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What the council keeps to itself goes out after its resolution."""
    if pack.lists("publish.requires_council_type", draft.category) and not facts.has_minute:
        yield Finding(
            field="sources",
            message=f"{quoted(draft.category)} goes out only after a resolution of the council. No minute is given.",
            fix="Add the minute of the resolution to the sources, or put it on the agenda of a meeting.",
        )


RULES = {
    "basis.source_missing": source_missing,
    "basis.decision_unminuted": decision_unminuted,
    "basis.council_needed": council_needed,
}
