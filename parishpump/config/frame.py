"""What every page's frame shows, whichever room the page is in. Nothing is read before a template asks for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from parishpump.adoption.urls import urlpatterns as adoption
from parishpump.councils.models import Council
from parishpump.desk.queries.state import CouncilState, state_of
from parishpump.partners.urls import urlpatterns as partners
from parishpump.people import queries as people
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN, WRITE
from parishpump.policy.errors import PackError
from parishpump.policy.packs import load_pack
from parishpump.ui.frame import Acting, NavLink, Strip
from parishpump.ui.words import day, near_moment, number_word, plural

ADOPTION = {one.name for one in adoption}
PARTNERS = {one.name for one in partners}

_NAV = (
    ("Desk", "desk", {"desk"}),
    ("Posts", "posts", {"posts", "post", "draft", "revision", "delivery", "withdrawal"}),
    (
        "Conversations",
        "conversations",
        {
            "conversations",
            "message",
            "whole-message",
            "decided-together",
            "topics",
            "topic",
            "new-topic",
            "sources",
            "source",
            "new-source",
            "new-message",
            "group-note",
        },
    ),
    ("Pictures", "library", {"library", "passport", "draft-library"}),
    ("Calendar", "calendar", {"calendar"}),
    (
        "Channels",
        "channels",
        {
            "channels",
            "channel",
            "new-channel",
            "channel-facts",
            "channel-review",
            "channel-opening",
            "deployments",
            "deployment",
            "new-deployment",
            "deployment-draft",
            "campaigns",
            "campaign",
            "risks",
            "risk",
            "new-risk",
            "watch",
            "new-platform-note",
        }
        | PARTNERS,
    ),
    ("People", "people", {"people", "office", "new-office", "delegation", "delegation-new"}),
    ("Policy", "the-policy", {"the-policy", "clause", "findings"} | ADOPTION),
    ("Register", "register", {"register"}),
    ("The record", "record", {"record", "record-entry"}),
)

_NOUNS = {"posts": "waiting for approval", "conversations": "open"}
_DEMONSTRATION = "/demonstration/"  # routed in demonstration mode alone


def frame(request: HttpRequest) -> dict[str, Any]:
    """The council, who acts, the navigation and the strips of state, under the names that the base templates know."""
    council: Council | None = getattr(request, "council", None)
    acting: people.Acting | None = getattr(request, "acting", None)
    # Asking for the user opens the session and makes a page vary by its cookie: not where there is no cookie.
    signed_in = (
        council is not None
        and settings.SESSION_COOKIE_NAME in request.COOKIES
        and isinstance(getattr(request, "user", None), Person)
    )
    return {
        "council": council,
        "demo": settings.PARISHPUMP_DEMO,
        "now": timezone.now(),
        "home_url": reverse("desk") if acting else "/",
        "acting": _acting(acting),
        "nav": _lazily(lambda: _nav(request)) if acting else [],
        "main_action": _main_action(request) if acting and acting.may(WRITE) else None,
        "strips": _lazily(lambda: _strips(request)) if council else [],
        "councils": SimpleLazyObject(lambda: state_of(request).councils) if signed_in else 0,
        "councils_url": reverse("councils"),
        "foot_links": _foot_links(signed_in=signed_in) if council else [],
        "foot_note": SimpleLazyObject(lambda: _policy_line(request, council)) if council and acting else "",
        "sign_out_url": reverse("account_logout") if signed_in else "",
    }


def _lazily(read: Callable[[], list[Any]]) -> Any:
    return SimpleLazyObject(read)


def _acting(acting: people.Acting | None) -> Acting | None:
    """Under which office and minute somebody acts; one without a delegation acts under none."""
    if acting is None or acting.office is None:
        return None
    authority = acting.authority
    if authority is None:
        return Acting(str(acting.office))
    return Acting(str(acting.office), authority.minute, reverse("delegation", args=[authority.id]), authority.ends)


def _nav(request: HttpRequest) -> list[NavLink]:
    here = _here(request)
    state, acting = state_of(request), getattr(request, "acting", None)
    waiting = {"posts": state.to_decide, "conversations": state.messages_open if acting and acting.may(LISTEN) else 0}
    return [
        NavLink(label, reverse(name), count=waiting.get(name, 0), current=here in pages, noun=_NOUNS.get(name, ""))
        for label, name, pages in _NAV
    ]


def _main_action(request: HttpRequest) -> NavLink:
    return NavLink("Write a post", reverse("new-post"), current=_here(request) == "new-post")


def _here(request: HttpRequest) -> str:
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def _strips(request: HttpRequest) -> list[Strip]:
    strips = [_demonstration(request)] if settings.PARISHPUMP_DEMO else []
    state = state_of(request)
    if state.is_paused:
        strips.append(_paused(state) if getattr(request, "acting", None) else _paused_for_all())
    if state.poll_on is not None and getattr(request, "acting", None):
        strips.append(_before_an_election(state, state.poll_on))
    return strips


def _demonstration(request: HttpRequest) -> Strip:
    change = "Change person" if getattr(request, "acting", None) else "Sign in as somebody"
    words = "Nothing here reaches anybody."
    return Strip("demo", "This is the demonstration council.", words, _DEMONSTRATION, change)


def _paused(state: CouncilState) -> Strip:
    now = timezone.localtime()
    since = near_moment(timezone.localtime(state.paused_at), now=now)
    held = f"{number_word(state.held).capitalize()} {plural(state.held, 'post is', 'posts are')} held."
    words = f"since {since}, by the {state.paused_by}: {(state.pause_reason or '').rstrip('.')}. {held}"
    return Strip("paused", "Everything is paused", words, reverse("pause"), "What it means, and how it ends")


def _paused_for_all() -> Strip:
    """Nobody approved the reason for publication, so whoever is not in office does not see it."""
    return Strip("paused", "Nothing new is published for now.", "What you see here was published before.")


def _before_an_election(state: CouncilState, poll_on: date) -> Strip:
    """The period ends by itself with the close of poll; until then every officer sees what may go out."""
    words = f"{state.election}, {state.election_area}: until 10pm on {day(poll_on)}."
    return Strip("election", "Pre-election period", words, reverse("elections"), "What may still go out")


def _foot_links(*, signed_in: bool) -> list[NavLink]:
    links = [NavLink("Accessibility", reverse("accessibility"))]
    return [*links, NavLink("Your account", reverse("my-account"))] if signed_in else links


def _policy_line(request: HttpRequest, council: Council) -> str:
    """Which policy decides here. A pack that cannot be read takes no page down: submitting says so."""
    state = state_of(request)
    if state.policy_version is not None:
        return f"Policy version {state.policy_version}, minute {state.policy_minute}"
    try:
        version = load_pack(council.pack).version
    except PackError:
        version = None
    parts = [f"version {version}" if version else "", f"minute {council.pack_minute}" if council.pack_minute else ""]
    said = ", ".join(part for part in parts if part)
    return f"Policy {said}" if said else "No policy of the council’s own is adopted yet"
