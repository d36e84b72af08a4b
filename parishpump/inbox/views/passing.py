"""People who were sent on and what came of it; and the texts that are used again and again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.inbox.actions.handing_off import note_what_came_of_it
from parishpump.inbox.actions.saved_texts import Ended, approve_saved_text, end_saved_text
from parishpump.inbox.forms.passing import SavedTextForm, WhatCameForm
from parishpump.inbox.models import HandOff, SavedText
from parishpump.inbox.queries.passing import hand_offs, sent_on_by_body
from parishpump.inbox.queries.saved_texts import texts_in_use
from parishpump.inbox.suggested_texts import BY_ID, SUGGESTED, USES
from parishpump.people.powers import APPROVE, LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page

MOST = 200


@officer_page(needs=LISTEN)
@require_GET
def handed_off(request: OfficerRequest) -> HttpResponse:
    """Everybody who was sent on to another body and of whom nothing was heard since; how many went where."""
    return _hand_offs(request)


def _hand_offs(request: OfficerRequest, form: WhatCameForm | None = None, wrong: int = 0) -> HttpResponse:
    facts = {
        "rows": list(hand_offs(open_ones=True)[:MOST]),
        "known": list(hand_offs(open_ones=False)[:20]),
        "bodies": sent_on_by_body(),
        "form": form,
        "wrong": wrong,
        "authority": _authority(request, LISTEN),
    }
    return render(request, "inbox/hand_offs.html", facts, status=422 if form else 200)


@officer_page(needs=LISTEN)
@require_POST
def hand_off_outcome(request: OfficerRequest, number: int) -> HttpResponse:
    """Keep what came of it."""
    one, form = get_object_or_404(HandOff, id=number), WhatCameForm(request.POST)
    if not form.is_valid():
        return _hand_offs(request, form, number)
    note_what_came_of_it(one, form.cleaned_data["words"], by=request.user, at=timezone.now())
    messages.success(request, "What came of it is on the record.")
    return redirect("hand-offs")


@officer_page(needs=LISTEN)
@require_GET
def saved_texts(request: OfficerRequest) -> HttpResponse:
    """The texts in use, and those that we suggest."""
    used, names = texts_in_use(), dict(USES)
    taken = {one.text for one in used}
    facts = {
        "rows": [(one, names.get(one.use, one.use)) for one in used],
        "suggested": [(one, names[one.use]) for one in SUGGESTED if one.text not in taken],
        "may_approve": request.acting.may(APPROVE),
    }
    return render(request, "inbox/saved_texts.html", facts)


@officer_page(needs=APPROVE)
@require_http_methods(["GET", "POST"])
def new_saved_text(request: OfficerRequest) -> HttpResponse:
    """Approve a text: from nothing, from one that we suggest (`from`), or to follow another (`follows`)."""
    follows = _in_use(request.GET.get("follows", ""))
    if request.method == "GET":
        form = SavedTextForm(initial=_first_words(request.GET.get("from", ""), follows))
        return _text_page(request, form, follows)
    form = SavedTextForm(request.POST)
    if not form.is_valid():
        return _text_page(request, form, follows)
    try:
        made = approve_saved_text(**form.cleaned_data, follows=follows, by=request.user, at=timezone.now())
    except Ended:
        form.add_error(None, "The text that this one should follow went out of use meanwhile. Look at the list.")
        return _text_page(request, form, None)
    messages.success(request, f"“{made.title}” is approved by you and in use.")
    return redirect("saved-texts")


def _text_page(request: OfficerRequest, form: SavedTextForm, follows: SavedText | None) -> HttpResponse:
    facts = {"form": form, "follows": follows, "authority": _authority(request, APPROVE)}
    return render(request, "inbox/new_saved_text.html", facts, status=422 if form.is_bound and form.errors else 200)


def _in_use(number: str) -> SavedText | None:
    is_number = number.isascii() and number.isdigit() and len(number) < 12
    return SavedText.objects.filter(id=int(number), ended_at__isnull=True).first() if is_number else None


def _first_words(suggested: str, follows: SavedText | None) -> dict[str, Any]:
    if follows is not None:
        return {"title": follows.title, "use": follows.use, "text": follows.text, "services": follows.services}
    ours = BY_ID.get(suggested)
    return {"title": ours.title, "use": ours.use, "text": ours.text} if ours else {}


@officer_page(needs=APPROVE)
@require_POST
def saved_text_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Take it out of use."""
    try:
        end_saved_text(get_object_or_404(SavedText, id=number), by=request.user, at=timezone.now())
        messages.success(request, "The text is out of use. What was sent with it stays as it was.")
    except Ended:
        messages.info(request, "The text was out of use already.")
    return redirect("saved-texts")


def _authority(request: OfficerRequest, power: str) -> Any:
    return next((one for one in request.acting.delegations if power in one.powers), None)
