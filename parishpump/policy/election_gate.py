"""What a council's gate for the pre-election period adds to the law: it can only be stricter."""

from parishpump.policy.findings import Verdict
from parishpump.policy.pack import Pack, RuleEntry

_PERIOD = "elections."


def blocks_in_period(entry: RuleEntry, pack: Pack) -> bool:
    """Whether the gate is at “block”: then what warns in the pre-election period blocks."""
    return entry.id.startswith(_PERIOD) and pack.stated("election.gate_mode", str) == "block"


def needs_second_approval(verdict: Verdict, pack: Pack) -> bool:
    """Whether the gate asks for a second approval, because a rule of the pre-election period found something."""
    found = any(finding.rule.startswith(_PERIOD) for finding in verdict.findings)
    return found and pack.stated("election.gate_mode", str) == "second approval"
