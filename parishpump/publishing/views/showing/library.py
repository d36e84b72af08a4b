"""The library of pictures as its pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from parishpump.people.powers import WITHDRAW, WRITE
from parishpump.people.queries import Acting
from parishpump.publishing.models import Picture
from parishpump.publishing.passports import PersonPictured, consent_withdrawn
from parishpump.publishing.queries.library import ENDING_WITHIN, uses_of
from parishpump.publishing.views.showing.previews import ShownPicture
from parishpump.publishing.views.showing.states import State
from parishpump.ui import words

CHIPS = {
    "all": "All",
    "usable": "Complete",
    "incomplete": "Not complete",
    "ending": "End soon",
    "ended": "Ended",
    "withdrawn": "Consent withdrawn",
    "retired": "Out of use",
}


@dataclass(frozen=True)
class Row:
    """One picture in the list: how it looks, how it stands, and what its passport lacks."""

    picture: Picture
    shown: ShownPicture
    state: State
    url: str
    missing: tuple[str, ...]


def rows(pictures: Iterable[Picture], *, day: date) -> list[Row]:
    """The list, each picture with its state."""
    return [
        Row(one, shown_in_library(one), standing(one, day), reverse("passport", args=[one.id]), _missing(one))
        for one in pictures
    ]


def shown_in_library(picture: Picture) -> ShownPicture:
    """A picture with the library's own alt text."""
    alt = picture.facts.alt or "Not described yet"
    return ShownPicture(reverse("picture", args=[picture.id]), alt, picture.width, picture.height)


def _missing(picture: Picture) -> tuple[str, ...]:
    return tuple(picture.passport.missing) if picture.passport else ("Everything: nobody has described it yet",)


def standing(picture: Picture, day: date) -> State:
    """How a picture stands, the most pressing first."""
    if hasattr(picture, "retirement"):
        return State("quiet", "Out of use", picture.retirement.reason)
    if consent_withdrawn(picture.facts):
        return State("late", "Consent withdrawn", "No new post can show it.")
    ends = picture.passport.expires_on if picture.passport else None
    if ends is not None and ends < day:
        return State("late", "Ended", f"It could be used until {words.plain_day(ends)}.")
    if picture.passport is None or picture.passport.missing:
        return State("must", "Not complete", "It cannot go out like this.")
    if ends is not None and ends <= day + ENDING_WITHIN:
        return State("due", "Ends soon", f"It can be used until {words.plain_day(ends)}.")
    return State("done", "Complete", f"It can be used until {words.plain_day(ends)}." if ends else "")


@dataclass(frozen=True)
class ShownPerson:
    """Somebody shown, with the place in the passport by which their consent is withdrawn."""

    place: int
    person: PersonPictured
    given_on: str
    withdrawn_on: str


def passport_context(picture: Picture, acting: Acting, *, day: date) -> dict[str, Any]:
    """Everything on a picture's page but its forms."""
    facts = picture.facts
    uses = uses_of(picture, day=day)
    return {
        "picture": picture,
        "shown": shown_in_library(picture),
        "state": standing(picture, day),
        "missing": _missing(picture) if picture.passport is None or picture.passport.missing else (),
        "facts": facts,
        "people": [
            ShownPerson(place, one, _day(one.given_on), _day(one.withdrawn_on))
            for place, one in enumerate(facts.people)
        ],
        "uses": uses,
        "take_down": [use for use in uses if use.on_show] if consent_withdrawn(facts) else [],
        "versions": list(picture.passports.order_by("-number")),
        "may_write": acting.may(WRITE),
        "may_withdraw": acting.may(WITHDRAW),
        "trail": [("Pictures", reverse("library"))],
    }


def _day(iso: str) -> str:
    return words.plain_day(date.fromisoformat(iso)) if iso else ""
