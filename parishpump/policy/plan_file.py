"""What a draft's file says of plans: risks, permissions and the campaign that the draft belongs to."""

from typing import cast

from parishpump.policy.draft import Campaign, Permission, Rating, Risk
from parishpump.policy.json_reader import Reader

_RATINGS = ("low", "medium", "high")


def risk_of(row: Reader) -> Risk:
    """One risk; a rating that is not low, medium or high is a fault."""
    row.only("what", "rating", "mitigation", "owner")
    rating = row.words("rating") or "low"
    if rating not in _RATINGS:
        row.faults.append(f"{row.path}rating must be low, medium or high")
    return Risk(row.words("what"), cast(Rating, rating), row.words("mitigation"), row.words("owner"))


def permission_of(row: Reader) -> Permission:
    """Leave to publish."""
    row.only("given_by", "covers")
    return Permission(row.words("given_by"), row.words("covers"))


def campaign_of(top: Reader) -> Campaign | None:
    """The campaign, where the file names one."""
    if top.values.get("campaign") is None:
        return None
    row = top.inner("campaign").only(
        "name", "approved", "purpose", "outcome", "results_plan", "audience", "sensitivities", "equality_note",
        "other_routes", "risks",
    )  # fmt: skip
    return Campaign(
        name=row.words("name"),
        approved=row.truth("approved", False),
        purpose=row.words("purpose"),
        outcome=row.words("outcome"),
        results_plan=row.words("results_plan"),
        audience=row.names("audience"),
        sensitivities=row.words("sensitivities"),
        equality_note=row.words("equality_note"),
        other_routes=row.names("other_routes"),
        risks=row.each("risks", risk_of),
    )
