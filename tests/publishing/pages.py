"""Officers at their pages: who is signed in, what a browser would post, and what it shows."""

import html
import re
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from parishpump.channels.models import Channel
from parishpump.people.models import Office, Person
from parishpump.publishing.models import Draft, Post
from tests.people.signing_in import sign_in
from tests.publishing.lives import WORDS
from tests.publishing.reading import having_read

HOST = "northfold.example"


def at_desk(person: Person, host: str = HOST) -> Client:
    """A browser in which this person is signed in. They have read the standards of their office."""
    if Office.objects.filter(person=person).exists():
        having_read(person)
    return sign_in(visitor(host), person)


def visitor(host: str = HOST) -> Client:
    return Client(HTTP_HOST=host)


def typed(version: int | str, *channels: Channel, **more: Any) -> dict[str, Any]:
    """What the composer posts for a post that the policy has nothing against."""
    fields = {
        "title": "Mill Lane closed from 1 December",
        "text": WORDS,
        "sources": "Minute 2026/203: drain repair agreed",
        "category": "Roads and travel",
        "audience": "People near Mill Lane",
        "purpose": "Plan another way",
        "comes_down": "Sun 6 Dec 2026, 12 noon",
        "version": str(version),
        "tab": "one",
        "channels": [str(channel.id) for channel in channels if not channel.is_noticeboard],
    }
    return {**fields, **more}


def said(answer: HttpResponse) -> str:
    """The words of a page as somebody reads them, on one line."""
    page = re.sub(r"<(script|style|title)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def shown_in(answer: HttpResponse, name: str) -> str:
    """What stands in a field of the page."""
    page = answer.content.decode()
    if area := re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
        return html.unescape(area[1])
    inputs = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', inputs[0]) if inputs else None
    return html.unescape(value[1]) if value else ""


def button(answer: HttpResponse, name: str) -> str:
    """The value of the first button of that name."""
    found = re.search(rf'<button[^>]*name="{name}"[^>]*value="([^"]*)"', answer.content.decode())
    assert found, f"no button named {name}"
    return found[1]


def draft_of(post: Post) -> Draft:
    return Draft.objects.get(post=post)


def clock_at(monkeypatch: Any, moment: datetime) -> None:
    """Let it be this moment for everybody who asks."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def page(name: str, post: Post, *more: object) -> str:
    """The address of one of a post's pages."""
    return reverse(name, args=[post.reference, *more])
