"""The council's own text put in, and what holds one of its clauses."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError

from parishpump.adoption.models import Matching
from parishpump.policy.adopted.documents.kinds import LARGEST_FILE
from parishpump.policy.adopted.text import AdoptedClause
from parishpump.ui.forms import PumpForm

LONGEST_PASTED = 400_000


class TextForm(PumpForm):
    """The adopted policy, as a file or pasted."""

    document = forms.FileField(
        label="The adopted document",
        required=False,
        help_text="Word (.docx), OpenDocument (.odt), PDF or plain text, up to 15 MB. Its bytes are kept as they are.",
    )
    pasted = forms.CharField(
        label="Or paste its text",
        required=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="From a web page, for instance. Keep the headings on lines of their own.",
    )

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        if document is not None and document.size > LARGEST_FILE:
            raise ValidationError("This file is larger than 15 MB. Take the pictures out of it, or paste the text.")
        return document

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        document, pasted = cleaned.get("document"), cleaned.get("pasted", "").strip()
        if "document" in self.errors or "pasted" in self.errors:
            return cleaned
        if document and pasted:
            self.add_error(
                "pasted", "There is a file and a pasted text. Take one of the two, so that it is clear which counts."
            )
        elif not document and not pasted:
            self.add_error("document", "Choose the file of the policy, or paste its text below.")
        return cleaned


class MatchingForm(PumpForm):
    """What holds one clause."""

    KINDS: ClassVar = (
        (Matching.CONTROLS, "The software holds it, by what is ticked below"),
        (Matching.PERSON, "A person judges it"),
        (Matching.OPEN, "Leave it open for now"),
    )

    kind = forms.ChoiceField(label="Who sees to this clause", choices=KINDS, widget=forms.RadioSelect)
    controls = forms.MultipleChoiceField(label="What seems to fit", required=False, widget=forms.CheckboxSelectMultiple)
    another = forms.ChoiceField(label="Something else that holds it", required=False)

    def __init__(
        self, *args: Any, clause: AdoptedClause, names: dict[str, str], every: list[Any], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered = dict.fromkeys([one.control for one in clause.suggestions])
        chosen = (self.initial or {}).get("controls", [])
        offered |= dict.fromkeys(chosen)
        if offered:
            self.offer("controls", [(key, names.get(key, key)) for key in offered])
        else:
            del self.fields["controls"]
        self.offer("another", [("", "Nothing else"), *every])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == Matching.CONTROLS and not self.chosen:
            self.add_error(None, "Nothing is ticked. Tick what holds this clause, or leave it to a person.")
        return cleaned

    @property
    def chosen(self) -> list[str]:
        """The controls, each once; none where a person judges it."""
        if self.cleaned_data.get("kind") != Matching.CONTROLS:
            return []
        ticked = cast(list[str], self.cleaned_data.get("controls", []))
        return list(dict.fromkeys([*ticked, *filter(None, [self.cleaned_data.get("another", "")])]))
