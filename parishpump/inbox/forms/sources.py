"""Following a feed, and what is done with one."""

import re
from typing import Any

from django import forms

from parishpump.inbox.actions.sources import LONGEST_WORD, MOST_WORDS
from parishpump.ui.forms import PumpForm

WORDS_HINT = (
    "One a line, such as a place, a road or a scheme. Only what has one of them comes in. Without any, everything does."
)


class WatchWordsField(forms.CharField):
    """Words to watch for, one a line or between commas; cleans to a list."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4}), **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = [" ".join(word.split()) for word in re.split(r"[\n,]", str(value or ""))]
        return [word for word in words if word]

    def validate(self, value: Any) -> None:
        if len(value) > MOST_WORDS:
            raise forms.ValidationError(f"There are {len(value)} words, and {MOST_WORDS} fit. Take some out.")
        if long := next((word for word in value if len(word) > LONGEST_WORD), ""):
            raise forms.ValidationError(f"“{long[:30]}…” is longer than {LONGEST_WORD} characters. Shorten it.")


class WatchWordsForm(PumpForm):
    """The words that a source is watched for."""

    words = WatchWordsField(label="Words to watch for", help_text=WORDS_HINT)


class FeedForm(WatchWordsForm):
    """A feed to follow."""

    name = forms.CharField(label="What people call it", max_length=120, help_text="Such as County council news.")
    address = forms.URLField(
        label="Address of the feed",
        max_length=500,
        assume_scheme="https",
        help_text="Its RSS, Atom or JSON feed, which many news pages and blogs have.",
    )
    public_body = forms.BooleanField(
        label="It belongs to an organisation or a public page",
        help_text="The council follows nobody’s private account.",
    )
    field_order = ("name", "address", "words", "public_body")


class RestForm(PumpForm):
    """Why a source rests."""

    reason = forms.CharField(label="Why it rests", max_length=400, help_text="It goes on the record.")


class ClosingForm(PumpForm):
    """Why a feed is followed no more."""

    reason = forms.CharField(label="Why it is closed", max_length=400, help_text="It goes on the record.")
