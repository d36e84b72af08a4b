"""What a deployment request says: one frozen value with one way of writing it down. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

CHANNEL, CAMPAIGN, ACTIVITY = "channel", "campaign", "activity"
KINDS = (CHANNEL, CAMPAIGN, ACTIVITY)
MODES = ("broadcast", "interactive", "group")
COMMENTS = ("on", "off", "per post", "pre-moderated")
LOW, MEDIUM, HIGH = "low", "medium", "high"
RATINGS = (LOW, MEDIUM, HIGH)


@dataclass(frozen=True)
class ProposedRisk:
    """A risk as a request names it. `key` stays the same through the versions; `owner_id` is an office, 0 for none."""

    key: str
    what: str
    rating: str
    mitigation: str = ""
    owner_id: int = 0
    owner: str = ""
    review_on: date | None = None

    @property
    def is_open_wound(self) -> bool:
        """High, with nothing planned against it or nobody to see to it: what no approval may pass over."""
        return self.rating == HIGH and not (self.mitigation.strip() and self.owner_id)


@dataclass(frozen=True)
class Proposal:
    """A request for a new channel, campaign or activity. Costs are pence a year; nothing said is None or empty."""

    name: str
    kind: str
    network: str = ""
    mode: str = ""
    comments: str = ""
    starts: date | None = None
    ends: date | None = None
    purpose: str = ""
    outcome: str = ""
    measure: str = ""
    audience: str = ""
    audience_needs: str = ""
    sensitivities: str = ""
    minutes_a_week: int | None = None
    risks: tuple[ProposedRisk, ...] = ()
    results_plan: str = ""
    other_routes: str = ""
    no_routes_because: str = ""
    right_means: bool | None = None
    right_means_because: str = ""
    continuity: str = ""
    cover: str = ""
    closure: str = ""
    cost_pence: int | None = None

    def as_record(self) -> dict[str, Any]:
        """The same as canonical JSON takes it: days as 2026-11-24."""
        return {name: _plain(value) for name, value in asdict(self).items()}


def proposal_from(record: Mapping[str, Any]) -> Proposal:
    """The proposal that `as_record` wrote down. What a record does not name stays unsaid."""
    known = {field.name: record[field.name] for field in fields(Proposal) if field.name in record}
    known["risks"] = tuple(
        ProposedRisk(**{**risk, "review_on": _day(risk.get("review_on"))}) for risk in record.get("risks", [])
    )
    return Proposal(**{**known, "starts": _day(record.get("starts")), "ends": _day(record.get("ends"))})


def unsaid(proposal: Proposal) -> list[str]:
    """The parts of a request that say nothing yet, under the names that a policy gives them, in the form's order."""
    return [part for part, is_said in _PARTS.items() if not is_said(proposal)]


def open_wounds(proposal: Proposal) -> list[ProposedRisk]:
    """The high risks that block an approval (RUL-15)."""
    return [risk for risk in proposal.risks if risk.is_open_wound]


_PARTS: Mapping[str, Callable[[Proposal], bool]] = {
    "purpose": lambda said: bool(said.purpose),
    "outcome": lambda said: bool(said.outcome),
    "measure": lambda said: bool(said.measure),
    "audience": lambda said: bool(said.audience),
    "audience needs": lambda said: bool(said.audience_needs),
    "sensitivities": lambda said: bool(said.sensitivities),
    "right means": lambda said: said.right_means is not None and bool(said.right_means_because),
    "other routes": lambda said: bool(said.other_routes or said.no_routes_because),
    "results plan": lambda said: bool(said.results_plan),
    "time": lambda said: said.minutes_a_week is not None,
    "cost": lambda said: said.cost_pence is not None,
    "risk": lambda said: bool(said.risks),
    "continuity": lambda said: bool(said.continuity and said.cover),
    "closure": lambda said: bool(said.closure),
}
PARTS = tuple(_PARTS)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return {name: _plain(one) for name, one in value.items()} if isinstance(value, dict) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
