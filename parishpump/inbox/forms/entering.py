"""Typing in what somebody said, and noting what a closed group said."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import UploadedFile

from parishpump.inbox.actions.entering import DESK, LETTER, TELEPHONE, Noted, Told
from parishpump.inbox.masking import MOST_SENDERS
from parishpump.inbox.models import Topic
from parishpump.inbox.scans import NotAScan, Scan, picture_of, scan_of
from parishpump.publishing.pictures import MOST_BYTES
from parishpump.ui.forms import PumpForm, TypedMomentField

LONGEST = 200_000  # characters: what a person types or pastes
ROUTES = ((TELEPHONE, "Telephone"), (DESK, "At the desk, or in the street"), (LETTER, "Letter"))
TOPICS_SHOWN = 8
FILES_AT_MOST = 6


class MessageForm(PumpForm):
    """What somebody said by telephone, at the desk or in a letter."""

    route = forms.ChoiceField(label="How it came", choices=ROUTES, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What was said",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="In their words as far as you can. It can be left empty where a scan says it.",
    )
    scan = forms.FileField(
        label="Scan or photograph of the letter", required=False, help_text="PDF, JPEG or PNG, at most 15 MB."
    )
    name = forms.CharField(label="Who", required=False, max_length=200, help_text="Their name, where they gave it.")
    contact = forms.CharField(
        label="Where an answer goes",
        required=False,
        max_length=320,
        help_text="An email address, a telephone number or a postal address, where they want an answer.",
    )
    received_at = TypedMomentField(
        label="When it reached the council",
        help_text="When it came, not when you type it in. The clock of a request for information runs from then.",
    )

    def clean_received_at(self) -> datetime:
        moment: datetime = self.cleaned_data["received_at"]
        now = self.moment_field("received_at").now
        if now and moment > now:
            raise forms.ValidationError("This moment is still to come. Say when it reached the council.")
        return moment

    def clean_scan(self) -> Scan | None:
        return _scan(self.cleaned_data["scan"], pdf=True) if self.cleaned_data["scan"] else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("text", "").strip() and not cleaned.get("scan"):
            self.add_error("text", "Write what was said, or add a scan of it: one of them is the message.")
        return cleaned

    @property
    def told(self) -> Told:
        """What was typed."""
        said = self.cleaned_data
        return Told(said["route"], said["text"], said["received_at"], said["name"], said["contact"], said["scan"])


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several pictures at once; cleans to scans."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > FILES_AT_MOST:
            raise forms.ValidationError(f"{len(files)} files are chosen, and {FILES_AT_MOST} fit. Choose fewer.")
        return [_scan(super(FilesField, self).clean(one, initial), pdf=False) for one in files]


class GroupNoteForm(PumpForm):
    """What a closed group said: paste, choose a topic, done."""

    text = forms.CharField(
        label="Paste what was said",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "autofocus": True}),  # so that one can paste at once
        help_text="Names, numbers and addresses are taken out before it is kept. What you paste here is not kept.",
    )
    topic = forms.ChoiceField(label="What it is about", required=False, widget=forms.RadioSelect)
    new_topic = forms.CharField(
        label="Or another topic", required=False, max_length=80, help_text="An existing name is found again."
    )
    screenshots = FilesField(
        label="Or screenshots",
        required=False,
        help_text="JPEG or PNG. They are shown folded away, for names in a picture cannot be taken out.",
    )
    also = forms.CharField(
        label="More names to take out",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line: first names alone, or nicknames, of people who are only talked about.",
    )
    group = forms.CharField(label="Which group", required=False, max_length=120)

    def __init__(self, *args: Any, topics: list[Topic], **options: Any) -> None:
        super().__init__(*args, **options)
        self.topics = {str(topic.id): topic for topic in topics[:TOPICS_SHOWN]}
        self.offer("topic", [(key, topic.name) for key, topic in self.topics.items()])
        if not self.topics:
            del self.fields["topic"]
            self.fields["new_topic"].label = "What it is about"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if not cleaned["text"].strip() and not cleaned["screenshots"]:
            self.add_error("text", "Paste what was said, or add a screenshot.")
        if not cleaned.get("topic") and not cleaned["new_topic"].strip():
            self.add_error("topic" if self.topics else "new_topic", "Say what it is about: it is counted under that.")
        return cleaned

    @property
    def chosen(self) -> Topic | None:
        """The topic that was chosen; None where another was named, which goes before."""
        return None if self.cleaned_data["new_topic"].strip() else self.topics.get(self.cleaned_data.get("topic", ""))

    @property
    def noted(self) -> Noted:
        """What was pasted and added."""
        said = self.cleaned_data
        also = [name.strip() for name in re.split(r"[\n,]", said["also"]) if name.strip()]
        return Noted(said["text"], said["screenshots"], also[:MOST_SENDERS], said["group"].strip())


def _scan(upload: "UploadedFile[bytes]", *, pdf: bool) -> Scan:
    content = upload.read(MOST_BYTES + 1)
    try:
        return scan_of(content) if pdf else picture_of(content)
    except NotAScan as refused:
        raise forms.ValidationError(f"{(upload.name or 'The file')[:80]}: {refused}") from refused


def message_form(*args: Any, now: datetime, zone: ZoneInfo) -> MessageForm:
    """The form for something that was said just now."""
    minute = now.replace(second=0, microsecond=0)
    return MessageForm(*args, now=now, zone=zone, initial={"received_at": minute, "route": TELEPHONE})
