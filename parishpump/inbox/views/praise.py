"""Praise: passing it on, hearing that it arrived, asking whether it may be published, and counting it."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.inbox.actions.praising import (
    NotPermitted,
    ask_permission,
    confirm_receipt,
    note_permission,
    note_sent,
    pass_praise_on,
    publish_praise,
)
from parishpump.inbox.actions.replying import NoWayToAnswer
from parishpump.inbox.display import harmless, without_contacts
from parishpump.inbox.forms.passing import PermissionForm, PraiseForm
from parishpump.inbox.forms.tending import PeriodForm
from parishpump.inbox.models import Message, Praise
from parishpump.inbox.queries.card import offices_by_person
from parishpump.inbox.queries.passing import ASKED, BEGUN, leave_to_publish, praise_between, praise_with_question
from parishpump.inbox.signing import LinkOver, sign_receipt, signed_praise
from parishpump.inbox.traces import certain_among, traces_of, without
from parishpump.inbox.views.message import found
from parishpump.inbox.views.showing.reply import conversation
from parishpump.people.post_office import post
from parishpump.people.powers import LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page

_LONGEST = 8_000  # characters of a message that go with an email
WHY_NOT = {
    Praise.UNASKED: "Nobody has asked yet whether these words may be published. Ask first.",
    BEGUN: "The question to whoever wrote is begun and has not reached them. Send it first.",
    ASKED: "Whoever wrote has not answered yet. Nothing is published without their yes.",
    Praise.REFUSED: "Whoever wrote said no. Nothing of it is published.",
}


@officer_page(needs=LISTEN)
@require_GET
def praise(request: OfficerRequest) -> HttpResponse:
    """What was passed on in a period, for the Clerk’s report; it can be printed."""
    period, zone = PeriodForm(request.GET or None), ZoneInfo(request.council.zone)
    asked = period.cleaned_data if period.is_valid() else {}
    since, until = _start(asked.get("since"), zone), _start(asked.get("until"), zone)
    found = praise_between(since, until + timedelta(days=1) if until else None)[:500]
    rows = [(one, leave_to_publish(one)) for one in found]
    facts = {
        "rows": rows,
        "period": period,
        "since": since,
        "until": until,
        "received": sum(1 for one, _ in rows if one.received_at),
        "given": sum(1 for _, leave in rows if leave == Praise.GIVEN),
    }
    return render(request, "inbox/praise.html", facts)


def _start(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone) if day else None


@officer_page(needs=LISTEN)
@require_http_methods(["GET", "POST"])
def praise_passing(request: OfficerRequest, message: str) -> HttpResponse:
    """To whom it goes; it is sent by email, and whoever gets it can say that it arrived."""
    one, at = Message.objects.select_related("source").get(id=found(message).id), timezone.now()
    offices = list(offices_by_person(at).values())
    form = PraiseForm(request.POST or None, offices=offices)
    if request.method == "GET" or not form.is_valid():
        context: dict[str, Any] = conversation(one, person=request.user.id, at=at)
        context |= {"form": form, "goes": _as_passed(one, named=False), "authority": _authority(request)}
        return render(request, "inbox/praise_passing.html", context, status=422 if request.method == "POST" else 200)
    said, (to, email) = form.cleaned_data, form.receiver
    passed = pass_praise_on(one, to=to, email=email, words=said["words"], named=said["named"], by=request.user, at=at)
    _send(request, passed, at)
    return redirect("praise-passed", passed.id)


def _send(request: OfficerRequest, passed: Praise, at: datetime) -> None:
    link = f"{request.council.address}{reverse('praise-receipt', args=[sign_receipt(passed, at=at)])}"
    facts = {
        "council": request.council,
        "praise": passed,
        "said": _as_passed(passed.message, named=passed.named),
        "name": harmless(passed.message.author) if passed.named else "",
        "link": link,
    }
    if post("praise", passed.email, facts):
        note_sent(passed, at=at)
        messages.success(request, f"It is on its way to {passed.to}.")
    else:
        messages.warning(request, "The mail server did not take it. Send it again from this page.")


def _as_passed(one: Message, *, named: bool) -> str:
    """The words as they go on: without a way to reach their writer, and without the name unless it may go along."""
    text = harmless(one.text[:_LONGEST])
    if named:
        return text
    traces = traces_of(text, author=one.author, handle=one.handle, thread=(text,))
    return without_contacts(without(certain_among(traces), text))


@officer_page(needs=LISTEN)
@require_GET
def praise_passed(request: OfficerRequest, number: int) -> HttpResponse:
    """One piece of praise: where it went, whether it arrived, and what may be published."""
    return _page(request, _praise(number), PermissionForm())


def _page(request: OfficerRequest, one: Praise, form: PermissionForm) -> HttpResponse:
    facts = {"praise": one, "message": one.message, "form": form, "authority": _authority(request)}
    facts |= {"leave": leave_to_publish(one), "why_not": WHY_NOT.get(leave_to_publish(one), "")}
    return render(request, "inbox/praise_passed.html", facts, status=422 if form.is_bound and form.errors else 200)


def _praise(number: int) -> Praise:
    return get_object_or_404(praise_with_question(), id=number)


@officer_page(needs=LISTEN)
@require_POST
def praise_sending(request: OfficerRequest, number: int) -> HttpResponse:
    """Send it once more, where the mail server did not take it."""
    one = _praise(number)
    if one.sent_at is None:
        _send(request, one, timezone.now())
    return redirect("praise-passed", number)


@officer_page(needs=LISTEN)
@require_POST
def praise_question(request: OfficerRequest, number: int) -> HttpResponse:
    """Begin the reply that thanks, and asks whether the words may be published."""
    try:
        reply = ask_permission(_praise(number), by=request.user, at=timezone.now())
    except NoWayToAnswer:
        messages.error(
            request, "No address is known to which the question could go. If you meet them, ask, and say so."
        )
        return redirect("praise-passed", number)
    return redirect("reply", reply.post.reference)


@officer_page(needs=LISTEN)
@require_POST
def praise_permission(request: OfficerRequest, number: int) -> HttpResponse:
    """Keep what they said of publishing it."""
    one, form = _praise(number), PermissionForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    said = form.cleaned_data
    note_permission(
        one, given=said["given"] == "given", words=said["words"].strip(), by=request.user, at=timezone.now()
    )
    messages.success(request, "What they said is on the record.")
    return redirect("praise-passed", number)


@officer_page(needs=LISTEN)
@require_POST
def praise_publication(request: OfficerRequest, number: int) -> HttpResponse:
    """Begin the notice with the words that may be published; refused until they said yes."""
    try:
        begun = publish_praise(_praise(number), by=request.user, at=timezone.now())
    except NotPermitted as refused:
        messages.error(request, WHY_NOT[refused.permission])
        return redirect("praise-passed", number)
    return redirect("draft", begun.reference)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def praise_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Where whoever got praise says that it arrived. Opening the link says nothing: mail scanners open links too."""
    at = timezone.now()
    try:
        one = signed_praise(token, at=at)
    except LinkOver:
        return render(request, "inbox/praise_link_over.html", status=410)
    if request.method == "POST":
        one = confirm_receipt(one, at=at)
    return render(request, "inbox/praise_receipt.html", {"praise": one, "token": token})


def _authority(request: OfficerRequest) -> Any:
    return next((one for one in request.acting.delegations if LISTEN in one.powers), None)
