"""Opening a channel, signing in to it, closing it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from parishpump.channels.actions import Opening
from parishpump.channels.examination import Examination
from parishpump.channels.kinds import Kind
from parishpump.channels.queries import channels_open
from parishpump.networks.registry import Field
from parishpump.ui.forms import PumpForm, speak_plainly

LONGEST_SECRET = 500
NOT_SHOWN_AGAIN = "It is never shown again, so after an error it has to be typed once more."


class SignInForm(PumpForm):
    """What a network wants to know of us. A secret is never put back into the page, whatever was wrong."""

    def __init__(self, *args: Any, kind: Kind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        for one in kind.fields:
            self.fields[_name(one)] = shown = _field(one, kind.usual.get(one.name, ""))
            speak_plainly(shown, one.name)

    @property
    def credentials(self) -> dict[str, str]:
        """What was typed, under the names that the network's client knows."""
        return {one.name: self.cleaned_data[_name(one)] for one in self.kind.fields}

    def refuse(self, examination: Examination) -> None:
        """Say what the network said to a sign-in that does not work, or that could not be tried."""
        if examination.passing:
            self.add_error(
                None,
                (
                    f"{examination.message} So nobody knows yet whether this sign-in is right, and nothing was kept. "
                    "Try again in a few minutes."
                ),
            )
            return
        secret = next((_name(one) for one in self.kind.fields if one.secret), None)
        self.add_error(secret, f"{examination.message} Nothing was kept. Check each field, then type this one again.")


class OpeningForm(SignInForm):
    """A new channel: what it is, why the council has it, and the sign-in where there is one."""

    name = forms.CharField(label="What you call it", max_length=80, help_text="Such as “Council Facebook Page”.")
    address = forms.URLField(
        label="Its public page",
        max_length=500,
        assume_scheme="https",
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=("“Its public page” is not a whole web address. Write it like https://council.example/page."),
            )
        ],
        help_text="The official channels page lists it, so that people can tell it from a false one.",
    )
    purpose = forms.CharField(
        label="What it is for", max_length=200, help_text="Such as “News for people who use Bluesky”."
    )
    minute = forms.CharField(
        label="Minute, or the Clerk's approval", max_length=64, help_text="What opened it, like 2026/140."
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if channels_open().filter(name__iexact=name).exists():
            raise ValidationError("Another channel has this name. Give this one a name that tells them apart.")
        return name

    @property
    def opening(self) -> Opening:
        said = self.cleaned_data
        return Opening(said["name"], self.kind.key, said["address"], said["purpose"], said["minute"])


class ClosingForm(PumpForm):
    """Why a channel is closed."""

    reason = forms.CharField(
        label="Why it is closed", max_length=300, help_text="It goes on the record, with the minute where there is one."
    )


def _name(one: Field) -> str:
    return f"sign_in_{one.name}"


def _field(one: Field, usual: str) -> forms.CharField:
    if not one.secret:
        shown = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"})
        return forms.CharField(
            label=one.label, help_text=one.hint, max_length=LONGEST_SECRET, widget=shown, initial=usual
        )
    hidden = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False)
    hint = f"{one.hint} {NOT_SHOWN_AGAIN}"
    return forms.CharField(label=one.label, help_text=hint, max_length=LONGEST_SECRET, widget=hidden)
