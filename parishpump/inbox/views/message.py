"""The card of one message: what was said around it, what we think and why, what is decided."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parishpump.inbox.display import A_PAGE, Span, harmless, one_line, personal_in, pieces
from parishpump.inbox.forms.card import CardForm, Choices
from parishpump.inbox.forms.tending import (
    AssignmentForm,
    ClarificationForm,
    DutyForm,
    NoteForm,
    ReopeningForm,
    TagForm,
)
from parishpump.inbox.models import Message, SavedText
from parishpump.inbox.outcomes import ABUSE, CLAIM_LASTS, DECLINED
from parishpump.inbox.queries.answers import alike_answers
from parishpump.inbox.queries.beside import beside
from parishpump.inbox.queries.card import (
    latest_looks,
    message_named,
    offices_by_person,
    responsible_for,
)
from parishpump.inbox.queries.care import spared
from parishpump.inbox.queries.doubles import possible_doubles
from parishpump.inbox.queries.policy import ListeningPolicy, listening_policy
from parishpump.inbox.queries.topics import offer
from parishpump.inbox.views.attachments import attachments_shown
from parishpump.inbox.views.showing.card import (
    beginning_of,
    duties_of,
    looks_now,
    outcomes_for,
    suggested,
    thoughts,
    thread_shown,
)
from parishpump.inbox.views.showing.reply import answers_shown
from parishpump.inbox.views.showing.rows import Reader, mentions_of, states_of
from parishpump.people.models import Office
from parishpump.people.powers import LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.ui.forms import PumpForm

MOST_SERVICES = 4  # looked up in the directory for one message


def found(reference: str) -> Message:
    """The message of that reference, as its card needs it; 404 where there is none."""
    try:
        return message_named(reference)
    except Message.DoesNotExist as error:
        raise Http404 from error


@officer_page(needs=LISTEN)
@require_GET
def message(request: OfficerRequest, message: str) -> HttpResponse:
    """One message with everything that helps to decide."""
    return card_page(request, found(message))


def card_page(request: OfficerRequest, one: Message, **forms: Any) -> HttpResponse:
    """The card; `forms` are those that were filled in and refused, by their names on the page."""
    at = timezone.now()
    policy, offices, around = listening_policy(at), offices_by_person(at), beside(one, person=request.user.id, at=at)
    if around.neighbours is not None:  # the frame shows how many are open, and need not count them again
        request.messages_open = around.neighbours.total  # type: ignore[attr-defined]
    handed = around.spared
    folded = (ABUSE in one.labels or handed.holds(one)) and not looks_now(around.looks, "abuse", at)
    opened = looks_now(around.looks, "writer", at)
    responsible, directory = responsible_for(one.services[:MOST_SERVICES], one.received_at)
    open_ones, closed_ones = outcomes_for(one, policy)
    choices = Choices(
        policy,
        around.topics,
        list(offices.values()),
        responsible,
        directory,
        _courteous(one, policy, around.courteous_texts),
    )
    reader = Reader(at, policy, offices, handed)
    near = alike_answers(_words(one), at=at) if around.any_answers and not folded else []
    facts = {
        "message": one,
        "title": beginning_of(one, handed),
        "about": "" if folded else one_line(one.conversation.title, 120),
        "name": harmless(one.author) if opened else "",
        "account": harmless(one.handle) if opened else "",
        "suggested": suggested(one, responsible),
        "states": list(states_of(one, reader)),
        "said": thread_shown(one, around.thread, open_up=opened, folded=folded, spared=handed),
        "handed": handed.holds(one),
        "thread": around.thread,
        "folded": folded,
        "opened": opened,
        "duties": duties_of(one),
        "attachments": [] if folded else attachments_shown(one.came_with_it or []),  # type: ignore[attr-defined]
        "doubles": possible_doubles(one) if one.may_be_double else [],  # type: ignore[attr-defined]
        "thoughts": thoughts(one, responsible, near),
        "earlier": mentions_of(around.earlier, reader),
        "earlier_many": around.earlier_many,
        "history": around.history,
        "answers": answers_shown(around.answers, at=at),
        "neighbours": around.neighbours,
        "open_outcomes": open_ones,
        "closed_outcomes": closed_ones,
        "policy": policy,
        "reply_due": policy.reply_due(one.received_at),
        "acknowledge_due": policy.acknowledge_due(one.received_at),
        "authority": next((held for held in request.acting.delegations if LISTEN in held.powers), None),
        "decides_duty": any(policy.may_decide_in_doubt(held) for held in request.acting.offices),
        **_claim(one, request.user.id, offices, at),
        **_forms(one, choices, forms),
        "form": next(iter(forms.values()), None),
    }
    return render(request, "inbox/message.html", facts, status=422 if forms else 200)


def _words(one: Any) -> str:
    return f"{one.title}\n{one.beginning}"


def _courteous(one: Message, policy: ListeningPolicy, texts: list[SavedText]) -> list[SavedText]:
    """The saved wordings with which a message can be declined, where it can be."""
    return texts if policy.offers(DECLINED) and not one.has_duty else []


def _claim(one: Message, person: int, offices: Any, at: datetime) -> dict[str, Any]:
    """Whose it is for now, and until when."""
    if one.claimed_at is None or one.claimed_at <= at - CLAIM_LASTS:
        return {"claimed_until": None}
    return {
        "claimed_until": one.claimed_at + CLAIM_LASTS,
        "claimed_by_me": one.claimed_by_id == person,
        "claimer": offices.get(one.claimed_by_id, "somebody who left"),
    }


def _forms(one: Message, choices: Choices, given: dict[str, Any]) -> dict[str, Any]:
    tag = {"under": one.topic_id or "", "affected": one.affected, "wants_contact": one.wants_contact}
    whose = next((office.id for office in choices.offices if office.person_id == one.assigned_to_id), "")
    made: dict[str, Callable[[], PumpForm]] = {
        "card_form": lambda: CardForm(message=one, choices=choices),
        "note_form": NoteForm,
        "ask_form": lambda: ClarificationForm(initial={"asks_for": _first_question(one)}),
        "duty_form": DutyForm,
        "reopening_form": ReopeningForm,
        "assignment_form": lambda: AssignmentForm(offices=choices.offices, initial={"who": whose}),
        "tag_form": lambda: TagForm(topics=choices.topics, initial=tag),
    }
    unseen = _ONLY_OPEN if one.closed_at else _ONLY_CLOSED
    return {name: given.get(name) or make() for name, make in made.items() if name not in unseen}


_ONLY_OPEN = frozenset(["card_form", "ask_form", "duty_form"])
_ONLY_CLOSED = frozenset(["reopening_form"])


def _first_question(one: Message) -> str:
    """A question to begin with, where the law says what is missing."""
    if "foi" not in one.duties:
        return ""
    return "Thank you. So that we can answer this as a request for information, tell us your name and where to answer."


def card_form(one: Message, posted: Any, *, at: datetime) -> CardForm:
    """The card as it was filled in."""
    policy, offered = listening_policy(at), offer()
    offices: list[Office] = list(offices_by_person(at).values())
    responsible, directory = responsible_for(one.services[:MOST_SERVICES], one.received_at)
    texts = _courteous(one, policy, list(SavedText.objects.filter(use=DECLINED, ended_at__isnull=True)))
    return CardForm(
        posted, message=one, choices=Choices(policy, offered.topics, offices, responsible, directory, texts)
    )


@officer_page(needs=LISTEN)
@require_GET
def whole_message(request: OfficerRequest, message: str) -> HttpResponse:
    """All the words of a message, page by page: some are a megabyte."""
    one = found(message)
    at = timezone.now()
    looks = latest_looks(one, person=request.user.id)
    handed = spared(request.user.id)
    folded = (ABUSE in one.labels or handed.holds(one)) and not looks_now(looks, "abuse", at)
    text = "" if folded else Message.objects.values_list("text", flat=True).get(id=one.id)
    pages = max(-(-len(text) // A_PAGE), 1)
    number = min(max(_number(request.GET.get("page", "")), 1), pages)
    part = text[(number - 1) * A_PAGE : number * A_PAGE]
    kept: list[Span] = [] if looks_now(looks, "writer", at) else personal_in(part)
    shown = "".join("[kept back]" if piece.look == "kept" else piece.words for piece in pieces(part, kept))
    facts = {
        "message": one,
        "title": beginning_of(one, handed),
        "folded": folded,
        "text": harmless(shown),
        "number": number,
        "pages": pages,
        "characters": len(text),
    }
    return render(request, "inbox/whole_message.html", facts)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1
