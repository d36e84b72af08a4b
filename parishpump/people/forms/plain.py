"""allauth's forms, with our labels, our hints and our words for what is wrong."""

from typing import Any, ClassVar

from django import forms

from parishpump.ui.forms import speak_plainly

PASSWORD_HINT = "At least 12 characters. Three or four words that have nothing in common are easy to remember."  # noqa: S105


class Plain(forms.Form):
    """Put in front of one of allauth's forms. A label instead of a placeholder, and errors that say what to do."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        options |= {"label_suffix": "", "use_required_attribute": False}
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            speak_plainly(field, name)
