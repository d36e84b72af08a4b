"""Opening a channel, signing in to it, closing it."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator, URLValidator

from parishpump.channels.examination import Examination
from parishpump.channels.kinds import Kind
from parishpump.networks.registry import Field
from parishpump.ui.forms import PumpForm, speak_plainly

LONGEST_SECRET = 500
LISTED = "The official channels page lists it, so that people can tell it from a false one."
NOT_SHOWN_AGAIN = "It is never shown again, so after an error it has to be typed once more."
EMAIL_ADDRESS = EmailValidator(
    message="“The address that people write to” is not a whole email address. Write it like clerk@council.example."
)


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


def page_field(*, required: bool = True) -> forms.URLField:
    """The public page of a channel."""
    return forms.URLField(
        label="Its public page",
        max_length=500,
        required=required,
        assume_scheme="https",
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=("“Its public page” is not a whole web address. Write it like https://council.example/page."),
            )
        ],
        help_text=LISTED,
    )


def letter_field() -> forms.CharField:
    """The address that people write to, where a channel has no public page."""
    return forms.CharField(
        label="The address that people write to", max_length=320, validators=[EMAIL_ADDRESS], help_text=LISTED
    )


class OpeningForm(SignInForm):
    """Opening what was approved: where people find it, and the sign-in where there is one.

    A mailbox has no public page: people write to the address that it signs in with.
    """

    address = page_field()

    def __init__(self, *args: Any, kind: Kind, **options: Any) -> None:
        super().__init__(*args, kind=kind, **options)
        if kind.by_letter:
            del self.fields["address"]
            self.fields["sign_in_address"] = shown = letter_field()
            speak_plainly(shown, "sign_in_address")

    @property
    def found_at(self) -> str:
        """Its public page, or the address that people write to."""
        return str(self.cleaned_data["sign_in_address" if self.kind.by_letter else "address"])


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
