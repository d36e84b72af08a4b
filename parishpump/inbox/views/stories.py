"""Stories that run away: the list, the page of one, and what is written there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.inbox.actions.press import answer_enquiry, enter_enquiry
from parishpump.inbox.actions.stories import Over, add_line, begin_statement, end_story
from parishpump.inbox.display import harmless
from parishpump.inbox.forms.stories import AnswerForm, EnquiryForm, LineForm, OverForm, StatementForm
from parishpump.inbox.models import Message, PressEnquiry, Story
from parishpump.inbox.queries.card import message_named
from parishpump.inbox.queries.care import Spared, spared
from parishpump.inbox.queries.stories import (
    PRESS,
    driving,
    holding_texts,
    hours_of,
    kept_of,
    last_alerts,
    may_read_stories,
    open_stories,
    past_stories,
    subject_of,
    suggested_enquiries,
)
from parishpump.inbox.views.acting import said_or_refused
from parishpump.inbox.views.showing.card import beginning_of
from parishpump.inbox.views.showing.story_chart import charts_of, usual_words
from parishpump.people.powers import LISTEN, WRITE
from parishpump.people.queries import NotDelegated
from parishpump.people.sign_in import OfficerRequest, officer_page

CHARTED_BEFORE, CHARTED = timedelta(hours=24), timedelta(hours=48)
LOST_AFTER = timedelta(minutes=10)  # whoever was claimed longer ago than this may have been written to, or not
SHUT = "Stories are for those who listen for the council, for the Clerk and for the Chairman."


@officer_page
@require_GET
def stories(request: OfficerRequest) -> HttpResponse:
    """Those that run, and those that are over."""
    at = timezone.now()
    if not may_read_stories(request.acting, at):
        return _shut(request)
    running, past = open_stories(), list(past_stories())
    last = last_alerts([*running, *past])
    facts = {
        "running": [(one, last.get(one.id)) for one in running],
        "past": past,
        "may_listen": request.acting.may(LISTEN),
        "now": at,
    }
    return render(request, "inbox/stories.html", facts)


@officer_page
@require_GET
def story(request: OfficerRequest, number: int) -> HttpResponse:
    """One story with all that is kept of it."""
    if not may_read_stories(request.acting, timezone.now()):
        return _shut(request)
    return _page(request, _numbered(number))


@officer_page(needs=LISTEN)
@require_POST
def story_lines(request: OfficerRequest, number: int) -> HttpResponse:
    """Write a line into its timeline."""
    found, form = _numbered(number), LineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, line_form=form)
    at, words = timezone.now(), form.cleaned_data["words"]
    return _done(request, found, lambda: add_line(found, words, by=request.user, at=at), "The line is in the timeline.")


@officer_page(needs=LISTEN)
@require_POST
def story_statements(request: OfficerRequest, number: int) -> HttpResponse:
    """Begin a statement, and go on with it where posts are written."""
    found, form = _numbered(number), StatementForm(request.POST, texts=holding_texts())
    if not form.is_valid():
        return _page(request, found, statement_form=form)
    try:
        post = begin_statement(found, form.chosen, by=request.user, at=timezone.now())
    except (Over, NotDelegated) as refused:
        messages.error(request, str(refused))
        return redirect("story", number)
    return redirect("draft", post.reference)


@officer_page(needs=LISTEN)
@require_POST
def story_enquiries(request: OfficerRequest, number: int) -> HttpResponse:
    """Enter a journalist's question, typed or taken in from a message."""
    found, at = _numbered(number), timezone.now()
    form = EnquiryForm(request.POST, now=at, zone=ZoneInfo(request.council.zone))
    if not form.is_valid():
        return _page(request, found, enquiry_form=form)
    asked = form.asked(_message(request.POST.get("message", "")))
    said = "The enquiry is in the press log."
    return _done(request, found, lambda: enter_enquiry(found, asked, by=request.user, at=at), said)


@officer_page(needs=LISTEN)
@require_POST
def story_answer(request: OfficerRequest, number: int, enquiry: int) -> HttpResponse:
    """Keep what a journalist was told."""
    found, form = _numbered(number), AnswerForm(request.POST, prefix=f"e{enquiry}")
    asked = get_object_or_404(PressEnquiry, id=enquiry, story=found)
    if not form.is_valid():
        return _page(request, found, answer_form=form, answering=enquiry)
    at, answer = timezone.now(), form.cleaned_data["answer"]
    said = "The answer is in the press log, with the time."
    return _done(request, found, lambda: answer_enquiry(asked, answer, by=request.user, at=at), said)


@officer_page(needs=LISTEN)
@require_POST
def story_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Say that it is over."""
    found, form = _numbered(number), OverForm(request.POST)
    if not form.is_valid():
        return _page(request, found, over_form=form)
    at, why = timezone.now(), form.cleaned_data["why"]
    said = "The story is over. Everything about it stays here."
    return _done(request, found, lambda: end_story(found, why, by=request.user, at=at), said)


def _numbered(number: int) -> Story:
    return get_object_or_404(Story, id=number)


def _message(reference: str) -> Message | None:
    try:
        return message_named(reference)
    except Message.DoesNotExist:
        return None


def _shut(request: OfficerRequest) -> HttpResponse:
    return render(request, "inbox/stories_shut.html", {"why": SHUT}, status=403)


def _done(request: OfficerRequest, found: Story, act: Callable[[], object], said: str) -> HttpResponse:
    return said_or_refused(request, act, said, redirect("story", found.id))


def _page(
    request: OfficerRequest,
    found: Story,
    *,
    line_form: LineForm | None = None,
    statement_form: StatementForm | None = None,
    enquiry_form: EnquiryForm | None = None,
    answer_form: AnswerForm | None = None,
    over_form: OverForm | None = None,
    answering: int = 0,
) -> HttpResponse:
    at, may_listen = timezone.now(), request.acting.may(LISTEN)
    refused = line_form or statement_form or enquiry_form or answer_form or over_form
    kept, taken = kept_of(found), _message(request.GET.get("message", "") or request.POST.get("message", ""))
    facts: dict[str, object] = {
        **_chart_facts(found, request.council.zone, at),
        "story": found,
        "kept": kept,
        "told": [(one, one.claimed_at is not None and one.claimed_at <= at - LOST_AFTER) for one in kept.told],
        "enquiries": [(one, _answer_form(one, answering, answer_form)) for one in kept.enquiries],
        "messages_url": _messages_url(found),
        "form": refused,
        "line_form": line_form or LineForm(),
        "enquiry_form": enquiry_form or EnquiryForm(initial=_from_message(taken)),
        "taken": taken if may_listen else None,
        "over_form": over_form or OverForm(),
        "may_listen": may_listen,
        "may_write": request.acting.may(WRITE),
        "may_act": may_listen and found.ended_at is None,
        "authority": next((one for one in request.acting.delegations if LISTEN in one.powers), None),
        "now": at,
    }
    handed = spared(request.user.id)
    facts |= _driving_facts(found, handed, at, may_listen)
    if facts["may_act"]:
        facts["statement_form"] = statement_form or StatementForm(texts=holding_texts())
        facts["suggested"] = [(one, beginning_of(one, handed)) for one in suggested_enquiries(at)]
    return render(request, "inbox/story.html", facts, status=422 if refused else 200)


def _chart_facts(found: Story, zone: str, at: datetime) -> dict[str, object]:
    """Two days around the moment at which it was noticed, hour by hour."""
    begun = found.begun_at.astimezone(ZoneInfo(zone)).replace(minute=0, second=0, microsecond=0)
    since = begun - CHARTED_BEFORE
    hours = hours_of(found, since=since, until=min(at, since + CHARTED))
    wide, phone = charts_of(harmless(found.title), hours, near=24)
    table = [(one, usual_words(one.usual)) for one in hours if one.number]
    return {"charts": (wide, phone), "table": table, "since": since, "known": any(one.usual for one in hours)}


def _driving_facts(found: Story, handed: Spared, at: datetime, may_listen: bool) -> dict[str, object]:
    drive = driving(found, at=at, with_private=may_listen)
    return {"driving": drive, "driving_messages": [(one, beginning_of(one, handed)) for one in drive.messages]}


def _answer_form(enquiry: PressEnquiry, answering: int, typed: AnswerForm | None) -> AnswerForm | None:
    if enquiry.answered_at is not None:
        return None
    return typed if typed is not None and enquiry.id == answering else AnswerForm(prefix=f"e{enquiry.id}")


def _from_message(message: Message | None) -> dict[str, str]:
    if message is None or PRESS not in message.labels:
        return {}
    return {"question": harmless(message.text)[:4000]}


def _messages_url(found: Story) -> str:
    """The list of its messages; of everything, all messages."""
    subject = subject_of(found)
    pairs = (("topic", subject.topic), ("source", subject.source), ("conversation", subject.conversation))
    narrowed = "".join(f"&{name}={number}" for name, number in pairs if number is not None)
    return f"{reverse('conversations')}?show=all{narrowed}"
