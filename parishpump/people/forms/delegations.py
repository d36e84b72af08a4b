"""Entering what the council resolved that an office-holder may do, and taking it back."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from parishpump.people.forms.offices import LAST_ONE, day_field
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import (
    APPROVE,
    CHANNELS,
    LISTEN,
    MODERATE,
    PAUSE,
    PEOPLE,
    POLICY,
    POWERS,
    WITHDRAW,
    WRITE,
    may_hold,
)
from parishpump.people.queries import leaves_nobody, local_day
from parishpump.ui.forms import PumpForm

# What each power lets somebody do, in plain words.
IN_WORDS = {
    WRITE: "Draft posts and ask for their approval. Nothing goes out by it.",
    APPROVE: "Let other people's drafts go out in the council's name.",
    WITHDRAW: "Take back what went out, and correct it.",
    LISTEN: "Decide what becomes of what people write to the council, and draft the answers.",
    MODERATE: "Hide comments and block people under the house rules. Whoever it concerns can appeal.",
    PAUSE: "Stop everything that waits to go out, as after bad news, and let it go on.",
    CHANNELS: "Open and close channels, and sign the council in to them.",
    PEOPLE: "Enter offices and delegations in this register.",
    POLICY: "Prepare and adopt versions of the policy with their minutes, and enter elections.",
}


def channel_choices() -> list[tuple[int, str]]:
    """The channels to which a delegation can be limited: told by config, since channels are a room above this one."""
    path = getattr(settings, "PARISHPUMP_CHANNEL_CHOICES", "")
    return list(import_string(path)()) if path else []


class DelegationForm(PumpForm):
    """One delegation to one office; only what the law allows for that office is offered."""

    powers = forms.MultipleChoiceField(label="What for", widget=forms.CheckboxSelectMultiple)
    channels = forms.TypedMultipleChoiceField(
        label="Only on these channels",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none, and it holds for every channel.",
    )
    minute = forms.CharField(label="Minute", max_length=64, help_text="The resolution that gave it, like 2026/118.")
    starts = day_field("From")
    ends = day_field("To", hint="The last day it holds, often the day before the next annual meeting. Like 12/5/2027.")

    def __init__(self, *args: Any, office: Office, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at
        offered = [(power, power.capitalize()) for power in POWERS if may_hold(office.kind, power)]
        self.offer("powers", offered)
        self.fields["powers"].error_messages["required"] = "Tick at least one thing that the council delegated."
        channels = channel_choices()
        if channels:
            self.offer("channels", channels)
        else:
            del self.fields["channels"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "The last day is before the first. Check the years.")
        elif ends and ends < local_day(self.at):
            self.add_error("ends", "That day is past, so it would never hold. Check the year.")
        return cleaned


class RevocationForm(PumpForm):
    """Why a delegation is taken back."""

    reason = forms.CharField(
        label="Why it is taken back",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="With the minute, if there is one. It goes on the record.",
    )

    def __init__(self, *args: Any, delegation: Delegation, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.delegation, self.at = delegation, at

    def clean(self) -> dict[str, Any]:
        if leaves_nobody(PEOPLE, at=self.at, delegation=self.delegation):
            raise ValidationError(LAST_ONE)
        return super().clean() or {}
