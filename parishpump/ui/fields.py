"""How a Django form field is shown: which control, which classes, what describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from parishpump.ui.forms import TypedMomentField

CLASSES = {
    "input": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "moment": "govuk-input",
}
_PLAIN = (Input, forms.Textarea, forms.Select)


@dataclass(frozen=True)
class Look:
    """What the page wants of one field: a hint of its own, a count of characters, hints per choice by value."""

    hint: str = ""
    inline: bool = False
    count: int = 0
    rows: int = 0
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox."""

    id: str
    name: str
    value: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True)
class ShownField:
    """Everything that `ui/field.html` needs of one field."""

    kind: str
    id: str
    name: str
    label: str
    hint: str
    errors: list[str]
    control: SafeString | str
    choices: list[Choice]
    described_by: str
    echo: str
    count: int
    length: int
    inline: bool


@dataclass(frozen=True)
class ShownError:
    """One error in the summary, with the address of its field on the page."""

    href: str
    words: str


def present(bound: BoundField, look: Look) -> ShownField:
    kind = kind_of(bound)
    hint = look.hint or str(bound.help_text or "")
    described = _described_by(bound, hint, look)
    grouped = kind in ("radios", "checkboxes", "checkbox")
    return ShownField(
        kind=kind,
        id=bound.id_for_label or bound.auto_id,
        name=bound.html_name,
        label=str(bound.label),
        hint=hint,
        errors=[str(error) for error in bound.errors],
        control="" if grouped else _control(bound, kind, described, look),
        choices=_choices(bound, kind, look.hints),
        described_by=described,
        echo=_echo(bound),
        count=look.count,
        length=len(str(bound.value() or "")),
        inline=look.inline,
    )


def kind_of(bound: BoundField) -> str:
    """input, textarea, select, radios, checkboxes, checkbox, file or moment."""
    widget = bound.field.widget
    if isinstance(bound.field, TypedMomentField):
        return "moment"
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file"),
    )
    return next((kind for sort, kind in kinds if isinstance(widget, sort)), "input")


def errors_of(form: BaseForm) -> list[ShownError]:
    """Errors of the whole form first, then each field's in the order of the page."""
    whole = [ShownError("", str(error)) for error in form.non_field_errors()]
    single = [
        ShownError(f"#{_first_id(form[name])}", str(error))
        for name in form.fields
        if name in form.errors
        for error in form.errors[name]
    ]
    return whole + single


def _first_id(bound: BoundField) -> str:
    """Where a link to the field should land: the control, or the first of its choices."""
    if kind_of(bound) in ("radios", "checkboxes"):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def _described_by(bound: BoundField, hint: str, look: Look) -> str:
    parts = (
        (f"{bound.auto_id}_hint", bool(hint)),
        (f"{bound.auto_id}_error", bool(bound.errors)),
        (f"{bound.auto_id}_count", bool(look.count)),
        (f"{bound.auto_id}_echo", isinstance(bound.field, TypedMomentField)),
    )
    return " ".join(name for name, there in parts if there)


def _control(bound: BoundField, kind: str, described: str, look: Look) -> SafeString:
    own = bound.field.widget.attrs.get("class", "")
    wrong = f"{CLASSES[kind]}--error" if bound.errors else ""
    attrs: dict[str, Any] = {"class": " ".join(part for part in (CLASSES[kind], wrong, own) if part)}
    if described:
        attrs["aria-describedby"] = described
    if look.rows:
        attrs["rows"] = look.rows
    if look.count:
        attrs["data-count"] = look.count
    plain = kind in ("input", "moment", "textarea", "select") and isinstance(bound.field.widget, _PLAIN)
    return _drawn(bound, attrs) if plain else bound.as_widget(attrs=attrs)


def _drawn(bound: BoundField, attrs: Mapping[str, Any]) -> SafeString:
    """What Django's own templates of these widgets draw, without the templates: a long form has dozens of them."""
    widget = bound.field.widget
    said = widget.get_context(
        bound.html_name, bound.value(), bound.build_widget_attrs({"id": bound.auto_id, **attrs}, widget)
    )["widget"]
    value = "" if said["value"] is None else said["value"]
    if isinstance(widget, forms.Textarea):
        return format_html('<textarea name="{}"{}>\n{}</textarea>', said["name"], flatatt(said["attrs"]), value)
    if isinstance(widget, forms.Select):
        return format_html(
            "<select{}>\n{}\n</select>", flatatt({"name": said["name"], **said["attrs"]}), _options(said)
        )
    facts = {"type": said["type"], "name": said["name"], **({"value": value} if value != "" else {}), **said["attrs"]}
    return format_html("<input{}>", flatatt(facts))


def _options(said: Mapping[str, Any]) -> SafeString:
    options = [option for _group, options, _index in said["optgroups"] for option in options]
    shown = ((flatatt({"value": str(one["value"]), **one["attrs"]}), one["label"]) for one in options)
    return format_html_join("\n", "<option{}>{}</option>", shown)


def _choices(bound: BoundField, kind: str, hints: Mapping[str, str]) -> list[Choice]:
    if kind == "checkbox":
        return [Choice(bound.id_for_label, bound.html_name, "on", str(bound.label), "", bool(bound.value()))]
    if kind not in ("radios", "checkboxes"):
        return []
    return [_choice(option.data, hints) for option in bound.subwidgets]


def _choice(option: Mapping[str, Any], hints: Mapping[str, str]) -> Choice:
    value = str(option["value"])
    return Choice(
        id=option["attrs"]["id"],
        name=option["name"],
        value=value,
        label=str(option["label"]),
        hint=hints.get(value, ""),
        chosen=bool(option["selected"]),
    )


def _echo(bound: BoundField) -> str:
    return bound.field.echo(bound.value()) if isinstance(bound.field, TypedMomentField) else ""
