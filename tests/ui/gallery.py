"""A page that shows every component in every state, drawn without a database and served under the strict policy."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.utils.html import format_html

from parishpump.ui.forms import PumpForm, TypedMomentField
from parishpump.ui.frame import Acting, NavLink, Strip

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=LONDON)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 250"><rect width="640" height="250" fill="#d7e2e6"/>'
    '<path d="M0 120C120 92 210 100 300 112s240-6 340-20v158H0z" fill="#8fa886"/></svg>'
)
WORDS = (
    "Mill Lane will be closed from 9am on Tuesday 1 December to 5pm on Thursday 3 December while the collapsed drain "
    "is repaired. The signed diversion is by Church Road."
)


class GalleryForm(PumpForm):
    """One field of every sort."""

    title = forms.CharField(label="Headline", max_length=20)
    text = forms.CharField(
        label="Text for every channel", widget=forms.Textarea, help_text="Facts about the council and its business."
    )
    email = forms.EmailField(label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    audience = forms.ChoiceField(label="Audience", choices=[("lane", "People near Mill Lane"), ("all", "Everybody")])
    outcome = forms.ChoiceField(
        label="What happens to it",
        widget=forms.RadioSelect,
        choices=[("reply", "Reply"), ("listen", "Listened, no reply")],
    )
    channels = forms.MultipleChoiceField(
        label="Channels",
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("board", format_html("<b>{}</b>, always first: the copy that counts", "Noticeboard")),
            ("bsky", "Bluesky"),
        ],
    )
    picture = forms.FileField(label="Picture", help_text="JPEG or PNG, at most 10 MB.")
    goes_out = TypedMomentField(label="Goes out", help_text="Type a day and a time, as you would say it.")
    own_work = forms.BooleanField(label="The council made this picture itself")


def empty_form() -> GalleryForm:
    start = NOW + timedelta(hours=3, minutes=20)
    initial = {"title": "Mill Lane", "goes_out": start, "outcome": "reply", "channels": ["board"]}
    return GalleryForm(now=NOW, zone=LONDON, initial=initial)


def wrong_form() -> GalleryForm:
    typed = {"title": "Mill Lane closed, 1 to 3 December", "email": "clerk at northfold", "goes_out": "Mon 1 Dec, 9am"}
    return GalleryForm({f"wrong-{name}": said for name, said in typed.items()}, now=NOW, zone=LONDON, prefix="wrong")


def context() -> dict[str, Any]:
    digest = sha256(b"Mill Lane").hexdigest()
    return {
        "now": NOW,
        "council": SimpleNamespace(name="Northfold Parish Council"),
        "councils": 2,
        "councils_url": "#",
        "acting": Acting("Clerk", "2026/118", "#", date(2027, 5, 12)),
        "nav": [
            NavLink("Desk", "#", current=True),
            NavLink("Posts", "#"),
            NavLink("Conversations", "#", 23),
            NavLink("Calendar", "#"),
            NavLink("The record", "#"),
            NavLink("Policy", "#"),
        ],
        "main_action": NavLink("Write a post", "#"),
        "strips": [
            Strip(
                "paused", "Everything is paused", "since 9:12am by the Deputy Clerk: burst main.", "#", "Who may post"
            ),
            Strip(
                "election", "Pre-election period", "until 10pm on Thursday 17 December.", "#", "What may still go out"
            ),
            Strip("demo", "A demonstration.", "Nothing here reaches anybody.", "#", "Sign in as somebody else"),
        ],
        "foot_links": [NavLink("Help for this page", "#"), NavLink("Keyboard", "#")],
        "foot_note": "Policy version 3, minute 2026/061",
        "sign_out_url": "/sign-out/",
        "csrf_token": "token",
        "digest": digest,
        "form": empty_form(),
        "wrong": wrong_form(),
        "hints": {"listen": "It is counted, and nobody is answered."},
        "page": Paginator(range(214), 50).page(2),
        "picture": {"url": "/picture.svg", "alt": "A narrow lane with a barrier", "credit": "Northfold Parish Council"},
        "facts": [("Owner", "Northfold Parish Council"), ("Minute", format_html('<a href="#">{}</a>', "2026/118"))],
        "rows": rows(),
        "checked": [
            {"text": "Closed from ", "strength": "", "number": 0},
            {"text": "Monday 1 December", "strength": "should", "number": 2},
            {"text": ". ", "strength": "", "number": 0},
            {"text": "It is a disgrace.", "strength": "must", "number": 1},
            {"text": " Questions: ", "strength": "", "number": 0},
            {"text": "01632 960 118", "strength": "over", "number": 3},
        ],
        "diff": [("same", "Closed "), ("removed", "for three days"), ("added", "to 5pm on Thursday"), ("same", ".")],
        "text": WORDS,
        "trail": [("Posts", "#")],
        "messages": [Message(constants.SUCCESS, "Saved as draft 214."), Message(constants.ERROR, "Not sent.")],
        "states": ["late", "blocked", "must", "should", "sent", "done", "due", "set", "unknown", "held", "quiet"],
        "soon": NOW + timedelta(days=9, hours=5),
        "due": NOW - timedelta(minutes=70),
    }


def rows() -> list[dict[str, Any]]:
    return [
        {
            "when": "1h 10m late",
            "then": "due 8:00am",
            "title": "Settle: did “Winter gritting routes” reach Mastodon?",
            "url": "#",
            "why": "Mastodon took the post and then went silent.",
            "button": "Look and settle",
            "hidden": "Winter gritting routes",
            "late": True,
        },
        {
            "when": "By 12 noon",
            "then": "then it expires",
            "title": "Approve: Mill Lane closed, 1 to 3 December",
            "url": "#",
            "button": "Read and decide",
            "main": True,
        },
    ]


def draw(name: str) -> str:
    """The page of that name beside this file, as HTML."""
    source = Path(__file__).with_name(f"{name}.html").read_text(encoding="utf-8")
    return str(engines["django"].from_string(source).render(context()))
