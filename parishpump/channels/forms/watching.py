"""A look at a network that the council uses."""

from datetime import date, datetime
from typing import Any

from django import forms

from parishpump.channels.actions.watching import Look
from parishpump.channels.forms.fields import day_field, words_field
from parishpump.people.queries import local_day
from parishpump.ui.forms import PumpForm


class LookForm(PumpForm):
    """What changed on a network, what the council does about it, when to look again."""

    looked_on = day_field("Looked on")
    changed = words_field("What changed", "Terms, features, safety. Write “nothing” if nothing did.")
    decision = words_field(
        "What we do about it", "Such as “nothing to do”, or what is changed here.", longest=400, rows=2
    )
    next_look = day_field("Look again on")

    def __init__(self, *args: Any, at: datetime, next_look: date, **options: Any) -> None:
        self.today = local_day(at)
        super().__init__(*args, initial={"looked_on": self.today, "next_look": next_look}, **options)

    def clean_looked_on(self) -> Any:
        if self.cleaned_data["looked_on"] > self.today:
            raise forms.ValidationError("“Looked on” is a day to come. Enter a look when it has been taken.")
        return self.cleaned_data["looked_on"]

    def clean_next_look(self) -> Any:
        if self.cleaned_data["next_look"] <= self.today:
            raise forms.ValidationError("“Look again on” is not after today. Choose a day to come.")
        return self.cleaned_data["next_look"]

    @property
    def look(self) -> Look:
        return Look(**{name: self.cleaned_data[name] for name in ("looked_on", "changed", "decision", "next_look")})
