"""Fields that several of these forms have: a day, a line, words over several lines."""

from typing import Any

from django import forms

LIKE = "Like 1/4/2028."


def day_field(label: str, hint: str = LIKE, **options: Any) -> forms.DateField:
    """A day, typed as 1/4/2028."""
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
    return forms.DateField(label=label, help_text=hint, widget=widget, **options)


def look_again(form: Any, newest: int) -> None:
    """Let a form that was refused rest on what is there now; what was typed stays."""
    form.data = form.data.copy()
    form.data["seen"] = str(newest)


def line_field(label: str, hint: str = "", *, longest: int = 200, required: bool = True) -> forms.CharField:
    """Words on one line."""
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=required)


def words_field(
    label: str, hint: str = "", *, longest: int = 600, rows: int = 3, required: bool = True
) -> forms.CharField:
    """Words over several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=required, widget=widget)
