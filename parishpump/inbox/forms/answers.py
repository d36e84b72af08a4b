"""An answer for everybody, and the word to each who asked."""

from collections.abc import Sequence
from typing import Any

from django import forms

from parishpump.inbox.models import Topic
from parishpump.ui.forms import PumpForm


class PublicAnswerForm(PumpForm):
    """The question as anybody could have asked it, and the answer."""

    question = forms.CharField(
        label="The question, as anybody could have asked it",
        max_length=200,
        help_text="It becomes the headline of the notice.",
    )
    answer = forms.CharField(
        label="The answer",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="No word about who asked. You can still change it on the next page.",
    )
    topic = forms.ChoiceField(label="Topic", required=False)
    looked = forms.BooleanField(
        label="I looked at each place listed above: none points at whoever asked", required=False
    )

    def __init__(self, *args: Any, topics: Sequence[Topic], **options: Any) -> None:
        super().__init__(*args, **options)
        self.topics = topics
        offered = [("", "none"), *((str(one.id), one.name) for one in topics)]
        self.offer("topic", offered)

    @property
    def chosen_topic(self) -> Topic | None:
        return next((one for one in self.topics if str(one.id) == self.cleaned_data["topic"]), None)


class TellingForm(PumpForm):
    """What everybody who asked is told."""

    text = forms.CharField(
        label="What each is told",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The address of the notice is put below it, and your office below that.",
        error_messages={"required": "Say what they are told."},
    )
