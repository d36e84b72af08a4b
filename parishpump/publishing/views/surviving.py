"""Words that survive an ended session: what was posted waits in the visitor's session until they have signed in."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from parishpump.people.sign_in import owes_second_factor
from parishpump.publishing.forms.typed import Typed, kept_typed, posted_typed
from parishpump.publishing.models import Post
from parishpump.publishing.queries.pages import post_named

# Anybody can post to an address: no more than this is kept for somebody who is not signed in.
MOST_CHARACTERS = 200_000

Extra = ParamSpec("Extra")
View = Callable[Concatenate[HttpRequest, Extra], HttpResponse]


def words_survive(view: View[Extra]) -> View[Extra]:
    """Keep the composer's words of somebody whose session has ended, and send them to sign in and back to the draft."""

    def kept(request: HttpRequest, /, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        page = _page_to_go_first(request) if request.method == "POST" else ""
        if not page:
            return view(request, *args, **kwargs)
        reference = str(kwargs["reference"])
        _keep(request, reference)
        if "HX-Request" in request.headers:
            return render(request, "publishing/composer/signed_out.html")
        return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': reverse('draft', args=[reference])})}")

    return kept


def _page_to_go_first(request: HttpRequest) -> str:
    return owes_second_factor(request) if request.user.is_authenticated else "account_login"


def _keep(request: HttpRequest, reference: str) -> None:
    try:
        post_named(reference)
    except Post.DoesNotExist:
        return
    typed = posted_typed(request.POST)
    if sum(map(len, (*typed.fields.values(), *typed.own_texts.values()))) > MOST_CHARACTERS:
        return
    remember_words(request.session, reference, typed, request.POST.get("version", "")[:12])


def remember_words(session: SessionBase, reference: str, typed: Typed, version: str) -> None:
    """Let the draft's page show these words, unsaved, when it is next opened in this browser."""
    session[_name(reference)] = {"typed": typed.as_kept(), "version": version}


def surviving_words(session: SessionBase, reference: str) -> tuple[Typed, str] | None:
    """What was typed into this draft when the session ended, and the version that it was based on."""
    kept = session.get(_name(reference))
    return (kept_typed(kept["typed"]), str(kept["version"])) if kept else None


def forget_words(session: SessionBase, reference: str) -> None:
    """The words are in the draft now, or were not wanted."""
    if _name(reference) in session:
        del session[_name(reference)]


def _name(reference: str) -> str:
    return f"words of {reference}"
