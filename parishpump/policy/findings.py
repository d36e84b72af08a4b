"""What a judgement says: findings, the verdict they add up to, and the overrides that settle a warning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

Strength = Literal["must", "should", "may"]
Outcome = Literal["blocked", "warned", "clear"]
STRENGTHS: tuple[Strength, ...] = ("must", "should", "may")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing a rule saw.

    `span` counts Python code points in the text of `field`: "text", "headline", "channel:<name>", "media:<n>" (the
    n-th alt text, from 1); other fields ("expiry", "sources" …) have no span. `words` are the words at the span,
    `replacement` the words that can stand there instead where that is sure. A rule leaves `rule`, `clause` and
    `strength` alone: the judge stamps them from the pack.
    """

    message: str
    fix: str
    field: str = "text"
    span: tuple[int, int] | None = None
    words: str = ""
    replacement: str | None = None
    rule: str = ""
    clause: str = ""
    strength: Strength = "should"
    overridden_because: str | None = None

    def as_record(self) -> dict[str, Any]:
        """The finding as JSON-able values, for the archive."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "strength": self.strength,
            "field": self.field,
            "span": list(self.span) if self.span else None,
            "words": self.words,
            "message": self.message,
            "fix": self.fix,
            "replacement": self.replacement,
            "overridden_because": self.overridden_because,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Finding":
        """The finding that `as_record` wrote."""
        span = record["span"]
        return cls(**{**record, "span": (span[0], span[1]) if span else None})


@dataclass(frozen=True)
class Verdict:
    """All findings on one draft under one pack, worst first."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    pack: str
    version: str
    fingerprint: str = ""

    def of(self, strength: Strength) -> tuple[Finding, ...]:
        """The findings of one strength that nobody has overridden."""
        return tuple(f for f in self.findings if f.strength == strength and f.overridden_because is None)

    def as_record(self) -> dict[str, Any]:
        """The verdict as JSON-able values, for the archive."""
        return {
            "outcome": self.outcome,
            "pack": self.pack,
            "version": self.version,
            "fingerprint": self.fingerprint,
            "findings": [finding.as_record() for finding in self.findings],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Verdict":
        """The verdict that `as_record` wrote."""
        findings = tuple(Finding.from_record(entry) for entry in record["findings"])
        outcome = cast(Outcome, record["outcome"])
        return cls(outcome, findings, record["pack"], record["version"], record["fingerprint"])


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """A must blocks, a should that nobody has overridden warns, a may only advises."""
    live = {finding.strength for finding in findings if finding.overridden_because is None}
    if "must" in live:
        return "blocked"
    return "warned" if "should" in live else "clear"


def settle(verdict: Verdict, overrides: Mapping[tuple[str, str], str]) -> Verdict:
    """Mark the warnings that a person answered with a reason, by (rule, words).

    A must is never overridden: an override that names one, or that gives no reason, changes nothing.
    """
    findings = tuple(_settled(finding, overrides) for finding in verdict.findings)
    return replace(verdict, outcome=outcome_of(findings), findings=findings)


def _settled(finding: Finding, overrides: Mapping[tuple[str, str], str]) -> Finding:
    reason = overrides.get((finding.rule, finding.words), "").strip()
    if finding.strength == "must" or not reason:
        return finding
    return replace(finding, overridden_because=reason)
