"""What is filled in about work itself: time, contracted hours, a turn of the rota."""

from collections.abc import Sequence
from typing import Any

from django import forms

from parishpump.inbox.forms.choosing import QuickSelect
from parishpump.inbox.rota import Turn
from parishpump.people.models import Office
from parishpump.ui.forms import PumpForm
from parishpump.ui.words import DAYS

_DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]
_TIME = {"autocomplete": "off", "spellcheck": "false"}


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text="Like 2/11/2026.",
        input_formats=_DAY_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off"}),
    )


class TimeForm(PumpForm):
    """Time that somebody worked."""

    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=960, widget=forms.TextInput(attrs=_TIME))
    day = _day("Day")
    what = forms.CharField(
        label="On what",
        required=False,
        max_length=120,
        help_text="You can leave it empty. Name nobody.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ContractForm(PumpForm):
    """How much a person is employed for."""

    hours = forms.DecimalField(
        label="Contracted hours a week",
        min_value=0,
        max_value=60,
        decimal_places=2,
        max_digits=5,
        help_text="Such as 15 or 18.5.",
        widget=forms.TextInput(attrs=_TIME),
    )
    since = _day("Since")

    @property
    def minutes(self) -> int:
        return int(self.cleaned_data["hours"] * 60)


class _TimeOfDay(forms.TimeField):
    default_error_messages = {"invalid": "This is no time of day that we can read. Write it like 9:00 or 13:30."}

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            help_text="Like 9:00.",
            input_formats=["%H:%M", "%H.%M", "%H"],
            widget=forms.TimeInput(format="%H:%M", attrs=_TIME),
        )


class TurnForm(PumpForm):
    """Who listens on a day of the week, and who stands in."""

    weekday = forms.TypedChoiceField(label="Day", choices=list(enumerate(DAYS)), coerce=int, widget=QuickSelect)
    starts = _TimeOfDay("From")
    ends = _TimeOfDay("To")
    office = forms.ChoiceField(label="Who listens", widget=QuickSelect)
    cover = forms.ChoiceField(label="Who stands in", required=False, widget=QuickSelect)

    def __init__(self, *args: Any, offices: Sequence[Office], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = {str(office.id): office for office in offices}
        offered = [(key, f"the {office}") for key, office in self.offices.items()]
        self.offer("office", offered)
        self.offer("cover", [("", "nobody"), *offered])

    @property
    def turn(self) -> Turn:
        said = self.cleaned_data
        return Turn(said["weekday"], said["starts"], said["ends"])

    @property
    def listens(self) -> Office:
        return self.offices[self.cleaned_data["office"]]

    @property
    def stands_in(self) -> Office | None:
        return self.offices.get(self.cleaned_data["cover"])
