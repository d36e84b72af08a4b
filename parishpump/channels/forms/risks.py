"""Entering, reviewing and closing a risk."""

from datetime import datetime
from typing import Any

from django import forms

from parishpump.channels.actions.risks import Rating
from parishpump.channels.forms.fields import (
    OfficeField,
    choice_field,
    day_field,
    line_field,
    offer_offices,
    words_field,
)
from parishpump.channels.forms.request import RATING_WORDS
from parishpump.channels.models import Channel, Risk
from parishpump.channels.queries import channels_open
from parishpump.people.queries import local_day
from parishpump.ui.forms import PumpForm


class RatingForm(PumpForm):
    """How a risk stands from now on."""

    rating = choice_field("How bad, how likely", list(RATING_WORDS.items()), radios=True)
    mitigation = words_field("What is done about it", required=False)
    owner = OfficeField(label="Who sees to it", hint="An office.")
    review_due = day_field("Look at it again by")

    def __init__(self, *args: Any, at: datetime, risk: Risk | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = local_day(at)
        offer_offices(self, at, risk.owner if risk else None)

    def clean_review_due(self) -> Any:
        if self.cleaned_data["review_due"] <= self.today:
            raise forms.ValidationError("“Look at it again by” is not after today. Choose a day to come.")
        return self.cleaned_data["review_due"]

    @property
    def rated(self) -> Rating:
        return Rating(**{name: self.cleaned_data[name] for name in ("rating", "mitigation", "owner", "review_due")})


class RiskForm(RatingForm):
    """A new risk, of a channel or of communications at large."""

    what = line_field("What could go wrong", "One thing, in one sentence.", longest=300)
    about = choice_field("What it belongs to", [], required=False)
    field_order = ("what", "about", "rating", "mitigation", "owner", "review_due")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.channels = {str(channel.id): channel for channel in channels_open()}
        named = [(key, channel.name) for key, channel in self.channels.items()]
        self.offer("about", [("", "Communications at large"), *named])

    @property
    def channel(self) -> Channel | None:
        return self.channels.get(self.cleaned_data["about"])


class RiskReviewForm(RatingForm):
    """A look at a risk, with what it found."""

    note = line_field("What you found", longest=400)
    field_order = ("note", "rating", "mitigation", "owner", "review_due")


class RiskClosingForm(PumpForm):
    """Why a risk is closed."""

    reason = line_field("Why it is closed", "It goes on the record.", longest=400)
