"""Small forms beside a message, and those of topics."""

from collections.abc import Sequence
from typing import Any

from django import forms

from parishpump.inbox.forms.choosing import QuickSelect
from parishpump.inbox.models import Topic
from parishpump.people.models import Office, Person
from parishpump.ui.forms import PumpForm


def _words(label: str, hint: str = "", *, longest: int = 400, rows: int = 2) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}))


class NoteForm(PumpForm):
    """A word among officers."""

    text = _words("Note", "The council holds it, so it can be asked for.", longest=4000, rows=3)


class ClarificationForm(PumpForm):
    """What we ask whoever wrote."""

    asks_for = _words("What we ask", "It is begun as an answer, checked and approved like every other.")


class DutyForm(PumpForm):
    """Why there is no legal duty."""

    duty_reason = _words("Why it is no such duty")


class ReopeningForm(PumpForm):
    """Why a decision is taken back."""

    why = _words("Why it is opened again")


class AssignmentForm(PumpForm):
    """Who sees to it."""

    who = forms.ChoiceField(label="Who sees to it", required=False, widget=QuickSelect)

    def __init__(self, *args: Any, offices: Sequence[Office], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = offices
        offered = [("", "whoever is there"), *((str(one.id), str(one)) for one in offices)]
        self.offer("who", offered)

    @property
    def office(self) -> Office | None:
        return next((one for one in self.offices if str(one.id) == self.cleaned_data["who"]), None)

    @property
    def person(self) -> Person | None:
        return self.office.person if self.office else None


class TagForm(PumpForm):
    """What a message is about, and whom a decision touches."""

    under = forms.ChoiceField(label="Topic", required=False, widget=QuickSelect)
    new_under = forms.CharField(label="Or a new topic", required=False, max_length=80)
    affected = forms.CharField(
        label="Whom it touches",
        help_text="A group, such as allotment holders. Never a name or a house.",
        required=False,
        max_length=80,
    )
    wants_contact = forms.BooleanField(label="They ask to be heard before it is decided", required=False)

    def __init__(self, *args: Any, topics: Sequence[Topic], **options: Any) -> None:
        super().__init__(*args, **options)
        self.topics = topics
        offered = [("", "none"), *((str(one.id), one.name) for one in topics)]
        self.offer("under", offered)

    @property
    def topic(self) -> Topic | None:
        return next((one for one in self.topics if str(one.id) == self.cleaned_data["under"]), None)


class TopicForm(PumpForm):
    """A topic: what people talk about, and the decision on which it is feedback."""

    name = forms.CharField(label="Topic", help_text="Short, such as bonfires or the A20.", max_length=80)
    decision = forms.CharField(
        label="The policy or minute it is feedback on",
        help_text="Such as minute 2026/203. Leave it empty where there is none.",
        max_length=200,
        required=False,
    )


class TieForm(PumpForm):
    """The decision on which a topic is feedback."""

    decision = forms.CharField(
        label="The policy or minute it is feedback on",
        help_text="Such as minute 2026/203. Leave it empty where there is none.",
        max_length=200,
        required=False,
    )


class PeriodForm(PumpForm):
    """From a day to a day; either may be left open."""

    since = forms.DateField(
        label="From", required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"], widget=forms.DateInput(format="%d/%m/%Y")
    )
    until = forms.DateField(
        label="To", required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"], widget=forms.DateInput(format="%d/%m/%Y")
    )
