"""Forms for praise, for people sent on, and for saved texts."""

from collections.abc import Sequence
from typing import Any

from django import forms

from parishpump.inbox.suggested_texts import USES
from parishpump.partners.services import SERVICES
from parishpump.people.models import Office
from parishpump.ui.forms import PumpForm


class PraiseForm(PumpForm):
    """To whom praise goes, and with which words of ours."""

    office = forms.ChoiceField(label="Who earned it", required=False)
    team = forms.CharField(
        label="Or a team that holds no office here",
        max_length=120,
        required=False,
        help_text="By its name, such as the grass-cutting team. Never a private person.",
    )
    email = forms.EmailField(
        label="Its email address", required=False, help_text="Needed for a team. An office is written to at its own."
    )
    words = forms.CharField(
        label="What we write with it",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        initial="A resident wrote to the council to praise your work. Their words are below.",
    )
    named = forms.BooleanField(label="Whoever wrote lets their name go with it", required=False)

    def __init__(self, *args: Any, offices: Sequence[Office], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = offices
        offered = [("", "Choose an office"), *((str(one.id), str(one)) for one in offices)]
        self.offer("office", offered)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("office") and not said.get("team"):
            self.add_error("office", "Say who earned it: an office, or a team with its email address.")
        elif not said.get("office") and not said.get("email") and "email" not in self.errors:
            self.add_error("email", "Give the team’s email address, so that the praise reaches it.")
        return said

    @property
    def receiver(self) -> tuple[str, str]:
        """Its name and its email address."""
        chosen = next((one for one in self.offices if str(one.id) == self.cleaned_data["office"]), None)
        if chosen is not None:
            return str(chosen), chosen.person.email
        return self.cleaned_data["team"], self.cleaned_data["email"]


class PermissionForm(PumpForm):
    """What whoever praised said of publishing it."""

    given = forms.ChoiceField(
        label="What did they say?",
        choices=[("given", "Yes, it may be published"), ("refused", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what they answered."},
    )
    words = forms.CharField(
        label="The words that may be published, with the name if they allow it",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Exactly these go into the notice, and no others.",
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("given") == "given" and not said.get("words", "").strip():
            self.add_error("words", "Write the words that they let us publish.")
        return said


class WhatCameForm(PumpForm):
    """What came of sending somebody on."""

    words = forms.CharField(
        label="What came of it?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="As they or the other body told it, without names.",
        error_messages={"required": "Say what they told you."},
    )


class SavedTextForm(PumpForm):
    """A text to be approved for use."""

    title = forms.CharField(label="What it is for, in short", max_length=120)
    use = forms.ChoiceField(label="Where it is offered", choices=USES)
    text = forms.CharField(label="The text", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    services = forms.MultipleChoiceField(
        label="For these services first",
        required=False,
        choices=[(one.id, one.words) for one in SERVICES],
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="None chosen: for all alike.",
    )
