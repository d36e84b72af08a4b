"""A draft as the policy sees it: plain frozen facts, gathered by whoever asks for a judgement."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Counting = Literal["characters", "graphemes"]
SourceKind = Literal["minute", "report", "page", "delegation", "other"]
Rating = Literal["low", "medium", "high"]


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
    """Somebody in a picture, named by what they are.

    `consent` is where the written consent is kept, or empty; `consent_until` is when it ends, where it does.
    """

    who: str
    child: bool = False
    identifiable: bool = True
    consent: str = ""
    consent_until: datetime | None = None


@dataclass(frozen=True)
class Media:
    """A picture or recording with its passport; `until` is when the right to use it ends, where it does.

    `lacks` is what the council's library still misses in the passport, or holds against its use, each in words;
    `retired` says why it was taken out of use, where it was.
    """

    alt: str = ""
    owner: str = ""
    licence: str = ""
    credit: str = ""
    filename: str = ""
    people: tuple[PersonShown, ...] = ()
    until: datetime | None = None
    lacks: tuple[str, ...] = ()
    retired: str = ""


@dataclass(frozen=True)
class Risk:
    """What may go wrong, how bad it would be, what is done about it and whose task that is."""

    what: str
    rating: Rating = "low"
    mitigation: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Permission:
    """Leave to publish what is not public yet: from whom, and for what."""

    given_by: str
    covers: str = ""


@dataclass(frozen=True)
class Campaign:
    """A campaign or activity that the council deploys; its posts inherit what they do not say themselves."""

    name: str
    approved: bool = False
    purpose: str = ""
    outcome: str = ""
    results_plan: str = ""
    audience: tuple[str, ...] = ()
    sensitivities: str = ""
    equality_note: str = ""
    other_routes: tuple[str, ...] = ()
    risks: tuple[Risk, ...] = ()


@dataclass(frozen=True)
class Election:
    """One election on the council's calendar: the notice of election opens the period, the close of poll ends it.

    `candidates` are the persons nominated, once the returning officer has published who they are.
    """

    area: str
    notice: datetime
    poll: datetime
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class SensitivePeriod:
    """A time in which the council speaks with particular care: mourning, a referendum, a day to be mindful of."""

    name: str
    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class ClosedItem:
    """An item that a meeting took with the public excluded; `words` are those by which it would be known."""

    words: str
    reference: str = ""


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
    `partners` are the bodies of the partner directory, whose posts may be shared. `live_matters` are the names by
    which investigations and court cases that are still running are known.
    """

    elections: tuple[Election, ...] = ()
    minuted_positions: tuple[MinutedPosition, ...] = ()
    named_parties_approved: tuple[str, ...] = ()
    known_parties: tuple[str, ...] = ()
    own_contacts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    sensitive_periods: tuple[SensitivePeriod, ...] = ()
    closed_items: tuple[ClosedItem, ...] = ()
    live_matters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """One communication before it goes out. Moments are aware; a naive one is read as Europe/London.

    `public_already` is the author's answer to “is this in the public domain?”, None where nobody was asked.
    `spending_authority` is the minute or delegation behind money spent on it; `paid` says that reach is bought.
    `is_answer`: it goes to whoever asked, where they asked, and announces nothing. `asker`: the words of an answer for
    everybody that name or reach somebody who asked.
    """

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
    outcome: str = ""
    results_plan: str = ""
    other_routes: tuple[str, ...] = ()
    sensitivities: str = ""
    equality_note: str = ""
    risks: tuple[Risk, ...] = ()
    campaign: Campaign | None = None
    public_already: bool | None = None
    permissions: tuple[Permission, ...] = ()
    paid: bool = False
    spending_authority: str = ""
    is_answer: bool = False
    asker: tuple[str, ...] = ()
