"""Standing texts: the words, what they are for, and why one is taken back."""

from typing import Any

from django import forms

from parishpump.partners.forms.fields import line_field, words_field
from parishpump.partners.models import Entry
from parishpump.partners.services import SERVICES
from parishpump.partners.wording import PLACES, unknown_places
from parishpump.ui.forms import PumpForm

_HINT = (
    "Short and courteous. {body}, {phone}, {email} and {page} are filled in from the directory, so that the text stays "
    "right when they change."
)


class WordsForm(PumpForm):
    """The words of a text."""

    text = words_field("The words", _HINT, rows=4)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if strangers := unknown_places(text):
            known = ", ".join(f"{{{place}}}" for place in PLACES)
            raise forms.ValidationError(f"“{{{strangers[0]}}}” stands for nothing. These can be filled in: {known}.")
        return text


class TextForm(WordsForm):
    """A new version of a text; `seen` is the newest version that was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NewTextForm(WordsForm):
    """A text with what it is for: a service, a body, or a service of one body."""

    service = forms.ChoiceField(
        label="For",
        choices=[("", "Everything the body does"), *((one.id, one.words) for one in SERVICES)],
        required=False,
    )
    partner = forms.ChoiceField(label="When sending people on to", choices=[], required=False)
    field_order = ("service", "partner", "text")

    def __init__(self, *args: Any, bodies: list[Entry], **options: Any) -> None:
        super().__init__(*args, **options)
        self.partners = {str(entry.partner_id): entry.partner for entry in bodies}
        named = [(str(entry.partner_id), entry.name) for entry in bodies]
        self.offer("partner", [("", "Whoever does it"), *named])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("service") and not said.get("partner"):
            self.add_error("service", "Choose a service, or a body, or both: a text is for something.")
        return said


class TakingBackForm(PumpForm):
    """Why a text is taken back."""

    reason = line_field("Why it is taken back", "It goes on the record.", longest=400)
