"""What is typed on the page of a story."""

from collections.abc import Sequence
from typing import Any

from django import forms

from parishpump.inbox.actions.press import Enquiry
from parishpump.inbox.models import Message, SavedText
from parishpump.ui.forms import PumpForm, TypedMomentField


class LineForm(PumpForm):
    """A line of the timeline."""

    words = forms.CharField(label="What happened", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class StatementForm(PumpForm):
    """With which words a statement begins."""

    text = forms.ChoiceField(label="Begin with", required=False)

    def __init__(self, *args: Any, texts: Sequence[SavedText], **options: Any) -> None:
        super().__init__(*args, **options)
        self.texts = texts
        offered = [*((str(one.id), one.title) for one in texts), ("", "no words yet")]
        self.offer("text", offered)
        self.fields["text"].initial = offered[0][0]

    @property
    def chosen(self) -> SavedText | None:
        return next((one for one in self.texts if str(one.id) == self.cleaned_data["text"]), None)


class EnquiryForm(PumpForm):
    """A journalist's question."""

    outlet = forms.CharField(label="Who asks", help_text="The paper, station or site.", max_length=120)
    contact = forms.CharField(
        label="How to reach them", help_text="A telephone number or an email address.", max_length=320, required=False
    )
    question = forms.CharField(label="What they ask", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    deadline = TypedMomentField(
        label="By when they want an answer",
        help_text="Like “today 5pm”. Leave it empty if they did not say.",
        required=False,
    )

    def asked(self, message: Message | None) -> Enquiry:
        """What was typed; with the message as which it came, if it did."""
        said = self.cleaned_data
        return Enquiry(said["outlet"], said["question"], said["contact"], said["deadline"], message)


class AnswerForm(PumpForm):
    """What a journalist was told."""

    answer = forms.CharField(label="What was answered", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class OverForm(PumpForm):
    """Why a story is over."""

    why = forms.CharField(label="Why it is over", max_length=380, widget=forms.Textarea(attrs={"rows": 2}))
