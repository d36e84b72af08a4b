"""A list to choose from, drawn at once: a card has eight of them, and Django draws each choice by a template."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class QuickSelect(forms.Select):
    """The same as Django's own, for one choice and without attributes of the choices."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        parts = (
            format_html('<optgroup label="{}">{}</optgroup>', key, options(words, chosen))
            if isinstance(words, list | tuple)
            else options([(key, words)], chosen)
            for key, words in self.choices
        )
        attributes = flatatt(self.build_attrs(self.attrs, attrs) | {"name": name})
        return format_html("<select{}>{}</select>", attributes, format_html_join("", "{}", ((one,) for one in parts)))


def options(choices: Iterable[tuple[Any, Any]], chosen: str) -> SafeString:
    """Each choice as its value and its words; the one whose value is `chosen` is selected."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, SafeString(" selected") if str(key) == chosen else "", words) for key, words in choices),
    )
