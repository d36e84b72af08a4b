"""What a post says, exactly: the content that is judged, sealed and sent. Pure."""

from collections.abc import Mapping
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


@dataclass(frozen=True)
class PictureUse:
    """A picture as this post uses it: `sha256` of its bytes, and the facts that its use rests on."""

    picture_id: int
    sha256: str
    alt: str
    owner: str = ""
    licence: str = ""
    credit: str = ""
    filename: str = ""
    people: tuple[Shown, ...] = ()


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

    def as_record(self) -> dict[str, Any]:
        """JSON values only, for the seal and the archive."""
        facts = asdict(self)
        facts["own_texts"] = {str(channel): text for channel, text in sorted(self.own_texts.items())}
        facts["channel_ids"] = list(self.channel_ids)
        for name in ("sources", "named", "positions"):
            facts[name] = list(facts[name])
        facts["pictures"] = [{**asdict(use), "people": [asdict(one) for one in use.people]} for use in self.pictures]
        for name in ("goes_out", "repeat_until", "comes_down", "event_start", "event_end"):
            facts[name] = facts[name].isoformat() if facts[name] else None
        return facts


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
