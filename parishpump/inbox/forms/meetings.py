"""At which meeting a topic is decided."""

from datetime import date
from typing import Any

from django import forms

from parishpump.ui.forms import PumpForm


class MeetingForm(PumpForm):
    """The day of the meeting and the item on its agenda; both empty where none is known."""

    decided_on = forms.DateField(
        label="Day of the meeting",
        required=False,
        help_text="Like 8/12/2026. Empty: no meeting is known.",
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    agenda_item = forms.CharField(
        label="Item on its agenda", required=False, max_length=120, help_text="Such as 7, bonfire policy."
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_decided_on(self) -> date | None:
        day: date | None = self.cleaned_data["decided_on"]
        if day is not None and day < self.today:
            raise forms.ValidationError("That day has passed. What the public says is laid before a decision.")
        return day
