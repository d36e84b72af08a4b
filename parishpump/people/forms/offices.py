"""Entering an office, ending it, and taking up the invitation to it."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from parishpump.people.forms.plain import PASSWORD_HINT
from parishpump.people.models import Office, Person
from parishpump.people.powers import OFFICES, PEOPLE
from parishpump.people.queries import leaves_nobody
from parishpump.ui.forms import PumpForm

LIKE = "Like 12/5/2026."
LAST_ONE = (
    "Then nobody could manage people any more, and nobody could be let in again. "
    "Give somebody else a delegation to manage people first."
)


def day_field(label: str, hint: str = LIKE, **options: Any) -> forms.DateField:
    """A day, typed as 12/5/2026."""
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
    return forms.DateField(label=label, help_text=hint, widget=widget, **options)


class OfficeForm(PumpForm):
    """Who takes up which office."""

    kind = forms.ChoiceField(label="Office", choices=OFFICES, initial=OFFICES[0][0])
    title = forms.CharField(
        label="This council's own word for it",
        required=False,
        max_length=80,
        help_text="Only if it differs, such as Town Clerk. The public sees it.",
    )
    name = forms.CharField(
        label="Name of the person", max_length=120, help_text="For colleagues. The public never sees it."
    )
    email = forms.EmailField(label="Email address", help_text="It is what the person signs in with.", max_length=254)
    since = day_field("In office since")
    minute = forms.CharField(
        label="Minute",
        max_length=64,
        help_text="The one that appointed this person, or noted the election, like 2026/100.",
    )
    invite = forms.BooleanField(
        label="Send the invitation now",
        required=False,
        initial=True,
        help_text="An email with a link for choosing a password. It is good for 14 days.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        held = Office.objects.filter(
            person__email__iexact=cleaned.get("email", ""), kind=cleaned.get("kind", ""), until__isnull=True
        )
        if held.exists():
            self.add_error("email", "The person with this address holds that office already. Look in the register.")
        return cleaned


class EndForm(PumpForm):
    """The last day of an office."""

    until = day_field("Last day in office")

    def __init__(self, *args: Any, office: Office, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.office, self.at = office, at

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until < self.office.since:
            raise ValidationError("The last day is before the first. Check the year.")
        if leaves_nobody(PEOPLE, at=self.at, office=self.office):
            raise ValidationError(LAST_ONE)
        return until


class InvitedForm(PumpForm):
    """What somebody says of themselves when they come in for the first time."""

    name = forms.CharField(
        label="Your name", max_length=120, help_text="For colleagues. The public sees your office only."
    )
    password1 = forms.CharField(
        label="Password",
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="The same again", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, initial={"name": person.name}, **options)
        self.person = person

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password1") and cleaned["password1"] != cleaned.get("password2"):
            self.add_error("password2", "The two passwords differ. Type the same twice.")
        return cleaned
