"""The passport of a picture in the library: everything that its use rests on, checked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from parishpump.publishing.forms.pictures import PassportForm, PersonShownForm
from parishpump.publishing.forms.typed import PEOPLE_AT_MOST, plain, typed_day
from parishpump.publishing.passports import Facts, PersonPictured
from parishpump.ui.forms import PumpForm, TypedMomentField

MIDNIGHT = time(0, 0)


class TypedDayField(TypedMomentField):
    """A day alone, typed as people type it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(usual_time=MIDNIGHT, **options)

    def echo(self, value: Any) -> str:
        return super().echo(value).partition(" at ")[0]


class LibraryPassportForm(PassportForm):
    """What the library knows of a picture, but the people shown."""

    scope = forms.CharField(
        label="What the permission covers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Such as “council channels, not for print”. Empty: everything that the licence allows.",
    )
    expires_on = TypedDayField(
        label="Last day of use",
        required=False,
        help_text="Like 31 December 2027. After it, no post can show the picture. Empty: it does not end.",
    )


class PictureOfSomebodyForm(PersonShownForm):
    """Somebody shown, with the day of their consent read as a day."""

    given_on: forms.Field = TypedDayField(
        label="Day on which it was given", required=False, help_text="Like 3 March 2026."
    )


class PassportForms:
    """The passport's form and a row for each person shown, and one more."""

    def __init__(self, facts: Facts, *, now: datetime, zone: ZoneInfo, posted: Mapping[str, Any] | None = None) -> None:
        self.facts, self.zone = facts, zone
        self.passport = LibraryPassportForm(posted, initial=_initial(facts), now=now, zone=zone)
        rows = [*facts.people, PersonPictured("")][:PEOPLE_AT_MOST]
        self.people = [
            PictureOfSomebodyForm(posted, initial=_person(one), prefix=f"person_{row}", now=now, zone=zone)
            for row, one in enumerate(rows)
        ]

    @property
    def all(self) -> list[PumpForm]:
        return [self.passport, *self.people]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.all]  # each one asked, so that each one says what is wrong
        return all(valid)

    def facts_said(self) -> Facts:
        """What a valid form says. A consent that was withdrawn stays so, unless a new one took its place."""
        said = self.passport.cleaned_data
        people = [_said_of(form, self.zone) for form in self.people]
        withdrawn = {(one.who, one.consent, one.given_on): one.withdrawn_on for one in self.facts.people}
        return Facts(
            alt=plain(said["alt"]).strip(),
            owner=plain(said["owner"]),
            licence=plain(said["licence"]),
            source=plain(said["source"]),
            credit=plain(said["credit"]),
            people=tuple(
                replace(one, withdrawn_on=withdrawn.get((one.who, one.consent, one.given_on), ""))
                for one in people
                if one.who or one.consent
            ),
            scope=plain(said["scope"]).strip(),
            expires_on=_day(said["expires_on"], self.zone),
        )


def _initial(facts: Facts) -> dict[str, Any]:
    ends = typed_day(facts.expires_on.isoformat()) if facts.expires_on else ""
    return {**vars(facts), "expires_on": ends}


def _person(one: PersonPictured) -> dict[str, Any]:
    return {**vars(one), "given_on": typed_day(one.given_on)}


def _said_of(form: PumpForm, zone: ZoneInfo) -> PersonPictured:
    said = form.cleaned_data
    given = _day(said["given_on"], zone)
    return PersonPictured(
        plain(said["who"]),
        said["child"],
        said["identifiable"],
        plain(said["consent"]),
        given.isoformat() if given else "",
    )


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None


class RetirementForm(PumpForm):
    """Why a picture is taken out of use."""

    reason = forms.CharField(
        label="Why is it taken out of use?",
        max_length=300,
        error_messages={"required": "Say why it is taken out of use: whoever chose it sees the reason."},
    )
