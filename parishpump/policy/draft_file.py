"""A draft read from JSON, strictly: an unknown key or a wrong type is named with its path, all of them at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parishpump.policy.council_file import council_of
from parishpump.policy.draft import ChannelText, Counting, Draft, Media, Permission, PersonShown, Source
from parishpump.policy.errors import DraftError
from parishpump.policy.json_reader import Reader
from parishpump.policy.plan_file import campaign_of, permission_of, risk_of
from parishpump.policy.source_kinds import kind_of, source_of

_NO_ONE = ("", "no", "none")


@dataclass(frozen=True)
class Limit:
    """What one channel takes: most characters (None: any number), how it counts them, what a web address counts."""

    limit: int | None
    counts: Counting = "characters"
    url_counts: int | None = None
    network: str = ""


def parse_draft(text: str, limits: Mapping[str, Limit] | None = None) -> Draft:
    """The draft that a JSON text describes; DraftError names everything that is wrong with it.

    Moments are ISO 8601, in England where they name no zone. `limits` gives each channel's limit by its name in
    small letters.
    """
    top = Reader(_object(text)).only(
        "headline", "text", "channels", "category", "sources", "media", "event_start", "event_end", "expiry",
        "scheduled_for", "repeats", "purpose", "audience", "council", "outcome", "results_plan", "other_routes",
        "sensitivities", "equality_note", "risks", "campaign", "public_already", "permissions", "paid",
        "spending_authority", "asker",
    )  # fmt: skip
    if "text" not in top.values:
        top.faults.append("text is missing")
    draft = _draft(top, limits or {})
    if top.faults:
        raise DraftError(top.faults)
    return draft


def _object(text: str) -> Mapping[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DraftError([f"this is not JSON: {error}"]) from error
    if not isinstance(values, dict):
        raise DraftError(["a draft is a JSON object"])
    return values


def _draft(top: Reader, limits: Mapping[str, Limit]) -> Draft:
    text = top.words("text")
    return Draft(
        text=text,
        headline=top.words("headline"),
        channels=top.each(
            "channels", lambda row: _channel(row, text, limits), lambda name: _limited(name, text, limits)
        ),
        category=top.words("category"),
        sources=top.each("sources", _source, source_of),
        media=top.each("media", _media),
        event_start=top.moment("event_start"),
        event_end=top.moment("event_end", at_end_of_day=True) or _end_of_day(top),
        expiry=top.moment("expiry", at_end_of_day=True),
        scheduled_for=top.moment("scheduled_for"),
        repeats=top.moments("repeats"),
        purpose=top.words("purpose"),
        audience=top.names("audience"),
        council=council_of(top),
        outcome=top.words("outcome"),
        results_plan=top.words("results_plan"),
        other_routes=top.names("other_routes"),
        sensitivities=top.words("sensitivities"),
        equality_note=top.words("equality_note"),
        risks=top.each("risks", risk_of),
        campaign=campaign_of(top),
        public_already=top.truth("public_already", False) if "public_already" in top.values else None,
        permissions=top.each("permissions", permission_of, Permission),
        paid=top.truth("paid", False),
        spending_authority=top.words("spending_authority"),
        asker=top.names("asker"),
    )


def _end_of_day(top: Reader) -> datetime | None:
    """An event given by its day alone lasts until that day is over."""
    start = top.values.get("event_start")
    is_day = isinstance(start, str) and len(start) == 10 and "event_end" not in top.values
    return Reader(top.values).moment("event_start", at_end_of_day=True) if is_day else None


def _channel(row: Reader, text: str, limits: Mapping[str, Limit]) -> ChannelText:
    row.only("name", "text")
    if not row.words("name"):
        row.faults.append(f"{row.path}name is missing")
    return _limited(row.words("name"), row.words("text") or text, limits)


def _limited(name: str, text: str, limits: Mapping[str, Limit]) -> ChannelText:
    known = limits.get(name.strip().lower(), Limit(None))
    return ChannelText(name, text, known.network or name, known.limit, known.counts, known.url_counts)


def _source(row: Reader) -> Source:
    row.only("kind", "reference", "address")
    kind = row.words("kind")
    if kind and kind_of(kind) is None:
        row.faults.append(f"{row.path}kind must be minute, report, page, delegation or other")
    reference, address = row.words("reference"), row.words("address")
    return Source(kind_of(kind) or source_of(reference or address).kind, reference, address)


def _media(row: Reader) -> Media:
    row.only("alt", "owner", "licence", "credit", "filename", "people", "until", "lacks", "retired")
    return Media(
        alt=row.words("alt"),
        owner=row.words("owner"),
        licence=row.words("licence"),
        credit=row.words("credit"),
        filename=row.words("filename"),
        people=row.each("people", _person),
        until=row.moment("until", at_end_of_day=True),
        lacks=row.names("lacks"),
        retired=row.words("retired"),
    )


def _person(row: Reader) -> PersonShown:
    row.only("who", "child", "identifiable", "consent", "consent_until")
    return PersonShown(
        who=row.words("who"),
        child=row.truth("child", False),
        identifiable=row.truth("identifiable", True),
        consent=_consent(row),
        consent_until=row.moment("consent_until", at_end_of_day=True),
    )


def _consent(row: Reader) -> str:
    """Consent is true or false, or the words that say where it is kept."""
    value = row.values.get("consent")
    if isinstance(value, bool):
        return "on file" if value else ""
    words = row.words("consent") if value is None or isinstance(value, str) else ""
    if value is not None and not isinstance(value, str):
        row.faults.append(f"{row.path}consent must be true, false or text")
    return "" if words.strip().lower() in _NO_ONE else words
