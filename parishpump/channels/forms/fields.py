"""Fields that several of these forms have: a day, an office, a sum of money, words of some length."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms

from parishpump.people.models import Office
from parishpump.people.queries import offices_held

LIKE = "Like 12/5/2027."


def day_field(label: str, hint: str = LIKE, **options: Any) -> forms.DateField:
    """A day, typed as 12/5/2027."""
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
    return forms.DateField(label=label, help_text=hint, widget=widget, **options)


def line_field(label: str, hint: str = "", *, longest: int = 200, required: bool = True) -> forms.CharField:
    """Words on one line."""
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=required)


def words_field(
    label: str, hint: str = "", *, longest: int = 1000, rows: int = 3, required: bool = True
) -> forms.CharField:
    """Words over several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=required, widget=widget)


def choice_field(
    label: str, choices: list[tuple[str, str]], hint: str = "", *, required: bool = True, radios: bool = False
) -> forms.ChoiceField:
    """One of a few; as radio buttons, or as a list that folds out."""
    widget = forms.RadioSelect() if radios else forms.Select()
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, required=required, widget=widget)


def pounds_field(label: str, hint: str) -> forms.DecimalField:
    """A sum in pounds and pence."""
    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=label, help_text=hint, required=False, min_value=0, max_digits=9, decimal_places=2, widget=widget
    )


def pence(pounds: Decimal | None) -> int | None:
    """A sum of pounds in whole pence; None where nothing was said."""
    return None if pounds is None else int(pounds * 100)


def pounds(pence: int | None) -> str:
    """Pence as a person would type pounds: 12, 12.50."""
    if pence is None:
        return ""
    return str(pence // 100) if pence % 100 == 0 else f"{pence // 100}.{pence % 100:02}"


class OfficeField(forms.TypedChoiceField):
    """An office that somebody holds; several holders of one office are offered once. Cleans to the Office or None."""

    def __init__(self, *, label: str, hint: str = "", required: bool = False) -> None:
        super().__init__(label=label, help_text=hint, required=required, coerce=self._office, empty_value=None)
        self._held: dict[str, Office] = {}

    def offer(self, offices: list[Office]) -> None:
        """Say who may be chosen."""
        firsts: dict[str, Office] = {}
        for office in offices:
            firsts.setdefault(str(office), office)
        self._held = {str(office.id): office for office in firsts.values()}
        self.choices = [("", "Nobody yet"), *((key, str(office)) for key, office in self._held.items())]

    def _office(self, key: str) -> Office:
        return self._held[key]


def offer_offices(form: forms.Form, at: datetime, *more: Office | None) -> None:
    """Fill every office field of a form with those held at `at`, and with `more` that stand there already."""
    wanted = [field for field in form.fields.values() if isinstance(field, OfficeField)]
    if wanted:
        kept = [office for office in more if office is not None]
        offices = [*kept, *offices_held(at)]
        for field in wanted:
            field.offer(offices)
