"""A community organisation on the contact list, and why it comes off it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from parishpump.partners.community import (
    BASES,
    CONSENT,
    LONGEST_CONTACT,
    LONGEST_DOES,
    LONGEST_HOW,
    LONGEST_ORGANISATION,
    Contact,
)
from parishpump.partners.content import plain
from parishpump.partners.forms.fields import day_field, line_field, words_field
from parishpump.ui.forms import PumpForm

_LINES = ("name", "does", "who", "contact", "basis", "because", "permitted_how")


class OrganisationForm(PumpForm):
    """What the list says of one; `seen` is the version that was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    name = line_field("Name", "As it calls itself, such as Weald Gardening Club.", longest=LONGEST_ORGANISATION)
    does = words_field("What it does, and for whom", longest=LONGEST_DOES, rows=2)
    who = line_field(
        "Whom you reach there", "By role: the secretary. No name.", longest=LONGEST_ORGANISATION, required=False
    )
    contact = line_field(
        "How you reach them", "The address or number that they gave for this, and no other.", longest=LONGEST_CONTACT
    )
    basis = forms.ChoiceField(
        label="Lawful basis for keeping the contact",
        choices=[(one.id, f"{one.words}. {one.hint}") for one in BASES],
        widget=forms.RadioSelect,
        help_text="UK GDPR, Article 6(1).",
        error_messages={"required": "Choose the basis. Without one the contact cannot be kept."},
    )
    because = words_field("Why this basis", "Not needed for consent.", longest=LONGEST_HOW, rows=2, required=False)
    permitted_on = day_field("Permission given on", "Like 2/11/2026.")
    permitted_how = words_field(
        "What shows the permission",
        "Such as: email of the secretary, kept in the office. Say what they were told that it is for.",
        longest=LONGEST_HOW,
        rows=2,
    )

    def clean_permitted_on(self) -> date:
        day: date = self.cleaned_data["permitted_on"]
        if day > timezone.localdate(timezone.now()):
            raise ValidationError("This day is still to come. Give the day on which they agreed.")
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        basis = said.get("basis")
        if basis and basis != CONSENT and not said.get("because", "").strip():
            self.add_error("because", "Say why: which task of the council it serves, or why it is fair to them.")
        return said

    @property
    def said(self) -> Contact:
        """What was typed, each line without signs that cannot be seen."""
        lines = {name: plain(self.cleaned_data[name]) for name in _LINES}
        return Contact(**lines, permitted_on=self.cleaned_data["permitted_on"])


class WithdrawalForm(PumpForm):
    """How they said that they do not want to be contacted."""

    words = line_field("How they said so", "Such as: by telephone to the office.", longest=LONGEST_HOW)
