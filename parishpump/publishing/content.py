"""What a post says, exactly: the content that is judged, sealed and sent. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from parishpump.networks.contract import Limits


@dataclass(frozen=True)
class Shown:
    """Somebody who can be recognised in a picture."""

    who: str
    child: bool = False
    identifiable: bool = True
    consent: str = ""
    given_on: str = ""

    @property
    def given_day(self) -> date | None:
        return date.fromisoformat(self.given_on) if self.given_on else None


@dataclass(frozen=True)
class PictureUse:
    """A picture as this post uses it: `sha256` of its bytes, and the facts that its use rests on. Days are ISO 8601."""

    picture_id: int
    sha256: str
    alt: str
    owner: str = ""
    licence: str = ""
    credit: str = ""
    filename: str = ""
    people: tuple[Shown, ...] = ()
    source: str = ""
    scope: str = ""
    expires_on: str = ""

    @property
    def last_day(self) -> date | None:
        return date.fromisoformat(self.expires_on) if self.expires_on else None


@dataclass(frozen=True)
class Answering:
    """What a post answers: the network's own names of the message and its thread, and where mail goes.

    Such a post goes to one person or thread alone: it has no copy on the noticeboard.
    """

    reference: str
    thread: str = ""
    to: str = ""


@dataclass(frozen=True)
class Content:
    """One version of a post. Moments are aware datetimes in UTC; `goes_out_wall` keeps the hour that was meant."""

    title: str
    text: str
    zone: str
    channel_ids: tuple[int, ...] = ()
    own_texts: Mapping[int, str] = field(default_factory=dict)
    pictures: tuple[PictureUse, ...] = ()
    sources: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    category: str = ""
    audience: str = ""
    purpose: str = ""
    link: str = ""
    goes_out: datetime | None = None
    goes_out_wall: str = ""
    repeat: str = ""
    repeat_until: date | None = None
    comes_down: datetime | None = None
    event_start: datetime | None = None
    event_end: datetime | None = None
    venue: str = ""
    correction: str = ""
    campaign_id: int | None = None
    outcome: str = ""
    results_plan: str = ""
    other_routes: tuple[str, ...] = ()
    sensitivities: str = ""
    equality_note: str = ""
    public_already: bool | None = None
    permissions: tuple[str, ...] = ()
    paid: bool = False
    spending_authority: str = ""
    risks: tuple[str, ...] = ()
    answering: Answering | None = None

    def as_record(self) -> dict[str, Any]:
        """JSON values only, for the seal and the archive.

        Facts that later versions of the software added are left out where they are empty: a seal that was given before
        they existed is still the seal of the same content.
        """
        facts = asdict(self)
        facts["own_texts"] = {str(channel): text for channel, text in sorted(self.own_texts.items())}
        facts["channel_ids"] = list(self.channel_ids)
        for name in ("sources", "named", "positions"):
            facts[name] = list(facts[name])
        facts["pictures"] = [_use_as_record(use) for use in self.pictures]
        for name in ("goes_out", "repeat_until", "comes_down", "event_start", "event_end"):
            facts[name] = facts[name].isoformat() if facts[name] else None
        for name in _LISTED_LATER:
            facts[name] = list(facts[name])
        return _without_empty(facts, _ADDED_LATER)


_LISTED_LATER = ("other_routes", "permissions", "risks")
_ADDED_LATER = (
    *("campaign_id", "outcome", "results_plan", "sensitivities", "equality_note"),
    *("public_already", "paid", "spending_authority"),
    "answering",
    *_LISTED_LATER,
)


def _use_as_record(use: PictureUse) -> dict[str, Any]:
    people = [_without_empty(asdict(one), ("given_on",)) for one in use.people]
    return _without_empty({**asdict(use), "people": people}, ("source", "scope", "expires_on"))


def _without_empty(facts: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    empty = {name for name in names if facts[name] in ("", None, []) or (name == "paid" and not facts[name])}
    return {name: value for name, value in facts.items() if name not in empty}


def words_for(content: Content, channel_id: int, *, address: str, limits: Limits) -> str:
    """Exactly what goes out on a channel: its own text or the common one, and the address of the web copy.

    Where the council has the room (`limits.characters` is None or the text fits) nothing is ever cut: what is too long
    is a finding of the policy, not a reason to send something else than what was approved.
    """
    text = content.own_texts.get(channel_id) or content.text
    if not address or address in text:
        return text
    gap = "\n\n" if limits.characters is None or limits.characters > 400 else " "
    return f"{text.rstrip()}{gap}{address}"
