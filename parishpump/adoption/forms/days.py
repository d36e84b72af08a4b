"""A day as it is typed here."""

from django import forms

LIKE = "Like 12/5/2026."


def day_field(label: str, hint: str = LIKE, *, required: bool = True) -> forms.DateField:
    """A day, typed as 12/5/2026."""
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
    return forms.DateField(label=label, help_text=hint, widget=widget, required=required)
