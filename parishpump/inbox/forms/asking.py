"""The public's own form: a question to the council, kept from robots without a script and without a riddle."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing

from parishpump.inbox.actions.entering import Question
from parishpump.networks.readings import MOST_TEXT
from parishpump.ui.forms import PumpForm

_SALT = "a question to the council"
# A person takes longer than this to write a question; a page older than a day may be a copy that a robot kept.
QUICKEST, OLDEST = timedelta(seconds=3), timedelta(hours=24)
TOO_QUICK = "That was quicker than a person writes. Look it over, then press the button again."
TOO_OLD = "This page was open for more than a day. Nothing is lost: press the button again."
TRAP = (
    "This field is for robots, and something filled it in, perhaps your browser. Empty it, then press the button again."
)


class AskForm(PumpForm):
    """Name, email, question; a field that people do not see; and what says when the page was drawn."""

    question = forms.CharField(
        label="What do you want to ask or tell the council?",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Say where and when, if it is about a place. Nothing that you would not tell the office.",
    )
    name = forms.CharField(
        label="Your name", required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your email address",
        required=False,
        max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Without an address nobody can answer you. A request for information needs your name and an address.",
    )
    website = forms.CharField(
        label="Leave this field empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    drawn = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at
        self._page, self._drawn_at = _opened(str(self.data.get("drawn", ""))) if self.is_bound else ("", None)

    def clean_question(self) -> str:
        said: str = self.cleaned_data["question"]
        if len(said.encode("utf-8", "replace")) > MOST_TEXT:
            raise forms.ValidationError("The question is longer than 1 MB, and no longer one fits. Shorten it.")
        return said

    def clean_website(self) -> str:
        if self.cleaned_data["website"].strip():
            raise forms.ValidationError(TRAP)
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self._drawn_at is None or self.at - self._drawn_at > OLDEST:
            raise forms.ValidationError(TOO_OLD)
        if self.at - self._drawn_at < QUICKEST:
            raise forms.ValidationError(TOO_QUICK)
        return cleaned

    @property
    def token(self) -> str:
        """What the page carries: its own name, and when it was drawn. One that still holds is kept."""
        holds = self._drawn_at is not None and self.at - self._drawn_at <= OLDEST
        return str(self.data["drawn"]) if holds else _drawn(self.at)

    @property
    def asked(self) -> Question:
        """What was sent."""
        said = self.cleaned_data
        return Question(self._page, said["name"], said["email"], said["question"])


def _drawn(at: datetime) -> str:
    return signing.dumps({"page": secrets.token_hex(16), "at": at.isoformat()}, salt=_SALT)


def _opened(token: str) -> tuple[str, datetime | None]:
    try:
        said = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return "", None
    return said["page"], datetime.fromisoformat(said["at"])
