"""A picture's passport, and the file in which a picture arrives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from parishpump.publishing.forms.typed import PEOPLE_AT_MOST, Typed, TypedPerson, TypedPicture, typed_day
from parishpump.publishing.models import Picture
from parishpump.publishing.passports import Facts, is_own_work
from parishpump.ui.forms import PumpForm


class PassportForm(PumpForm):
    """What the use of one picture rests on."""

    alt = forms.CharField(
        label="Alt text: what the picture tells",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For people who cannot see it. It travels with the picture to every channel.",
    )
    owner = forms.CharField(label="Owner", required=False, help_text="Who holds the copyright.")
    licence = forms.CharField(label="Licence", required=False, help_text="“Own work”, or what allows it.")
    source = forms.CharField(
        label="Where it came from", required=False, help_text="Who sent it, or its web address. Not for own work."
    )
    credit = forms.CharField(label="Credit, as it is to be shown", required=False)


class PersonShownForm(PumpForm):
    """Somebody who is to be seen in a picture."""

    who = forms.CharField(label="Who is shown", required=False, help_text="“A volunteer”, not a name.")
    child = forms.BooleanField(label="Under 18", required=False)
    identifiable = forms.BooleanField(label="Can be recognised", required=False)
    consent = forms.CharField(
        label="Where their written consent is kept",
        required=False,
        help_text="For a child, a parent’s. For an adult, or say why none is needed.",
    )
    given_on: forms.Field = forms.CharField(
        label="Day on which it was given", required=False, help_text="Like 3 March 2026."
    )


@dataclass(frozen=True)
class PictureFields:
    """One picture of the draft with its passport's fields, and a row for each person shown and one more."""

    picture: Picture
    typed: TypedPicture
    number: int
    first: bool
    last: bool
    passport: PassportForm
    people: tuple[PersonShownForm, ...]

    @property
    def missing(self) -> list[str]:
        """What its passport still lacks, in words."""
        wanted = (("alt", "Alt text"), ("owner", "Owner"), ("licence", "Licence"))
        lacks = [words for name, words in wanted if not getattr(self.typed, name).strip()]
        if not self.typed.source.strip() and not is_own_work(Facts(owner=self.typed.owner, licence=self.typed.licence)):
            lacks.append("Where it came from")
        return lacks + [words for one in self.typed.people if (words := _lacking(one))]

    @property
    def barred(self) -> str:
        """Why the library does not let this picture go out, whatever is typed here; else empty."""
        if hasattr(self.picture, "retirement"):
            return f"It was taken out of use: {self.picture.retirement.reason}"
        gone = [one.who or "somebody shown" for one in self.picture.facts.people if one.withdrawn_on]
        return f"Consent was withdrawn: {', '.join(gone)}." if gone else ""


def _lacking(one: TypedPerson) -> str:
    who = one.who or "a person shown"
    if not one.identifiable:
        return ""
    if one.child and not one.consent.strip():
        return f"Written permission of a parent for {who}"
    if one.child and not one.given_on.strip():
        return f"Day of the parent’s permission for {who}"
    return "" if one.consent.strip() else f"Consent of {who}"


def with_passports(typed: Typed, pictures: Mapping[int, Picture]) -> Typed:
    """The draft with what the library says of its pictures, where that changed since it was typed or was not yet in."""
    return replace(typed, pictures=tuple(_with_passport(one, pictures.get(one.id)) for one in typed.pictures))


def _with_passport(one: TypedPicture, picture: Picture | None) -> TypedPicture:
    if picture is None or picture.passport_number == one.passport:
        return one
    facts = picture.facts
    people = (
        TypedPerson(each.who, each.child, each.identifiable, each.consent, typed_day(each.given_on))
        for each in facts.people
    )
    return TypedPicture(
        one.id,
        one.alt if one.alt.strip() else facts.alt,
        facts.owner,
        facts.licence,
        facts.credit,
        tuple(people),
        facts.source,
        picture.passport_number,
    )


def picture_fields(typed: Typed, pictures: Mapping[int, Picture]) -> list[PictureFields]:
    """The fields of every picture in the draft, in order."""
    used = [one for one in typed.pictures if one.id in pictures]
    return [
        PictureFields(
            pictures[one.id],
            one,
            number,
            number == 1,
            number == len(used),
            PassportForm(initial=vars(one), prefix=f"picture_{one.id}"),
            _people(one),
        )
        for number, one in enumerate(used, start=1)
    ]


def _people(one: TypedPicture) -> tuple[PersonShownForm, ...]:
    rows = [*one.people, TypedPerson()][:PEOPLE_AT_MOST]
    return tuple(
        PersonShownForm(initial=vars(person), prefix=f"picture_{one.id}_{row}") for row, person in enumerate(rows)
    )


def with_picture(typed: Typed, picture: Picture) -> Typed:
    """The draft with one more picture at the end. A picture that is there already is not added again."""
    if any(one.id == picture.id for one in typed.pictures):
        return typed
    return with_passports(replace(typed, pictures=(*typed.pictures, TypedPicture(picture.id))), {picture.id: picture})


def without_picture(typed: Typed, number: int) -> Typed:
    """The draft without a picture, by the picture's id."""
    return replace(typed, pictures=tuple(one for one in typed.pictures if one.id != number))


def with_picture_earlier(typed: Typed, number: int) -> Typed:
    """The draft with a picture, by its id, one place nearer the front."""
    order = list(typed.pictures)
    place = next((index for index, one in enumerate(order) if one.id == number), 0)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    return replace(typed, pictures=tuple(order))


class ProofForm(PumpForm):
    """Proof that something was put up by hand: its address, or a picture of it."""

    address = forms.URLField(
        label="Address of the post",
        max_length=600,
        required=False,
        assume_scheme="https",
        help_text="Open the post where you put it up, and copy the address from the browser.",
    )
    screenshot = forms.FileField(
        label="Or a screenshot of it", required=False, help_text="JPEG or PNG, at most 15 MB, where it has no address."
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("address") and not cleaned.get("screenshot"):
            self.add_error("address", "Paste the address, or add a screenshot: one of them is the proof.")
        return cleaned
