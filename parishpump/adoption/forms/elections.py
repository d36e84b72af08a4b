"""An election from the returning officer's notice, its correction, and its calling off."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from parishpump.adoption.actions.elections import Poll
from parishpump.adoption.forms.days import day_field
from parishpump.adoption.models import Election
from parishpump.ui.forms import PumpForm

_BY_PROTOCOL = (
    "Your policy follows the protocol of the principal authority: the day that it names, on which the notice of "
    "election is published at the latest. Like 15/3/2027."
)


class ElectionForm(PumpForm):
    """Which election, and the two days that matter."""

    name = forms.CharField(label="Which election", max_length=120, help_text="Such as “Parish Council election”.")
    area = forms.CharField(label="Area", max_length=120, help_text="The parish, ward or division in which people vote.")
    notice_on = day_field(
        "Notice of election",
        hint="The day on which the returning officer publishes the notice; the notice itself says it. Like 22/3/2027.",
    )
    poll_on = day_field("Polling day", hint="Like 6/5/2027.")
    candidates = forms.CharField(
        label="Who is nominated",
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="From the statement of persons nominated, one name a line, once it is published. Until the poll they "
        "are named in official notices alone; after it they are no longer shown here.",
    )

    def clean_candidates(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(" ".join(line.split()) for line in self._lines() if line.strip()))

    def _lines(self) -> list[str]:
        typed: str = self.cleaned_data["candidates"]
        return typed.splitlines()

    def __init__(self, *args: Any, by_protocol: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if by_protocol:
            self.fields["notice_on"].label = "The period begins"
            self.fields["notice_on"].help_text = _BY_PROTOCOL

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        notice, poll = cleaned.get("notice_on"), cleaned.get("poll_on")
        if notice and poll and notice >= poll:
            self.add_error(
                "notice_on",
                f"The notice of {_day(notice)} is not before the poll of {_day(poll)}. Check both days and years.",
            )
        return cleaned

    @property
    def poll(self) -> Poll:
        said = self.cleaned_data
        return Poll(said["name"], said["area"], said["notice_on"], said["poll_on"], said["candidates"])


class NewElectionForm(ElectionForm):
    """An election to come: one whose poll is over needs no entry."""

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        poll = cleaned.get("poll_on")
        if poll and poll < self.today:
            self.add_error("poll_on", f"{_day(poll).capitalize()} is past, so nothing would be held. Check the year.")
        same = _same(cleaned.get("name", ""), cleaned.get("area", ""), poll) if poll else None
        if same is not None and same.exists():
            self.add_error("name", "This election is on the list already. Go back and correct it there.")
        return cleaned


class CorrectionForm(ElectionForm):
    """What was entered wrong, put right."""

    reason = forms.CharField(
        label="Why it changes",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It goes on the record, beside what stood there before.",
    )


def as_typed(poll: Poll) -> dict[str, Any]:
    """An election as somebody would have typed it: where a correction begins."""
    return vars(poll) | {"candidates": "\n".join(poll.candidates)}


class CallingOffForm(PumpForm):
    """Why there is no poll."""

    reason = forms.CharField(
        label="Why there is no poll",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Such as “Uncontested: as many candidates as seats”. It goes on the record.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", "id_off_%s")  # it stands on one page with the correction's form
        super().__init__(*args, **options)


def _same(name: str, area: str, poll: date) -> QuerySet[Election]:
    """An election that is on the list already."""
    return Election.objects.filter(name__iexact=name, area__iexact=area, poll_on=poll, called_off_at__isnull=True)


def _day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"
