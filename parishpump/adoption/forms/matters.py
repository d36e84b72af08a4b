"""Entering what the rules have to know of."""

from typing import Any

from django import forms

from parishpump.adoption.actions.matters import Entry
from parishpump.adoption.forms.days import day_field
from parishpump.adoption.models import Matter
from parishpump.ui.forms import PumpForm

_SHORTEST = 3  # fewer characters stand in every second sentence


class MatterForm(PumpForm):
    """One entry: its kind, its words, and where it stands written."""

    kind = forms.ChoiceField(label="What it is", choices=Matter.KINDS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Name or words",
        max_length=200,
        help_text="As they would stand in a post: the name of a firm, the words by which people know the matter.",
    )
    reference = forms.CharField(
        label="Where it stands written",
        max_length=120,
        required=False,
        help_text="Such as “Minute 2026/140, item 12”. The record keeps this, so nothing confidential here.",
    )
    opens = day_field("First day", "For a time of heightened sensitivity alone. Like 12/5/2026.", required=False)
    closes = day_field("Last day", "For a time of heightened sensitivity alone.", required=False)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if len(words) < _SHORTEST:
            raise forms.ValidationError("That is too short: it would be found in every second sentence. Say more.")
        return words

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == Matter.PERIOD:
            self._check_days(cleaned)
        if cleaned.get("kind") == Matter.CLOSED and not cleaned.get("reference") and "reference" not in self.errors:
            self.add_error("reference", "“Where it stands written” is empty. The record keeps it instead of the words.")
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        for name, label in (("opens", "First day"), ("closes", "Last day")):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, f"“{label}” is empty. The time begins and ends by itself, so it needs both days.")
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", "The last day is before the first. Check the years.")

    @property
    def entry(self) -> Entry:
        """What was typed. Days belong to a time of heightened sensitivity alone."""
        said = self.cleaned_data
        timed = said["kind"] == Matter.PERIOD
        days = {name: said[name] if timed else None for name in ("opens", "closes")}
        return Entry(said["kind"], said["words"], said["reference"], **days)

    def refuse(self) -> None:
        self.add_error("words", "These words are on record already. Nothing has to be entered twice.")
