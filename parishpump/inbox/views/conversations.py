"""The list of messages, and one decision about many of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from parishpump.inbox.actions.triaging import Outcome, triage_many
from parishpump.inbox.duties import REFERABLE, SAFEGUARDING, duty
from parishpump.inbox.forms.choosing import options
from parishpump.inbox.forms.listing import ManyForm, chosen, wanted_by
from parishpump.inbox.outcomes import OUTCOMES
from parishpump.inbox.queries.around import Counts, around_the_list
from parishpump.inbox.queries.card import offices_by_person
from parishpump.inbox.queries.hours import promise
from parishpump.inbox.queries.listing import (
    CLAIMED,
    CLOSED,
    DUE,
    DUTY,
    FOLDED,
    MINE,
    NEWEST,
    OPEN,
    TO_ANSWER,
    TOPIC,
    WAITING,
    Wanted,
    messages_listed,
    rows_numbered,
)
from parishpump.inbox.queries.policy import listening_policy
from parishpump.inbox.queries.topics import Offer, offer
from parishpump.inbox.views.showing.card import outcome_words
from parishpump.inbox.views.showing.rows import Reader, rows_of
from parishpump.people.powers import LISTEN, MODERATE
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.policy.triage.words import WORDS

PER_PAGE = 30
NARROWING = ("words", "source", "kind", "duty", "topic", "conversation", "outcome", "since", "until")
DECIDED = "decided together"  # in the session: what the page after a bulk decision tells

_CHIPS = (
    (OPEN, "Open"),
    (DUTY, "Legal duty"),
    (MINE, "For you"),
    (CLAIMED, "Claimed"),
    (TO_ANSWER, "In hand"),
    (WAITING, "Wait for the writer"),
    (CLOSED, "Closed"),
)
_ORDERS = ((DUE, "Duty, then age"), (NEWEST, "Newest first"), (TOPIC, "Topic"))
_KINDS = [(one, WORDS[one].name) for one in WORDS if one not in REFERABLE]
_DUTIES = [(one, duty(one).name) for one in (*REFERABLE, SAFEGUARDING)]
_OUTCOMES = [(one.id, one.words) for one in OUTCOMES]


@officer_page(needs=LISTEN)
@require_GET
def conversations(request: OfficerRequest) -> HttpResponse:
    """The messages that are wanted: what the law may demand first, then the oldest."""
    return _page(request, _wanted(request))


def _wanted(request: OfficerRequest) -> Wanted:
    return wanted_by(request.GET, request.council.zone)


def _page(request: OfficerRequest, wanted: Wanted, form: ManyForm | None = None) -> HttpResponse:
    at, person = timezone.now(), request.user.id
    policy, offices, around = listening_policy(at), offices_by_person(at), around_the_list(person=person, at=at)
    offered, found = around.offer, around.counts
    request.messages_open = found.open  # type: ignore[attr-defined]  # the frame shows it too, and need not count again
    page = _page_of(wanted, found, request.GET.get("page"), person, at)
    reader = Reader(at, policy, offices, around.spared)
    many = form or ManyForm(policy=policy, topics=offered.topics, offices=list(offices.values()))
    facts = {
        "rows": rows_of(page.object_list, reader),
        "page": page,
        "wanted": wanted,
        "asked": {name: request.GET.get(name, "") for name in (*NARROWING, "show", "order")},
        "chips": _chips(request, wanted, found),
        "counts": found,
        "choices": _choices(wanted, offered),
        "narrowed": _narrowed(request, offered),
        "query": _query(request),
        "form": many,
        "target": policy.reply_target,
        "stories": around.stories,
        "promise": promise(at),
        "moderates": request.acting.may(MODERATE),
        "authority": next((one for one in request.acting.delegations if LISTEN in one.powers), None),
    }
    return render(request, "inbox/conversations.html", facts, status=422 if form else 200)


def _choices(wanted: Wanted, offered: Offer) -> dict[str, SafeString]:
    """What each list of the search offers, with what is asked for selected."""
    topics = [(0, "Under none"), *((one.id, one.name) for one in offered.topics)]
    of: dict[str, Sequence[tuple[int | str, str]]] = {
        "order": _ORDERS,
        "source": offered.sources,
        "kind": _KINDS,
        "duty": _DUTIES,
        "topic": topics,
        "outcome": _OUTCOMES,
    }
    return {name: options(choices, _chosen(getattr(wanted, name))) for name, choices in of.items()}


def _chosen(value: int | str | None) -> str:
    return "" if value is None else str(value)


def _page_of(wanted: Wanted, found: Counts, number: str | None, person: int, at: datetime) -> Page[Any]:
    """One page of the list. A search looks through the messages once: what it finds is counted and cut here.

    Only the messages of that page are read whole: the others are passed over in an index.
    """
    listed = messages_listed(wanted, person=person, at=at)
    ids = listed.values_list("id", flat=True)
    paginator: Paginator[Any] = Paginator(list(ids) if wanted.words else ids, PER_PAGE)
    if not wanted.words and (known := _known(wanted, found)) is not None:
        paginator.count = known
    page = paginator.get_page(number)
    rows = rows_numbered(cast(Sequence[int], page.object_list))
    page.object_list = list(rows.order_by(*listed.query.order_by))
    return page


def _known(wanted: Wanted, found: Counts) -> int | None:
    """How many there are, where that has been counted already."""
    if wanted != Wanted(show=wanted.show, order=wanted.order):
        return None
    known = {OPEN: found.open, DUTY: found.duty, MINE: found.mine, CLAIMED: found.claimed, FOLDED: found.folded}
    return (known | {TO_ANSWER: found.to_answer, WAITING: found.waiting}).get(wanted.show)


def _query(request: OfficerRequest, **other: str) -> str:
    """The query string of this list without its page."""
    asked = {name: request.GET.get(name, "") for name in ("show", "order", *NARROWING)} | other
    return urlencode({name: value for name, value in asked.items() if value})


def _chips(request: OfficerRequest, wanted: Wanted, found: Counts) -> list[dict[str, Any]]:
    numbers = {
        OPEN: found.open,
        DUTY: found.duty,
        MINE: found.mine,
        CLAIMED: found.claimed,
        TO_ANSWER: found.to_answer,
        WAITING: found.waiting,
    }
    return [
        {
            "label": label,
            "url": f"?{_query(request, show=show, outcome='')}",
            "current": wanted.show == show,
            "count": numbers.get(show, 0),
        }
        for show, label in _CHIPS
    ]


def _narrowed(request: OfficerRequest, offered: Offer) -> str:
    """How the list is narrowed, in words; empty where it is not."""
    asked = request.GET
    topics = {"0": "none", **{str(one.id): one.name for one in offered.topics}}
    sources = {str(id): name for id, name in offered.sources}
    said = (
        ("words", f"“{asked.get('words', '')[:80]}”"),
        ("source", f"from {sources.get(asked.get('source', ''), 'a place that is not known')}"),
        ("kind", f"kind: {asked.get('kind', '')[:40]}"),
        ("duty", f"duty: {asked.get('duty', '')[:40]}"),
        ("topic", f"topic: {topics.get(asked.get('topic', ''), 'one that is closed')}"),
        ("conversation", "one conversation"),
        ("outcome", f"outcome: {outcome_words(asked.get('outcome', ''))[:40]}"),
        ("since", f"from {asked.get('since', '')[:20]}"),
        ("until", f"to {asked.get('until', '')[:20]}"),
    )
    found = [words for name, words in said if asked.get(name)]
    return f"Only {', '.join(found)}." if found else ""


@officer_page(needs=LISTEN)
@require_POST
def decisions(request: OfficerRequest) -> HttpResponse:
    """Decide the same about every message that is ticked. Each closes, or is refused for its own reason."""
    at, wanted = timezone.now(), _wanted(request)
    offered, offices = offer(), list(offices_by_person(at).values())
    form = ManyForm(request.POST, policy=listening_policy(at), topics=offered.topics, offices=offices)
    if not form.is_valid():
        return _page(request, wanted, form)
    found = chosen(request.POST, wanted, person=request.user.id, at=at)
    if not found:
        messages.error(request, "No message is ticked, so nothing was decided. Tick at least one.")
        return redirect(f"{reverse('conversations')}?{_query(request)}")
    decision = form.decision(by=request.user, at=at)
    done = triage_many(found, decision, refer_duties=form.cleaned_data["refer"], by=request.user, at=at)
    request.session[DECIDED] = {
        "what": outcome_words(decision.outcome),
        "topic": str(decision.topic) if decision.topic else "",
        "messages": [_told(one) for one in done],
    }
    return redirect("decided-together")


def _told(one: Outcome) -> dict[str, str]:
    """What came of one of many, for the page after it."""
    why = one.refusal.words if one.refusal else ""
    result = "referred" if one.referred else "refused" if one.refusal else "decided"
    return {"reference": one.message.reference, "result": result, "why": why}


@officer_page(needs=LISTEN)
@require_GET
def decided_together(request: OfficerRequest) -> HttpResponse:
    """What came of the last decision about many: which were decided, and which not, each with its reason."""
    told = request.session.get(DECIDED)
    if told is None:
        return redirect("conversations")
    of = {
        result: [one for one in told["messages"] if one["result"] == result]
        for result in ("decided", "referred", "refused")
    }
    facts = {"what": told["what"], "topic": told["topic"], **of}
    return render(request, "inbox/decided_together.html", facts)
