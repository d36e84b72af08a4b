"""The judge: every rule that the pack has switched on, over one draft, at one moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, facts_of
from parishpump.policy.findings import STRENGTHS, Finding, Verdict, outcome_of
from parishpump.policy.packs import NOT_STATED, Pack, RuleEntry
from parishpump.policy.rules import RULES
from parishpump.policy.strictness import strength_in

# What is asked of an announcement, and of no answer: it has its reader, its reason and its end in the question.
_OF_ANNOUNCEMENTS = frozenset(
    {
        "intent.purpose",
        "intent.audience",
        "intent.category",
        "intent.outcome",
        "intent.results_plan",
        "intent.other_routes",
        "intent.closing_date",
        "currency.expiry_missing",
        "readers.online_only",
        "risk.unthought",
        "business.permitted_use",
    }
)

# An answer may be a question back, which rests on nothing: that is asked for, and no bar.
_ADVICE_IN_ANSWERS = frozenset({"basis.source_missing"})

# A rule that keeps finding the same thing has said enough: the rest of the page is for the others.
_ENOUGH = 25


def judge(draft: Draft, pack: Pack, at: datetime) -> Verdict:
    """What the pack says of a draft at a moment. Reads no clock, changes nothing, and is the same every time."""
    facts = facts_of(draft, at)
    asked = [entry for entry in pack.rules.values() if entry.on and not _is_beside(entry, draft)]
    found = [finding for entry in asked for finding in _apply(entry, draft, facts, pack, at)]
    findings = tuple(sorted(_not_repeated(draft, found), key=_worst_first))
    return Verdict(outcome_of(findings), findings, pack.name, pack.version or NOT_STATED, pack.fingerprint)


def _is_beside(entry: RuleEntry, draft: Draft) -> bool:
    return draft.is_answer and entry.id in _OF_ANNOUNCEMENTS


def _apply(entry: RuleEntry, draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    strength = "should" if draft.is_answer and entry.id in _ADVICE_IN_ANSWERS else strength_in(entry, pack)
    for finding in islice(RULES[entry.id](draft, facts, pack, at), _ENOUGH):
        yield replace(finding, rule=entry.id, clause=entry.clause, strength=strength)


def _not_repeated(draft: Draft, findings: list[Finding]) -> Iterator[Finding]:
    """Leave out what a channel's text says only because it begins with the common text."""
    shared = {f"channel:{each.channel}" for each in draft.channels if draft.text and each.text.startswith(draft.text)}
    in_text = {(each.rule, each.span) for each in findings if each.field == "text" and each.span}
    for finding in findings:
        if finding.field in shared and (finding.rule, finding.span) in in_text:
            continue
        yield finding


def _worst_first(finding: Finding) -> tuple[int, bool, str, int, int, str]:
    start, end = finding.span or (-1, -1)
    return (STRENGTHS.index(finding.strength), finding.field != "text", finding.field, start, end, finding.rule)
