"""What is posted from a card: the decision, and everything smaller that is done to a message."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from parishpump.inbox.actions.tending import (
    NotForThisOffice,
    NotSentYet,
    add_note,
    ask_for_clarification,
    assign,
    claim,
    end_waiting,
    let_go,
    look,
    mark_fast_moving,
    settle_duty,
    tag_topic,
)
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.actions.triaging import Refused, triage, undo_triage
from parishpump.inbox.forms.tending import (
    AssignmentForm,
    ClarificationForm,
    DutyForm,
    NoteForm,
    ReopeningForm,
    TagForm,
)
from parishpump.inbox.models import Message, Triage
from parishpump.inbox.outcomes import ABUSE_REPORT, BY_ID, HIDE, PRAISE, PUBLIC_ANSWER
from parishpump.inbox.queries.card import offices_by_person
from parishpump.inbox.queries.listing import next_to_decide
from parishpump.inbox.queries.replies import unsent_question
from parishpump.inbox.queries.topics import offer
from parishpump.inbox.views.acting import said_or_refused
from parishpump.inbox.views.message import card_form, card_page, found
from parishpump.people.powers import LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page

NEXT_PAGES = {PUBLIC_ANSWER: "answer-for-all", PRAISE: "praise-passing"}  # what these outcomes begin


@officer_page(needs=LISTEN)
@require_POST
def decision(request: OfficerRequest, message: str) -> HttpResponse:
    """Record what becomes of it, and take the next."""
    one, at = found(message), timezone.now()
    form = card_form(one, request.POST, at=at)
    if not form.is_valid():
        return card_page(request, one, card_form=form)
    try:
        made = triage(one, form.decision(by=request.user, at=at), by=request.user, at=at)
    except Refused as refusal:
        form.refuse(refusal)
        return card_page(request, one, card_form=form)
    messages.success(request, f"{one.reference}: “{BY_ID[made.outcome].words}” is on the record.")
    return _onward(request, one, made)


def _onward(request: OfficerRequest, one: Message, made: Triage) -> HttpResponse:
    """Where somebody goes after a decision: on with what it began, or to the next message."""
    if made.outcome in NEXT_PAGES:
        return redirect(NEXT_PAGES[made.outcome], one.reference)
    if made.outcome == ABUSE_REPORT:
        return redirect(f"{reverse('new-abuse-report')}?message={one.reference}")
    if made.outcome == HIDE:
        return redirect("moderate", one.reference)
    unsent = one.replies.filter(purpose=made.outcome, post__latest=None, post__thrown_away_at=None)
    begun = unsent.first()
    if begun is not None:
        return redirect("reply", begun.post.reference)
    one.refresh_from_db(fields=["duties", "duty_settled"])
    following = next_to_decide(one, person=request.user.id, at=made.at)
    if following is None:
        messages.info(request, "Nothing else waits for a decision.")
        return redirect("conversations")
    return redirect(f"{reverse('message', args=[following.reference])}?next=1")


def _done(request: OfficerRequest, one: Message, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it and say so, or say why not; back to the card."""
    return said_or_refused(request, act, said, redirect("message", one.reference))


@officer_page(needs=LISTEN)
@require_POST
def claiming(request: OfficerRequest, message: str) -> HttpResponse:
    """Take it in hand."""
    one, at = found(message), timezone.now()
    said = "It is yours for two hours. Nobody else decides it meanwhile."
    return _done(request, one, lambda: claim(one, by=request.user, at=at), said)


@officer_page(needs=LISTEN)
@require_POST
def letting_go(request: OfficerRequest, message: str) -> HttpResponse:
    """Give it back."""
    one, at = found(message), timezone.now()
    return _done(request, one, lambda: let_go(one, by=request.user, at=at), "Anybody can take it now.")


@officer_page(needs=LISTEN)
@require_POST
def looking(request: OfficerRequest, message: str) -> HttpResponse:
    """Look at what is kept back: the writer's name and address, or abuse. The look is recorded."""
    one, at = found(message), timezone.now()
    what = "abuse" if request.POST.get("what") == "abuse" else "writer"
    said = "Your look is on the record. It shows for half an hour."
    return _done(request, one, lambda: look(one, what, by=request.user, at=at), said)


@officer_page(needs=LISTEN)
@require_POST
def noting(request: OfficerRequest, message: str) -> HttpResponse:
    """Keep a word among officers."""
    one, form = found(message), NoteForm(request.POST)
    if not form.is_valid():
        return card_page(request, one, note_form=form)
    at, text = timezone.now(), form.cleaned_data["text"]
    return _done(request, one, lambda: add_note(one, text, by=request.user, at=at), "The note is kept.")


@officer_page(needs=LISTEN)
@require_POST
def clarifying(request: OfficerRequest, message: str) -> HttpResponse:
    """Ask what is meant, or end the waiting for the answer."""
    one, at = found(message), timezone.now()
    if request.POST.get("end"):
        said = "It waits for us again."
        return _done(request, one, lambda: end_waiting(one, by=request.user, at=at), said)
    form = ClarificationForm(request.POST)
    if not form.is_valid():
        return card_page(request, one, ask_form=form)
    asks_for = form.cleaned_data["asks_for"]
    said = "That you ask is on the record. It waits for the writer."
    try:
        done = _done(request, one, lambda: ask_for_clarification(one, asks_for, by=request.user, at=at), said)
    except NotSentYet as earlier:
        messages.info(request, f"This question has not gone yet, so change its words here. You wrote: “{asks_for}”")
        return redirect("reply", earlier.reply.post.reference)
    begun = unsent_question(one)
    return redirect("reply", begun.post.reference) if begun else done


@officer_page(needs=LISTEN)
@require_POST
def duty_decision(request: OfficerRequest, message: str) -> HttpResponse:
    """Decide that there is no legal duty, with the reason."""
    one, form, at = found(message), DutyForm(request.POST), timezone.now()
    if not form.is_valid():
        return card_page(request, one, duty_form=form)
    try:
        settle_duty(one, reason=form.cleaned_data["duty_reason"], by=request.user, at=at)
        messages.success(request, "It is on the record that there is no legal duty, with your reason.")
    except NotForThisOffice as error:
        messages.error(request, f"Your policy leaves this to {error.who}. Pass the message to them.")
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("message", one.reference)


@officer_page(needs=LISTEN)
@require_POST
def reopening(request: OfficerRequest, message: str) -> HttpResponse:
    """Take the last decision back."""
    one, form, at = found(message), ReopeningForm(request.POST), timezone.now()
    if not form.is_valid():
        return card_page(request, one, reopening_form=form)
    why = form.cleaned_data["why"]
    said = "It is open again. What was decided stays on the record."
    return _done(request, one, lambda: undo_triage(one, reason=why, by=request.user, at=at), said)


@officer_page(needs=LISTEN)
@require_POST
def assignment(request: OfficerRequest, message: str) -> HttpResponse:
    """Say who sees to it; a second reader is asked the same way."""
    one, at = found(message), timezone.now()
    form = AssignmentForm(request.POST, offices=list(offices_by_person(at).values()))
    if not form.is_valid():
        return card_page(request, one, assignment_form=form)
    why = "second reader" if request.POST.get("second") else ""
    said = f"It is with {form.office or 'whoever is there'}."
    return _done(request, one, lambda: assign(one, form.person, why=why, by=request.user, at=at), said)


@officer_page(needs=LISTEN)
@require_POST
def tagging(request: OfficerRequest, message: str) -> HttpResponse:
    """Put it under a topic, and say whom a decision touches."""
    one, at = found(message), timezone.now()
    form = TagForm(request.POST, topics=offer().topics)
    if not form.is_valid():
        return card_page(request, one, tag_form=form)
    said = form.cleaned_data
    name = said["new_under"].strip()
    topic = open_topic(name, by=request.user, at=at) if name else form.topic
    tag_topic(one, topic, affected=said["affected"], wants_contact=said["wants_contact"], by=request.user, at=at)
    messages.success(request, f"It is under “{topic}”." if topic else "It is under no topic.")
    return redirect("message", one.reference)


@officer_page(needs=LISTEN)
@require_POST
def fast_moving(request: OfficerRequest, message: str) -> HttpResponse:
    """Say that it may run away."""
    one, at = found(message), timezone.now()
    said = "It is marked as fast-moving, with the time."
    return _done(request, one, lambda: mark_fast_moving(one, by=request.user, at=at), said)
