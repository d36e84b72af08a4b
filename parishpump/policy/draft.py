"""A draft as the policy sees it: plain frozen facts, gathered by whoever asks for a judgement."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Counting = Literal["characters", "graphemes"]
SourceKind = Literal["minute", "report", "page", "delegation", "other"]


@dataclass(frozen=True)
class ChannelText:
    """The exact text one channel will carry; its limit (None: no limit), and what a web address counts there."""

    channel: str
    text: str
    network: str = ""
    limit: int | None = None
    counts: Counting = "characters"
    url_counts: int | None = None


@dataclass(frozen=True)
class Source:
    """What a statement rests on."""

    kind: SourceKind
    reference: str = ""
    address: str = ""


@dataclass(frozen=True)
class PersonShown:
    """Somebody in a picture, named by what they are; `consent` is where the written consent is kept, or empty."""

    who: str
    child: bool = False
    identifiable: bool = True
    consent: str = ""


@dataclass(frozen=True)
class Media:
    """A picture or recording with its passport."""

    alt: str = ""
    owner: str = ""
    licence: str = ""
    credit: str = ""
    filename: str = ""
    people: tuple[PersonShown, ...] = ()


@dataclass(frozen=True)
class Election:
    """One election on the council's calendar: the notice of election opens the period, the close of poll ends it."""

    area: str
    notice: datetime
    poll: datetime


@dataclass(frozen=True)
class MinutedPosition:
    """Words that the council adopted, and the minute that holds them."""

    words: str
    reference: str = ""


@dataclass(frozen=True)
class CouncilFacts:
    """What the council has on record that a judgement needs.

    `own_contacts` are telephone numbers, email addresses and postcodes that the council publishes itself.
    `known_parties` are customers, partners and suppliers; `named_parties_approved` are those who agreed to be named.
    """

    elections: tuple[Election, ...] = ()
    minuted_positions: tuple[MinutedPosition, ...] = ()
    named_parties_approved: tuple[str, ...] = ()
    known_parties: tuple[str, ...] = ()
    own_contacts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """One communication before it goes out. Moments are aware; a naive one is read as Europe/London."""

    text: str
    headline: str = ""
    channels: tuple[ChannelText, ...] = ()
    category: str = ""
    sources: tuple[Source, ...] = ()
    media: tuple[Media, ...] = ()
    event_start: datetime | None = None
    event_end: datetime | None = None
    expiry: datetime | None = None
    scheduled_for: datetime | None = None
    repeats: tuple[datetime, ...] = ()
    purpose: str = ""
    audience: tuple[str, ...] = ()
    council: CouncilFacts = field(default_factory=CouncilFacts)
