"""Writing an answer: reading, checking, saving, submitting, throwing away, or keeping that it was given by hand."""

import secrets
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parishpump.channels.models import Channel
from parishpump.inbox.actions.by_hand import answer_by_hand
from parishpump.inbox.actions.replying import NoWayToAnswer, submit_reply
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.forms.replying import ByHandForm
from parishpump.inbox.models import Reply, SavedText
from parishpump.inbox.queries.replies import has_arrived, reply_channel, reply_of
from parishpump.inbox.views.replying import Answer, answer_in, as_own, kept_answer, with_words
from parishpump.inbox.views.showing.reply import conversation, live_context, purpose_words, reply_context
from parishpump.people.powers import LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.deciding import Blocked, NotNamed
from parishpump.publishing.actions.drafting import DraftMoved, throw_away
from parishpump.publishing.forms.settling import (
    Overrides,
    finding_marked,
    reasons_in,
    reasons_posted,
    use_words,
    with_reason,
    without_reason,
)
from parishpump.publishing.forms.typed import Typed, posted_typed
from parishpump.publishing.models import Draft, Post
from parishpump.publishing.queries.pages import post_named
from parishpump.publishing.views.composing import NEW, DraftGone, draft_of, keep, kept_overrides
from parishpump.publishing.views.showing.composer import submitted_words
from parishpump.publishing.views.standards import owes_reading, read, standards_page
from parishpump.publishing.views.surviving import forget_words, remember_words, surviving_words, words_survive

SETTLES = ("use", "keep", "unkeep")


@words_survive
@officer_page(needs=LISTEN)
@require_http_methods(["GET", "POST"])
def reply(request: OfficerRequest, reference: str) -> HttpResponse:
    """The answer beside its conversation; what is posted is saved, with what its button asked for done."""
    found, at = open_reply(reference), timezone.now()
    if has_arrived(found.post):
        messages.info(request, "This answer is sent. It can be withdrawn here, and another one begun on the message.")
        return redirect("post", reference)
    if "standards" in request.POST:
        read(request, at=at)
        return redirect("reply", reference)
    if owes_reading(request, at=at):
        return standards_page(request, at=at, before=reverse("reply", args=[reference]))
    channel = reply_channel(found.message)
    if channel is None:
        return by_hand_page(request, found, ByHandForm())
    if request.method == "GET":
        return _opened(request, found, channel)
    answer = settled(request, found, channel)
    try:
        keep(answer.composition, version=request.POST.get("version", ""), by=request.user, at=at)
    except (DraftMoved, DraftGone):
        return _moved(request, answer)
    forget_words(request.session, reference)
    settling = any(name in request.POST for name in SETTLES)
    return HttpResponseRedirect(reverse("reply", args=[reference]) + ("#policy" if settling else ""))


@words_survive
@officer_page(needs=LISTEN)
@require_POST
def reply_check(request: OfficerRequest, reference: str) -> HttpResponse:
    """Save while typing, and give back the parts of the page that speak about the words."""
    found, at = open_reply(reference), timezone.now()
    channel, version = _channel_of(found), request.POST.get("version", "")
    kept = kept_overrides(found.post, draft_of(found.post))
    answer = answer_in(found, channel, posted_typed(request.POST), kept, author=request.acting, at=at)
    try:
        saved = keep(answer.composition, version=version, by=request.user, at=at, by_the_way=True)
    except (DraftMoved, DraftGone) as moved:
        context = live_context(answer, at=at, version=version)
        context |= {"moved": moved, "gone": isinstance(moved, DraftGone)}
    else:
        context = live_context(answer, at=at, version=str(saved.version)) | {"saved_at": saved.saved_at}
    return render(request, "publishing/composer/live.html", context)


@words_survive
@officer_page(needs=LISTEN)
@require_POST
def reply_submission(request: OfficerRequest, reference: str) -> HttpResponse:
    """Save the answer and ask for approval; where something stands in the way, say what, with every word kept."""
    found, at = open_reply(reference), timezone.now()
    channel = reply_channel(found.message)
    if channel is None:
        remember_words(request.session, reference, posted_typed(request.POST), NEW)
        return by_hand_page(request, found, ByHandForm(), status=409)
    answer = settled(request, found, channel, check=True)
    try:
        saved = keep(answer.composition, version=request.POST.get("version", ""), by=request.user, at=at)
    except (DraftMoved, DraftGone):
        return _moved(request, answer)
    forget_words(request.session, reference)
    if not answer.composition.form.is_valid():
        return reply_page(request, answer, version=str(saved.version), draft=saved, status=422)
    return _submit(request, answer, saved)


def _submit(request: OfficerRequest, answer: Answer, saved: Draft) -> HttpResponse:
    at, overrides = timezone.now(), reasons_in(answer.composition.overrides)
    try:
        revision = submit_reply(
            answer.reply,
            text=answer.text,
            sources=answer.sources,
            overrides=overrides,
            beside=answer.beside,
            by=request.user,
            at=at,
        )
    except Blocked:
        return reply_page(request, answer, version=str(saved.version), draft=saved, status=422, because="blocked")
    except NotNamed:
        return reply_page(request, answer, version=str(saved.version), draft=saved, status=403, because="not named")
    except NoWayToAnswer:
        return by_hand_page(request, answer.reply, ByHandForm(), status=409)
    messages.success(request, submitted_words(revision, at=at))
    return redirect("revision", revision.post.reference, revision.number)


@words_survive
@officer_page(needs=LISTEN)
@require_POST
def reply_removal(request: OfficerRequest, reference: str) -> HttpResponse:
    """Throw the draft of an answer away; in this browser it can be brought back until they sign out."""
    found = open_reply(reference)
    remember_words(request.session, reference, posted_typed(request.POST), NEW)
    throw_away(found.post, by=request.user, at=timezone.now())
    messages.success(request, "The answer is thrown away. Until you sign out, its words are still on its page.")
    return redirect("message", found.message.reference)


@officer_page(needs=LISTEN)
@require_POST
def reply_by_hand(request: OfficerRequest, reference: str) -> HttpResponse:
    """Keep how it was answered where no machine carries it, and close the message."""
    found, form, at = open_reply(reference), ByHandForm(request.POST), timezone.now()
    if not form.is_valid():
        return by_hand_page(request, found, form, status=422)
    try:
        answer_by_hand(found, **form.cleaned_data, by=request.user, at=at)
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect("message", found.message.reference)
    messages.success(request, f"{found.message.reference} is closed. How it was answered is on the record.")
    return redirect("message", found.message.reference)


def open_reply(reference: str) -> Reply:
    """The answer that the post of that reference carries and that can still be written on; 404 where there is none."""
    try:
        found = reply_of(post_named(reference))
    except (Post.DoesNotExist, Reply.DoesNotExist):
        raise Http404 from None
    if getattr(found.post, "withdrawal", None) is not None:
        raise Http404("A withdrawn answer is not written on any more.")
    return found


def _channel_of(found: Reply) -> Channel:
    channel = reply_channel(found.message)
    if channel is None:
        raise Http404("There is no way to answer any more.")
    return channel


def settled(request: OfficerRequest, found: Reply, channel: Channel, *, check: bool = False) -> Answer:
    """What was posted, judged, with what the pressed button asked for done and every typed reason taken."""
    at, typed = timezone.now(), posted_typed(request.POST)
    overrides = kept_overrides(found.post, draft_of(found.post))
    answer = answer_in(found, channel, typed, overrides, author=request.acting, at=at, check=check)
    changed, reasons = _settle(request, answer)
    if changed == typed and reasons == overrides:
        return answer
    return answer_in(found, channel, changed, reasons, author=request.acting, at=at, check=check)


def _settle(request: OfficerRequest, answer: Answer) -> tuple[Typed, Overrides]:
    own = as_own(answer).composition
    typed, overrides, findings = own.typed, own.overrides, own.verdict.findings
    for finding, reason in reasons_posted(request.POST, findings):
        overrides = with_reason(overrides, finding, reason)
    if used := finding_marked(findings, request.POST.get("use", "")):
        typed = use_words(typed, used, own.content, own.channels)
    if unkept := finding_marked(findings, request.POST.get("unkeep", "")):
        overrides = without_reason(overrides, unkept)
    chosen = request.POST.get("saved_text", "")
    if chosen.isdecimal() and len(chosen) < 12:
        text = SavedText.objects.filter(id=int(chosen), ended_at__isnull=True).first()
        typed = with_words(typed, text.text) if text else typed
    return typed, overrides


def _opened(request: OfficerRequest, found: Reply, channel: Channel) -> HttpResponse:
    draft, at = draft_of(found.post), timezone.now()
    survived = surviving_words(request.session, found.post.reference)
    typed, version = survived or (kept_answer(found, channel, draft), str(draft.version) if draft else NEW)
    overrides, typed = kept_overrides(found.post, draft), replace(typed, tab=secrets.token_hex(8))
    answer = answer_in(found, channel, typed, overrides, author=request.acting, at=at)
    return reply_page(request, answer, version=version, draft=draft, because="survived" if survived else "")


def _moved(request: OfficerRequest, answer: Answer) -> HttpResponse:
    """Both texts, the one typed here and the one saved elsewhere, and the choice between them."""
    theirs = draft_of(answer.reply.post)
    version = str(theirs.version) if theirs else NEW
    return reply_page(request, answer, version=version, draft=theirs, status=409, because="moved")


def reply_page(
    request: OfficerRequest, answer: Answer, *, version: str, draft: Draft | None, status: int = 200, because: str = ""
) -> HttpResponse:
    """The page with these words in it; `because`: blocked, not named, moved or survived."""
    at = timezone.now()
    context = reply_context(answer, request.acting, version=version, draft=draft, at=at, because=because)
    return render(request, "inbox/reply.html", context, status=status)


def by_hand_page(request: OfficerRequest, found: Reply, form: ByHandForm, *, status: int = 200) -> HttpResponse:
    """Nothing can be sent back: what can be done instead, and the words that were written."""
    survived = surviving_words(request.session, found.post.reference)
    context: dict[str, Any] = conversation(found.message, person=request.user.id, at=timezone.now())
    context |= {
        "reply": found,
        "post": found.post,
        "form": form,
        "purpose": purpose_words(found.purpose),
        "kept_words": survived[0].fields.get("text", "") if survived else _words_of(found),
        "authority": next((one for one in request.acting.delegations if LISTEN in one.powers), None),
    }
    return render(request, "inbox/reply_by_hand.html", context, status=status)


def _words_of(found: Reply) -> str:
    draft = draft_of(found.post)
    return str(draft.content.get("text", "")) if draft else ""
