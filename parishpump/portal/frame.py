"""The frame of every public page: where one can go, and what state the council is in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from parishpump.portal.queries.register import open_pause
from parishpump.portal.wording import one_line
from parishpump.ui.frame import NavLink, Strip
from parishpump.ui.words import moment

_NAV = (
    ("Noticeboard", "noticeboard"),
    ("Everything published", "public-register"),
    ("Official channels", "official-channels"),
    ("Who does what", "who-does-what"),
    ("Our policy", "our-policy"),
    ("Ask the council", "ask"),
    ("Check us", "checking"),
)
_FOOT = (
    ("Official channels", "official-channels"),
    ("Answers to questions", "answers"),
    ("Conversations we follow", "conversations-followed"),
    ("House rules", "house-rules"),
    ("Our policy", "our-policy"),
    ("Accessibility", "accessibility"),
    ("Privacy", "privacy"),
)


def public_frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation, foot and strips, under the names that ui/portal_base.html knows."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "home_url": reverse("noticeboard"),
        "nav": [NavLink(label, reverse(name), current=name == here) for label, name in _NAV],
        "foot_links": [NavLink(label, reverse(name)) for label, name in _FOOT],
        "strips": [strip for strip in (_demonstration(), _paused()) if strip],
    }


def _demonstration() -> Strip | None:
    if not settings.PARISHPUMP_DEMO:
        return None
    words = "This council is invented, and nothing here reaches anybody."
    return Strip("demo", "A demonstration.", words, reverse("demo-people"), "Sign in as somebody")


def _paused() -> Strip | None:
    """Publicly a pause has no reason: those words were for the record, and nobody approved them for publication."""
    pause = open_pause()
    if pause is None:
        return None
    since = moment(timezone.localtime(pause.at))
    return Strip(
        "paused",
        "Nothing new is published for now.",
        f"The council paused it on {since}, by the {one_line(pause.office)}. What you see here was published before.",
    )
