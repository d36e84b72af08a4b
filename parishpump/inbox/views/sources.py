"""The conversations that the council follows: the register, and what is done with each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.inbox.actions.sources import (
    AlreadyFollowed,
    close_source,
    follow_feed,
    pause_source,
    resume_source,
    watch_for,
)
from parishpump.inbox.forms.sources import ClosingForm, FeedForm, RestForm, WatchWordsForm
from parishpump.inbox.models import Source
from parishpump.inbox.queries.hours import promise
from parishpump.inbox.queries.load import rota
from parishpump.inbox.queries.sources import followed, followed_one, given_up
from parishpump.inbox.views.acting import said_or_refused
from parishpump.people.powers import LISTEN
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.ui.forms import PumpForm

TWICE = "This feed is followed already. Change its words on its own page."


@officer_page
@require_GET
def sources(request: OfficerRequest) -> HttpResponse:
    """Every source: by what it is read, when last, and since when it fails."""
    at = timezone.now()
    rows = followed(at)
    facts = {
        "rows": rows,
        "failing": [one for one in rows if one.source.failing_since],
        "closed": given_up(at),
        "may_listen": request.acting.may(LISTEN),
        "promise": promise(at),
        "rota": rota(at=at),
        "now": at,
    }
    return render(request, "inbox/sources.html", facts)


@officer_page(needs=LISTEN)
def new_source(request: OfficerRequest) -> HttpResponse:
    """Follow somebody else's feed."""
    at, form = timezone.now(), FeedForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = follow_feed(said["name"], said["address"], words=said["words"], by=request.user, at=at)
        except AlreadyFollowed:
            form.add_error("address", TWICE)
        else:
            messages.success(request, "The feed is followed. It is read for the first time within a minute.")
            return redirect("source", made.id)
    facts = {"form": form, "authority": authority_for(request.user, LISTEN, at=at)}
    return render(request, "inbox/new_source.html", facts, status=422 if form.is_bound else 200)


@officer_page
@require_GET
def source(request: OfficerRequest, number: int) -> HttpResponse:
    """One source, and what can be done with it."""
    return _page(request, _numbered(number))


@officer_page(needs=LISTEN)
@require_POST
def source_words(request: OfficerRequest, number: int) -> HttpResponse:
    """Change the words that it is watched for."""
    found, form = _numbered(number), WatchWordsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, words=form)
    return _done(
        request,
        number,
        lambda: watch_for(found, words=form.cleaned_data["words"], by=request.user, at=timezone.now()),
        "From now on, what has one of these words comes in."
        if form.cleaned_data["words"]
        else "From now on, everything comes in.",
    )


@officer_page(needs=LISTEN)
@require_POST
def source_rest(request: OfficerRequest, number: int) -> HttpResponse:
    """Let it rest, with the reason."""
    found, form = _numbered(number), RestForm(request.POST)
    if not form.is_valid():
        return _page(request, found, rest=form)
    return _done(
        request,
        number,
        lambda: pause_source(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()),
        "It rests. When it is read again, it goes on from where it stood.",
    )


@officer_page(needs=LISTEN)
@require_POST
def source_reading(request: OfficerRequest, number: int) -> HttpResponse:
    """Read it again: at the end of a rest, or sooner than it would have been tried."""
    found = _numbered(number)
    return _done(
        request,
        number,
        lambda: resume_source(found, by=request.user, at=timezone.now()),
        "It is read within a minute.",
    )


@officer_page(needs=LISTEN)
@require_POST
def source_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Follow it no more, with the reason."""
    found, form = _numbered(number), ClosingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, closing=form)
    return _done(
        request,
        number,
        lambda: close_source(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()),
        "The feed is followed no more. What came from it stays.",
    )


def _done(request: OfficerRequest, number: int, act: Callable[[], Source], words: str) -> HttpResponse:
    return said_or_refused(request, act, words, redirect("source", number))


def _numbered(number: int) -> Source:
    return get_object_or_404(Source.objects.select_related("channel"), id=number)


def _page(
    request: OfficerRequest,
    found: Source,
    *,
    words: WatchWordsForm | None = None,
    rest: RestForm | None = None,
    closing: ClosingForm | None = None,
) -> HttpResponse:
    at, refused = timezone.now(), words or rest or closing
    may = request.acting.may(LISTEN) and found.closed_at is None
    by_machine = may and found.read_by_machine
    facts: dict[str, object] = {
        "one": followed_one(found, at),
        "source": found,
        "form": refused,
        "may_read": by_machine,
        "words_form": _form(words, WatchWordsForm(initial={"words": found.watch_words}), by_machine),
        "rest_form": _form(rest, RestForm(), by_machine and found.paused_at is None),
        "closing_form": _form(closing, ClosingForm(), by_machine and found.kind == Source.FEED),
        "authority": authority_for(request.user, LISTEN, at=at) if may else None,
        "now": at,
    }
    return render(request, "inbox/source.html", facts, status=422 if refused else 200)


def _form(typed: PumpForm | None, fresh: PumpForm, offered: bool) -> PumpForm | None:
    return typed or (fresh if offered else None)
