"""The register of everything published: found, sorted, taken away as a table."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.councils.models import Council
from parishpump.desk.queries.register import (
    NEWEST,
    ORDERS,
    STALE,
    STATES,
    Entry,
    Wanted,
    entries,
    offer,
    published,
)
from parishpump.desk.views.showing.tables import as_csv, moment_cell
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.models import Post
from parishpump.publishing.queries.policy import stale_before
from parishpump.publishing.queries.revisions import public_address

PER_PAGE = 25
ROWS_AT_ONCE = 2000
COLUMNS = (
    "Reference",
    "Headline",
    "Category",
    "Published",
    "State",
    "Comes down",
    "Version",
    "Channels",
    "Written by",
    "Approved by",
    "Under",
    "Seal",
    "Address",
)
STATE_WORDS = {
    "current": "Up",
    "expired": "Came down",
    "corrected": "Corrected",
    "withdrawn": "Withdrawn",
    "stale": "Stale: to be looked at",
}
STATE_LOOKS = {"current": "sent", "expired": "quiet", "corrected": "should", "withdrawn": "blocked"}
ORDER_WORDS = {"newest": "Newest first", "oldest": "Oldest first", "headline": "By headline"}


@officer_page
@require_safe
def register(request: OfficerRequest) -> HttpResponse:
    """One page of it."""
    now = timezone.now()
    wanted = _wanted(request, now)
    rows = Paginator(published(wanted, at=now), PER_PAGE).get_page(request.GET.get("page"))
    found = [(entry, STATE_LOOKS[entry.state], STATE_WORDS[entry.state]) for entry in entries(rows, at=now)]
    narrowed, offered = wanted != Wanted(order=wanted.order, stale_before=wanted.stale_before), offer()
    states = (*STATES, STALE) if wanted.stale_before else STATES
    facts: dict[str, Any] = {
        "page": rows,
        "found": found,
        "wanted": wanted,
        "narrowed": narrowed,
        "query": _query(wanted),
        "now": now,
        "years": offered.years,
        "channels": offered.channels,
        "states": [(state, STATE_WORDS[state]) for state in states],
        "orders": [(order, ORDER_WORDS[order]) for order in ORDERS],
    }
    return render(request, "desk/register.html", facts)


@officer_page
@require_safe
def register_csv(request: OfficerRequest) -> HttpResponse:
    """All that is wanted, as a table for a spreadsheet."""
    now = timezone.now()
    name = f"register-{timezone.localdate(now).isoformat()}"
    return as_csv(name, COLUMNS, _rows(request.council, list(published(_wanted(request, now), at=now)), now))


def _wanted(request: HttpRequest, now: datetime) -> Wanted:
    """What the address asks for; what cannot be read narrows nothing."""
    said = request.GET
    state, order = said.get("state", ""), said.get("order", "")
    words = " ".join(said.get("words", "").replace("\x00", "").split())[:200]
    return Wanted(
        words=words,
        year=_number(said.get("year", ""), 1, 9998),
        channel=_number(said.get("channel", ""), 1, 2**62),
        state=state if state in (*STATES, STALE) else "",
        order=order if order in ORDERS else NEWEST,
        stale_before=stale_before(now) if state == STALE else None,
    )


def _number(typed: str, least: int, most: int) -> int | None:
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 20 else 0
    return number if least <= number <= most else None


def _query(wanted: Wanted) -> str:
    return urlencode(
        {name: said for name, said in vars(wanted).items() if said and said != NEWEST and name != "stale_before"}
    )


def _rows(council: Council, posts: list[Post], now: datetime) -> Iterator[list[str]]:
    for start in range(0, len(posts), ROWS_AT_ONCE):
        yield from (_row(council, entry) for entry in entries(posts[start : start + ROWS_AT_ONCE], at=now))


def _row(council: Council, entry: Entry) -> list[str]:
    post, public, leave = entry.post, entry.post.public, entry.leave
    if public is None:
        return []
    return [
        post.reference,
        str(public),
        public.category,
        moment_cell(post.published_at),
        STATE_WORDS[entry.state],
        moment_cell(public.comes_down),
        str(public.number),
        ", ".join(entry.channels),
        public.written_as,
        leave.office if leave else "",
        f"minute {leave.minute}" if leave else "",
        public.seal,
        public_address(post, council),
    ]
