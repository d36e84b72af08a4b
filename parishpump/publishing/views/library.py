"""The library of pictures: look through it, add to it, describe a picture, take one out of use, choose one."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.people.powers import WRITE
from parishpump.people.queries import local_day
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.drafting import DraftMoved
from parishpump.publishing.actions.picturing import (
    NobodyThere,
    Retired,
    describe,
    retire,
    take_in,
    withdraw_consent,
)
from parishpump.publishing.forms.library import PassportForms, RetirementForm
from parishpump.publishing.forms.pictures import with_picture
from parishpump.publishing.forms.typed import plain
from parishpump.publishing.models import Picture
from parishpump.publishing.pictures import MOST_BYTES, NotAPicture
from parishpump.publishing.queries import library as queries
from parishpump.publishing.views.composing import NEW, DraftGone, compose, draft_of, keep, kept_overrides, kept_words
from parishpump.publishing.views.drafts import open_post
from parishpump.publishing.views.showing.composer import trail
from parishpump.publishing.views.showing.library import CHIPS, passport_context, rows
from parishpump.ui.fields import errors_of
from parishpump.ui.frame import NavLink

A_PAGE = 12
YOU_HAVE_IT = "You already have this picture. Here is the one in the library, with its passport."


@officer_page
@require_GET
def library(request: OfficerRequest) -> HttpResponse:
    """The pictures, by how they stand and by the words of their passports."""
    return _list(request)


@officer_page(needs=WRITE)
@require_POST
def picture_additions(request: OfficerRequest) -> HttpResponse:
    """Add a picture to the library, and go on to describe it."""
    upload: UploadedFile[bytes] | None = request.FILES.get("file")
    if upload is None:
        return _list(request, problem="No file is chosen. Choose a picture first.")
    at = timezone.now()
    try:
        added, fresh = take_in(upload.read(MOST_BYTES + 1), filename=upload.name or "", by=request.user, at=at)
    except NotAPicture as refused:
        return _list(request, problem=str(refused))
    if not fresh:
        messages.info(request, YOU_HAVE_IT)
    elif added.had_place:
        messages.success(request, "The picture is in the library. Place data was found in the file and removed.")
    else:
        messages.success(request, "The picture is in the library. Describe it, so that posts can show it.")
    return redirect("passport", added.id)


@officer_page
@require_GET
def passport(request: OfficerRequest, number: int) -> HttpResponse:
    """One picture: what its use rests on, where it was used, and every version of its passport."""
    return _page(request, _picture(number))


@officer_page(needs=WRITE)
@require_POST
def passport_versions(request: OfficerRequest, number: int) -> HttpResponse:
    """Write the next version of a passport. What was sealed in a post stays what it was."""
    found, at = _picture(number), timezone.now()
    typed = PassportForms(found.facts, now=at, zone=ZoneInfo(request.council.zone), posted=request.POST)
    if not typed.is_valid():
        return _page(request, found, typed, status=422)
    said = typed.facts_said()
    if said == found.facts and found.passport is not None:
        messages.info(request, "Nothing was changed.")
        return redirect("passport", number)
    written = describe(found, said, by=request.user, at=at)
    missing = "It is complete." if not written.missing else "It is not complete yet: see what is missing."
    messages.success(request, f"Version {written.number} of the passport is kept. {missing}")
    return redirect("passport", number)


@officer_page(needs=WRITE)
@require_POST
def withdrawn_consent(request: OfficerRequest, number: int) -> HttpResponse:
    """Write down that somebody shown took their consent back, and see what shows them still."""
    found, said = _picture(number), request.POST.get("person", "")
    try:
        withdraw_consent(found, person=int(said) if said.isdecimal() else -1, by=request.user, at=timezone.now())
    except NobodyThere:
        messages.error(request, "The passport names nobody there, or their consent is withdrawn already.")
        return redirect("passport", number)
    messages.success(request, "It is written down. No new post can show this picture. What shows it still is below.")
    return redirect("passport", number)


@officer_page(needs=WRITE)
@require_POST
def retirement(request: OfficerRequest, number: int) -> HttpResponse:
    """Take a picture out of use, with the reason."""
    found, form = _picture(number), RetirementForm(request.POST)
    if not form.is_valid():
        return _page(request, found, retirement=form, status=422)
    try:
        retire(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, "The picture is out of use. What was published with it stays on the register.")
    except Retired:
        messages.info(request, "The picture was out of use already.")
    return redirect("passport", number)


@officer_page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def draft_library(request: OfficerRequest, reference: str) -> HttpResponse:
    """Choose a picture of the library for a draft: those whose right has ended, and those out of use, are not here."""
    post, at = open_post(reference), timezone.now()
    saved = draft_of(post)
    if request.method == "GET":
        words = plain(request.GET.get("q", ""))[:100].strip()
        page = Paginator(queries.pickable(words, day=local_day(at)), A_PAGE).get_page(request.GET.get("page"))
        context = {
            "post": post,
            "rows": rows(page.object_list, day=local_day(at)),
            "page": page,
            "q": words,
            "query": urlencode({"q": words}),
            "trail": trail(post),
        }
        return render(request, "publishing/draft_library.html", context)
    chosen = with_picture(kept_words(post, saved), _picture(_number(request.POST.get("picture", ""))))
    overrides = kept_overrides(post, saved)
    composition = compose(
        post, replace(chosen, tab=""), overrides, council=request.council, author=request.acting, at=at
    )
    try:
        keep(composition, version=str(saved.version) if saved else NEW, by=request.user, at=at)
    except (DraftMoved, DraftGone):
        messages.error(request, "The draft was changed in another window just now. Choose the picture again.")
        return redirect("draft-library", reference)
    return HttpResponseRedirect(reverse("draft", args=[reference]) + "#pictures")


def _list(request: OfficerRequest, *, problem: str = "") -> HttpResponse:
    which = request.GET.get("show", "all")
    which = which if which in queries.FILTERS else "all"
    words, day = plain(request.GET.get("q", ""))[:100].strip(), local_day(timezone.now())
    page = Paginator(queries.library(which, words, day=day), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": rows(page.object_list, day=day),
        "page": page,
        "chips": [NavLink(label, _address(name, words), current=name == which) for name, label in CHIPS.items()],
        "which": which,
        "q": words,
        "query": urlencode({"show": which, "q": words}),
        "problem": problem,
        "take_down": queries.to_take_down(day),
        "may_write": request.acting.may(WRITE),
    }
    return render(request, "publishing/library.html", context, status=422 if problem else 200)


def _page(
    request: OfficerRequest,
    found: Picture,
    typed: PassportForms | None = None,
    *,
    retirement: RetirementForm | None = None,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    context: dict[str, Any] = passport_context(found, request.acting, day=local_day(at))
    context["forms"] = typed or PassportForms(found.facts, now=at, zone=ZoneInfo(request.council.zone))
    context["retirement"] = retirement or RetirementForm()
    wrong = [*(typed.all if typed else ()), *([retirement] if retirement else ())]
    context["errors"] = [error for form in wrong for error in errors_of(form)]
    context["now"] = at
    return render(request, "publishing/passport.html", context, status=status)


def _picture(number: int) -> Picture:
    try:
        return queries.picture_numbered(number)
    except Picture.DoesNotExist:
        raise Http404 from None


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 19 else 0


def _address(which: str, words: str) -> str:
    return "?" + urlencode({"show": which, **({"q": words} if words else {})})
