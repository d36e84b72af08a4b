"""Forms in our voice: errors that say what to do, and a field for a day and a time as people type them."""

from collections.abc import Iterable
from datetime import datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from parishpump.ui import moments, words


class TypedMomentField(forms.Field):
    """A day and a time in one text field; cleans to an aware datetime in `zone`.

    `now` and `zone` come from the form (PumpForm sets them) or are set on the field; what was typed is kept.
    """

    widget = forms.TextInput
    default_error_messages = {"required": f"Say a day and a time. {moments.EXAMPLE}"}

    def __init__(self, *, usual_time: time | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.usual_time = usual_time
        self.zone: ZoneInfo | None = None
        self.now: datetime | None = None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "spellcheck": "false"}

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        try:
            return self._read(str(value))
        except moments.UnreadableError as error:
            raise forms.ValidationError(str(error), code="unreadable") from error

    def prepare_value(self, value: Any) -> Any:
        """A moment is shown as a person would type it; typed words stay as they are."""
        return words.typed(value.astimezone(self._zone())) if isinstance(value, datetime) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    def echo(self, value: Any) -> str:
        """What was understood, with its weekday in full; empty where nothing was."""
        if value in self.empty_values:
            return ""
        try:
            read = value if isinstance(value, datetime) else self._read(str(value))
        except moments.UnreadableError:
            return ""
        return words.moment(read.astimezone(self._zone()))

    def _read(self, typed: str) -> datetime:
        return moments.read_moment(typed, now=self.now or timezone.now(), zone=self._zone(), usual_time=self.usual_time)

    def _zone(self) -> ZoneInfo:
        return self.zone or ZoneInfo(timezone.get_current_timezone_name())


class PumpForm(forms.Form):
    """A form whose errors name the field and say what to do; `now` and `zone` are for its typed moments."""

    use_required_attribute = False

    def __init__(self, *args: Any, now: datetime | None = None, zone: ZoneInfo | None = None, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        _let_speak_plainly(type(self))
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, TypedMomentField):
                field.now, field.zone = now, zone

    def offer(self, name: str, choices: Iterable[Any]) -> None:
        """Say what may be chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def moment_field(self, name: str) -> TypedMomentField:
        """A field for a day and a time, by its name."""
        field = self.fields[name]
        assert isinstance(field, TypedMomentField)
        return field


@cache
def _let_speak_plainly(form: type[PumpForm]) -> None:
    """Once a class: each form gets copies of its fields."""
    for name, field in form.base_fields.items():
        speak_plainly(field, name)


def speak_plainly(field: forms.Field, name: str) -> None:
    """Replace Django's own error words by ours; words that the form itself gave stay."""
    label = str(field.label or name.replace("_", " ").capitalize())
    for code, said in _plain_errors(field, label).items():
        if str(field.error_messages.get(code, "")) in _django_words(field, code):
            field.error_messages[code] = said


def _plain_errors(field: forms.Field, label: str) -> dict[str, str]:
    choosing = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    said = {
        "required": f"“{label}”: nothing is chosen. Choose one." if choosing else f"“{label}” is empty. Fill it in.",
        "max_length": f"“{label}” has %(show_value)d characters, and %(limit_value)d fit. Shorten it.",
        "min_length": f"“{label}” has %(show_value)d characters, and needs %(limit_value)d. Say more.",
        "invalid_choice": f"“{label}”: that choice is not offered any more. Choose again.",
        "invalid_list": f"“{label}”: that choice was not understood. Choose again.",
    }
    if isinstance(field, forms.BooleanField):
        said["required"] = f"“{label}” is not ticked. It has to be before this can go on."
    return said | _plain_invalid(field, label)


def _plain_invalid(field: forms.Field, label: str) -> dict[str, str]:
    sorts: tuple[tuple[type[forms.Field], str], ...] = (
        (forms.EmailField, "is not a whole email address. Write it like clerk@council.example."),
        (forms.URLField, "is not a whole web address. Write it like https://council.example/page."),
        (forms.DateField, "is not a date we can read. Write it like 1/12/2026."),
        (forms.IntegerField, "is not a whole number. Use figures, like 12."),
        (forms.DecimalField, "is not a number. Use figures, like 12.50."),
    )
    tails = [tail for sort, tail in sorts if isinstance(field, sort)]
    said = {"invalid": f"“{label}” {tails[0]}"} if tails else {}
    if isinstance(field, forms.FileField):
        said |= {
            "required": f"“{label}”: no file is chosen. Choose one.",
            "empty": f"“{label}”: the file is empty. Choose another.",
            "invalid": f"“{label}”: no file arrived. Choose it again.",
            "missing": f"“{label}”: no file arrived. Choose it again.",
        }
    if isinstance(field, forms.ImageField):
        said["invalid_image"] = f"“{label}”: this file is no picture that we can open. Save it as JPEG or PNG."
    return said


def _django_words(field: forms.Field, code: str) -> set[str]:
    """The words that the field's classes bring for this error; none, where a validator brings its own."""
    django_classes = [cls for cls in type(field).__mro__ if cls.__module__.startswith("django.")]
    classes = (vars(cls).get("default_error_messages", {}) for cls in django_classes)
    return {str(messages[code]) for messages in classes if code in messages} | {""}
