"""Forms of the desk: the first day of an installation."""

from dataclasses import fields
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from parishpump.councils.models import Council
from parishpump.people.models import Person
from parishpump.policy.packs import available_packs, load_pack
from parishpump.publishing.actions.founding import Charter
from parishpump.ui.forms import PumpForm

BASE = "base"


def pack_choices() -> list[tuple[str, str]]:
    """The policy packs that come with the software, by the name of the council whose policy they hold; base first."""
    packs = sorted((load_pack(name) for name in available_packs()), key=lambda pack: (pack.name != BASE, pack.council))
    return [(pack.name, _pack_words(pack.name, pack.council)) for pack in packs]


def _pack_words(name: str, council: str) -> str:
    return "Base: what the law asks of every council" if name == BASE else f"The policy of {council}"


class FirstDayForm(PumpForm):
    """The council, its policy and its Clerk."""

    name = forms.CharField(label="Name of the council", max_length=120, help_text="In full, as on the notice board.")
    kind = forms.ChoiceField(label="Kind", choices=Council.KINDS, initial="parish", widget=forms.RadioSelect)
    address = forms.URLField(
        label="Web address",
        max_length=200,
        assume_scheme="https",
        help_text="Where people find this site. Links and notices begin with it.",
    )
    pack = forms.ChoiceField(
        label="Policy to begin with",
        initial=BASE,
        widget=forms.RadioSelect,
        help_text="Base holds what the law asks of every English parish and town council, and the checks that go with "
        "it. A council's own policy adds its own rules on top.",
    )
    pack_minute = forms.CharField(
        label="Minute that adopted the policy",
        max_length=64,
        required=False,
        help_text="Like 2026/061. Leave it empty if the council has not adopted one yet.",
    )
    clerk_name = forms.CharField(
        label="Your name", max_length=120, help_text="For colleagues. The public sees “Clerk”, never a name."
    )
    clerk_email = forms.EmailField(label="Your email address", max_length=254, help_text="You sign in with it.")
    clerk_password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Three or four words that have nothing in common are easy to remember.",
    )
    password_again = forms.CharField(
        label="The same again", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    clerk_minute = forms.CharField(
        label="Minute that made you Clerk and delegated this to you", max_length=64, help_text="Like 2026/118."
    )
    ends = forms.DateField(
        label="Your delegation ends on",
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10"}),
        help_text="Like 12/5/2027; often the day before the next annual meeting. Nothing is done under it afterwards.",
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.offer("pack", pack_choices())

    def clean_address(self) -> str:
        parts = urlsplit(self.cleaned_data["address"])
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValidationError("Give the address alone, without a page, like https://social.northfold.example.")
        return f"{parts.scheme}://{parts.netloc}"

    def clean_clerk_password(self) -> str:
        password: str = self.cleaned_data["clerk_password"]
        said = self.cleaned_data
        validate_password(password, Person(name=said.get("clerk_name", ""), email=said.get("clerk_email", "")))
        return password

    def clean_ends(self) -> date:
        ends: date = self.cleaned_data["ends"]
        if ends <= self.today:
            raise ValidationError("That day is past, so you could do nothing. Check the year.")
        return ends

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("clerk_password") and cleaned["clerk_password"] != cleaned.get("password_again"):
            self.add_error("password_again", "The two passwords differ. Type the same twice.")
        return cleaned

    def charter(self) -> Charter:
        """All of it, as the founding takes it."""
        said = self.cleaned_data | {"host": urlsplit(self.cleaned_data["address"]).hostname or ""}
        return Charter(**{one.name: said[one.name] for one in fields(Charter)})
