"""The composer's fields as they were typed, kept whatever their state: what a draft holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from parishpump.publishing.content import Content, PictureUse
from parishpump.ui import words

FIELDS = (
    "title",
    "text",
    "category",
    "audience",
    "purpose",
    "sources",
    "named",
    "positions",
    "link",
    "goes_out",
    "repeat",
    "repeat_until",
    "comes_down",
    "event_start",
    "event_end",
    "venue",
    "correction",
    "campaign",
    "outcome",
    "results_plan",
    "other_routes",
    "sensitivities",
    "equality_note",
    "public_already",
    "permissions",
    "paid",
    "spending_authority",
    "risks",
)
LINES = ("sources", "named", "positions", "other_routes", "permissions", "risks")
# With these, the fullest form stays below the 600 fields that settings let through.
PEOPLE_AT_MOST = 8
PICTURES_AT_MOST = 12

# Neither JSON in the database nor any network takes these; nobody typed them knowingly.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class TypedPerson:
    """Somebody shown in a picture, as typed."""

    who: str = ""
    child: bool = False
    identifiable: bool = True
    consent: str = ""
    given_on: str = ""


@dataclass(frozen=True)
class TypedPicture:
    """The passport of a picture, as typed; `passport` is the version in the library that it began from, 0 for none."""

    id: int
    alt: str = ""
    owner: str = ""
    licence: str = ""
    credit: str = ""
    people: tuple[TypedPerson, ...] = ()
    source: str = ""
    passport: int = 0


@dataclass(frozen=True)
class Typed:
    """Everything in the composer: simple fields by name, chosen channels, own texts by channel id, pictures in order.

    `tab` names the browser tab that saved it, so that a tab never quarrels with itself.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    channels: tuple[int, ...] = ()
    own_texts: Mapping[int, str] = field(default_factory=dict)
    pictures: tuple[TypedPicture, ...] = ()
    tab: str = ""

    def as_kept(self) -> dict[str, Any]:
        """JSON values only, for the draft's row and for the session."""
        return {
            **{name: self.fields.get(name, "") for name in FIELDS},
            "channels": list(self.channels),
            "own_texts": {str(channel): text for channel, text in sorted(self.own_texts.items())},
            "pictures": [
                {**vars(picture), "people": [vars(one) for one in picture.people]} for picture in self.pictures
            ],
            "tab": self.tab,
        }

    def says_the_same_as(self, other: "Typed") -> bool:
        """Whether both hold the same words, whichever tab they came from."""
        return replace(self, tab="").as_kept() == replace(other, tab="").as_kept()

    def with_field(self, name: str, said: str) -> "Typed":
        return replace(self, fields={**self.fields, name: said})


def kept_typed(kept: Mapping[str, Any]) -> Typed:
    """What `as_kept` wrote; what is missing is empty."""
    return Typed(
        fields={name: str(kept.get(name, "")) for name in FIELDS},
        channels=tuple(int(channel) for channel in kept.get("channels", ())),
        own_texts={int(channel): str(text) for channel, text in kept.get("own_texts", {}).items()},
        pictures=tuple(
            TypedPicture(**{**picture, "people": tuple(TypedPerson(**one) for one in picture.get("people", ()))})
            for picture in kept.get("pictures", ())
        ),
        tab=str(kept.get("tab", "")),
    )


def posted_typed(posted: QueryDict) -> Typed:
    """What a browser sent. Line ends are made one, and what cannot be printed is left out."""
    own = {name.removeprefix("own_"): posted.get(name, "") for name in posted if name.startswith("own_")}
    return Typed(
        fields={name: plain(posted.get(name, "")) for name in FIELDS},
        channels=tuple(dict.fromkeys(_numbers(posted.getlist("channels")))),
        own_texts={int(channel): plain(text) for channel, text in own.items() if channel.isdecimal()},
        pictures=tuple(
            _posted_picture(posted, number)
            for number in list(dict.fromkeys(_numbers(posted.getlist("picture"))))[:PICTURES_AT_MOST]
        ),
        tab=plain(posted.get("tab", ""))[:32],
    )


def plain(text: str) -> str:
    """Text that every place it goes to can hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _numbers(posted: list[str]) -> list[int]:
    return [int(number) for number in posted if number.isdecimal() and len(number) < 19]


def _posted_picture(posted: QueryDict, number: int) -> TypedPicture:
    def said(name: str) -> str:
        return plain(posted.get(f"picture_{number}-{name}", ""))

    people = (_posted_person(posted, f"picture_{number}_{row}") for row in range(PEOPLE_AT_MOST))
    return TypedPicture(
        number,
        said("alt"),
        said("owner"),
        said("licence"),
        said("credit"),
        tuple(one for one in people if one.who or one.consent),
        said("source"),
        int(said("passport")) if said("passport").isdecimal() and len(said("passport")) < 9 else 0,
    )


def _posted_person(posted: QueryDict, row: str) -> TypedPerson:
    return TypedPerson(
        who=plain(posted.get(f"{row}-who", "")),
        child=f"{row}-child" in posted,
        identifiable=f"{row}-identifiable" in posted,
        consent=plain(posted.get(f"{row}-consent", "")),
        given_on=plain(posted.get(f"{row}-given_on", "")),
    )


def typed_of(content: Content) -> Typed:
    """What somebody would have typed to say this: for working on a post again, or starting another from it."""
    zone = ZoneInfo(content.zone)
    moments = {
        name: words.typed(when.astimezone(zone))
        for name in ("goes_out", "comes_down", "event_start", "event_end")
        if (when := getattr(content, name)) is not None
    }
    lines = {name: "\n".join(getattr(content, name)) for name in LINES}
    same = {
        name: getattr(content, name)
        for name in (
            *("title", "text", "category", "audience", "purpose", "link", "repeat", "venue", "correction"),
            *("outcome", "results_plan", "sensitivities", "equality_note", "spending_authority"),
        )
    }
    chosen = {
        "campaign": str(content.campaign_id or ""),
        "public_already": {True: "yes", False: "no", None: ""}[content.public_already],
        "paid": "on" if content.paid else "",
    }
    until = words.plain_day(content.repeat_until) if content.repeat_until else ""
    return Typed(
        fields={**same, **lines, **moments, **chosen, "repeat_until": until},
        channels=content.channel_ids,
        own_texts=dict(content.own_texts),
        pictures=tuple(_typed_picture(use) for use in content.pictures),
    )


def _typed_picture(use: PictureUse) -> TypedPicture:
    return TypedPicture(
        use.picture_id,
        use.alt,
        use.owner,
        use.licence,
        use.credit,
        tuple(
            TypedPerson(one.who, one.child, one.identifiable, one.consent, typed_day(one.given_on))
            for one in use.people
        ),
        use.source,
    )


def typed_day(iso: str) -> str:
    """A day as somebody would type it: 3 March 2026; empty for none."""
    return words.plain_day(date.fromisoformat(iso)) if iso else ""
