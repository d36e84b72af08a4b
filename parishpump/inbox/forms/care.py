"""What is filled in about abuse: a report of it, and what was done about one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from parishpump.inbox.actions.reporting import Done, Reported
from parishpump.inbox.forms.choosing import QuickSelect
from parishpump.inbox.forms.entering import FilesField
from parishpump.inbox.models import AbuseReport
from parishpump.people.models import Office
from parishpump.ui.forms import PumpForm, TypedMomentField

ABOUT_A_MESSAGE = ("words", "pictures", "hand_to")


class AbuseForm(PumpForm):
    """What happened. Of a message to the council only what one wants to add; of anything else what is known."""

    where = forms.ChoiceField(label="Where it happened", choices=AbuseReport.WHERE, widget=forms.RadioSelect)
    words = forms.CharField(
        label="What happened",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In your words, as short as you like. It can be left empty where a picture says it.",
    )
    happened_at = TypedMomentField(label="When")
    handle = forms.CharField(
        label="Who, as far as you know",
        required=False,
        max_length=320,
        help_text="Their account, address or number. It is shown to those who deal with this report alone.",
    )
    link = forms.URLField(label="Link to it", required=False, max_length=600, assume_scheme="https")
    pictures = FilesField(label="Screenshots", required=False, help_text="JPEG or PNG, up to six. Each is kept.")
    hand_to = forms.ChoiceField(
        label="Who deals with whoever did it from now on",
        required=False,
        widget=QuickSelect,
        help_text="What they write goes to that person, and is folded away for you.",
    )

    def __init__(self, *args: Any, offices: Sequence[Office], about_message: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = {str(office.id): office for office in offices}
        offered = [("", "I do, as before"), *((key, f"the {office}") for key, office in self.offices.items())]
        self.offer("hand_to", offered)
        if not offices:
            del self.fields["hand_to"]
        if about_message:
            for name in [name for name in self.fields if name not in ABOUT_A_MESSAGE]:
                del self.fields[name]
            self.fields["words"].label = "What you want to add"
            self.fields["words"].help_text = "You can leave this empty: the message speaks for itself."

    @property
    def handed_to(self) -> Office | None:
        """Whom the reporter asks to deal with it instead."""
        return self.offices.get(self.cleaned_data.get("hand_to", ""))

    def reported(self, *, at: datetime) -> Reported:
        """What was filled in; `at` stands where the message itself says when."""
        said = self.cleaned_data
        return Reported(
            said.get("where", AbuseReport.INBOX),
            said["words"],
            said.get("happened_at", at),
            said.get("link", ""),
            said.get("handle", ""),
            said["pictures"],
        )


class AbuseStepForm(PumpForm):
    """What was done about a report."""

    what = forms.ChoiceField(label="Add what was done", widget=forms.RadioSelect)
    reference = forms.CharField(
        label="Their reference number",
        required=False,
        max_length=80,
        help_text="What the police or the platform gave you.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label="A word on it",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Such as what support was offered.",
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("what", offered)

    @property
    def done(self) -> Done:
        """What was filled in."""
        said = self.cleaned_data
        return Done(said["what"], said["reference"], said["note"])


class HandOverForm(PumpForm):
    """Who deals with it instead."""

    hand_to = forms.ChoiceField(label="Who deals with it from now on", widget=QuickSelect)

    def __init__(self, *args: Any, offices: Sequence[Office], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = {str(office.id): office for office in offices}
        offered = [(key, f"the {office}") for key, office in self.offices.items()]
        self.offer("hand_to", offered)

    @property
    def office(self) -> Office:
        return self.offices[self.cleaned_data["hand_to"]]
