"""The words of an answer, and how it was given where no machine carries it."""

from collections.abc import Mapping
from typing import Any

from django import forms

from parishpump.ui.forms import PumpForm

LONGEST_ANSWER = 50_000
BY_HAND = (("by telephone", "By telephone"), ("at the desk", "At the desk"), ("by letter", "By letter"))


def _lines(label: str, hint: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=4000, widget=area)


class ReplyForm(PumpForm):
    """What an answer says. Bound, it says what is wrong; unbound, it shows what was typed."""

    title = forms.CharField(label="Subject", max_length=200, required=False)
    text = forms.CharField(
        label="Your answer",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="Your office and the council are put below it once.",
        error_messages={"required": "Write the answer first."},
    )
    sources = _lines("What it rests on", "A minute, a report or a public page; one on each line.")
    named = _lines(
        "Who agreed to be named, and where that is written",
        "One on each line: “Weald Drainage Ltd: email of 3 November”.",
    )
    positions = _lines(
        "Positions that the council minuted",
        "One on each line: the words, a colon, the minute. “We object to the plan: 2026/140”.",
    )

    def __init__(self, *args: Any, is_letter: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_letter:
            del self.fields["title"]


def reply_form(typed: Mapping[str, str], *, is_letter: bool, check: bool) -> ReplyForm:
    """The form as typed, by field: with `check` it says what is wrong, without it shows the words alone."""
    said = {name: typed.get(name, "") for name in ReplyForm.base_fields}
    return ReplyForm(said, is_letter=is_letter) if check else ReplyForm(initial=said, is_letter=is_letter)


class ByHandForm(PumpForm):
    """How an answer was given where no address is known, and in which words."""

    how = forms.ChoiceField(
        label="How was it answered?",
        choices=BY_HAND,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it was answered."},
    )
    words = forms.CharField(
        label="What was said",
        max_length=360,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In short. It stays on the record, with your office and the time.",
        error_messages={"required": "Say in short what was answered."},
    )
