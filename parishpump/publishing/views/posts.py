"""The list of posts, one post with its whole history, and what is done with it once it is public."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.channels.models import Campaign
from parishpump.people.powers import WITHDRAW, WRITE
from parishpump.people.queries import NotDelegated
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.amending import say_it_holds, withdraw
from parishpump.publishing.actions.drafting import open_draft
from parishpump.publishing.forms.deciding import WithdrawalForm
from parishpump.publishing.forms.typed import plain, typed_of
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.models import Post
from parishpump.publishing.queries.answering import answered_by
from parishpump.publishing.queries.pages import FILTERS, post_named, posts_listed
from parishpump.publishing.queries.revisions import content_of
from parishpump.publishing.views.composing import as_correction
from parishpump.publishing.views.showing.composer import authority_of, trail
from parishpump.publishing.views.showing.post import post_context, rows
from parishpump.publishing.views.showing.refusals import Refusal, refusal_of
from parishpump.publishing.views.surviving import surviving_words
from parishpump.ui.frame import NavLink

A_PAGE = 25
CHIPS = {
    "all": "All",
    "drafts": "Drafts",
    "waiting": "Wait for approval",
    "scheduled": "Scheduled",
    "needs-you": "Need you",
    "published": "Published",
    "over": "Withdrawn or over",
}


@officer_page
@require_GET
def posts(request: OfficerRequest) -> HttpResponse:
    """The posts, by what they are waiting for and by their words."""
    which = request.GET.get("show", "all")
    which = which if which in FILTERS else "all"
    words, at = plain(request.GET.get("q", ""))[:100].strip(), timezone.now()
    campaign = _campaign(request)
    listed = posts_listed(which, words, campaign=campaign, at=at)
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    chips = [NavLink(label, _address(name, words, campaign), current=name == which) for name, label in CHIPS.items()]
    context = {
        "rows": rows(page.object_list, may_write=request.acting.may(WRITE), at=at),
        "page": page,
        "chips": chips,
        "which": which,
        "q": words,
        "now": at,
        "query": _address(which, words, campaign).removeprefix("?"),
        "campaign": campaign,
        "may_write": request.acting.may(WRITE),
    }
    return render(request, "publishing/posts.html", context)


@officer_page
@require_GET
def post(request: OfficerRequest, reference: str) -> HttpResponse:
    """One post: how it stands, where it went, and its whole history."""
    found = _post(reference)
    context = post_context(found, request.acting, at=timezone.now()) | {"answers": answered_by(found)}
    context["can_come_back"] = found.thrown_away_at and surviving_words(request.session, reference) is not None
    return render(request, "publishing/post.html", context)


@officer_page
@require_http_methods(["GET", "POST"])
def withdrawal(request: OfficerRequest, reference: str) -> HttpResponse:
    """Take a published post from view, with a reason that the public sees."""
    found, at = _post(reference), timezone.now()
    form = WithdrawalForm(request.POST) if request.method == "POST" else WithdrawalForm()
    if not form.is_valid():
        return _withdrawal_page(request, found, form)
    try:
        withdraw(found, reason=form.cleaned_data["reason"], by=request.user, at=at)
    except (NotDelegated, NotNow) as refused:
        return _withdrawal_page(request, found, form, refusal_of(refused, "withdraw", at=at))
    messages.success(
        request, "The post is withdrawn. It comes down everywhere now; the register and the record keep it."
    )
    return redirect("post", reference)


@officer_page(needs=WRITE)
@require_POST
def correction(request: OfficerRequest, reference: str) -> HttpResponse:
    """Start to correct what is public: the draft opens with its words, and asks what was wrong."""
    found = _post(reference)
    if found.public is None or getattr(found, "withdrawal", None) is not None:
        messages.error(request, "Only what is public can be corrected.")
        return redirect("post", reference)
    typed = as_correction(typed_of(content_of(found.public)))
    open_draft(found, content=typed.as_kept(), by=request.user, at=timezone.now())
    return redirect(reverse("draft", args=[reference]) + "#correction")


@officer_page(needs=WRITE)
@require_POST
def review(request: OfficerRequest, reference: str) -> HttpResponse:
    """Note that what the public sees was looked at and still holds."""
    try:
        say_it_holds(_post(reference), by=request.user, at=timezone.now())
    except NotNow:
        messages.error(request, "Only what the public sees now can be looked at again.")
        return redirect("post", reference)
    messages.success(request, "You looked at it, and it still holds. That is on the record.")
    return redirect("post", reference)


def _withdrawal_page(
    request: OfficerRequest, found: Post, form: WithdrawalForm, refusal: Refusal | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "post": found,
        "form": form,
        "refusal": refusal,
        "trail": trail(found),
        "public": found.public,
        "withdraws_under": authority_of(request.acting, WITHDRAW),
        "withdrawal": getattr(found, "withdrawal", None),
    }
    wrong = 422 if form.is_bound and form.errors else 200
    return render(request, "publishing/withdrawal.html", context, status=refusal.status if refusal else wrong)


def _post(reference: str) -> Post:
    try:
        return post_named(reference)
    except Post.DoesNotExist:
        raise Http404 from None


def _campaign(request: OfficerRequest) -> Campaign | None:
    """The campaign to whose posts the list is limited, where it is."""
    asked = request.GET.get("campaign", "")
    return Campaign.objects.filter(id=int(asked)).first() if re.fullmatch(r"[0-9]{1,9}", asked) else None


def _address(which: str, words: str, campaign: Campaign | None) -> str:
    asked = {"show": which, "q": words, "campaign": str(campaign.id) if campaign else ""}
    return "?" + urlencode({name: said for name, said in asked.items() if said})
