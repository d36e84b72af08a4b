"""Deciding on a request, and ending what was approved."""

from datetime import datetime
from typing import Any

from django import forms

from parishpump.channels.actions.deciding import Ruling
from parishpump.channels.forms.fields import day_field, line_field, words_field
from parishpump.channels.queries.policy import REVIEW_MONTHS, months_after
from parishpump.people.queries import local_day
from parishpump.ui.forms import PumpForm


class ApprovalForm(PumpForm):
    """When to look again; the minute where the council itself resolved it; why open parts may stay open."""

    seal = forms.CharField(widget=forms.HiddenInput())
    review_due = day_field("Look at it again by")
    because = line_field("Why it may go ahead with this left open", required=False)
    resolution = line_field(
        "Minute, if the council itself resolved it",
        "Leave it empty when you decide. With a minute, the record says that the council decided and you entered it.",
        longest=64,
        required=False,
    )

    def __init__(self, *args: Any, at: datetime, open_parts: list[str], decides: bool, **options: Any) -> None:
        today = local_day(at)
        options["initial"] = {"review_due": months_after(today, REVIEW_MONTHS)} | options.get("initial", {})
        super().__init__(*args, **options)
        self.today = today
        if not open_parts:
            del self.fields["because"]
        if not decides:
            self.fields["resolution"].required = True
            self.fields[
                "resolution"
            ].help_text = "The council can decide it itself. Enter the minute of its resolution."

    def clean_review_due(self) -> Any:
        due = self.cleaned_data["review_due"]
        if due <= self.today:
            raise forms.ValidationError("“Look at it again by” is not after today. Choose a day to come.")
        return due

    @property
    def ruling(self) -> Ruling:
        said = self.cleaned_data
        return Ruling(said["seal"], said["review_due"], said.get("because", ""), said["resolution"])


class ReturnForm(PumpForm):
    """Why a request is sent back or refused."""

    reason = words_field("Why", "Whoever asked reads it. It goes on the record.", rows=3)


class EndingForm(PumpForm):
    """Why a deployment or a campaign ends, and what became of it."""

    reason = words_field("Why it ends, and what came of it", "It goes on the record, with the minute if there is one.")
