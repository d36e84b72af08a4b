"""The composer: reading, checking, saving, submitting and throwing away a draft."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parishpump.people.powers import WRITE
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.deciding import Blocked, NotNamed, submit
from parishpump.publishing.actions.drafting import DraftMoved, begin_post, throw_away
from parishpump.publishing.forms.settling import (
    Overrides,
    finding_marked,
    reasons_in,
    reasons_posted,
    use_words,
    with_reason,
    without_reason,
)
from parishpump.publishing.forms.typed import Typed, plain, posted_typed, typed_of
from parishpump.publishing.models import Draft, Post
from parishpump.publishing.queries.answering import answered_by
from parishpump.publishing.queries.pages import post_named, recent_posts
from parishpump.publishing.queries.revisions import content_of
from parishpump.publishing.views.composing import (
    NEW,
    Composition,
    DraftGone,
    compose,
    draft_of,
    keep,
    kept_overrides,
    kept_words,
)
from parishpump.publishing.views.showing.composer import composer_context, live_context, submitted_words
from parishpump.publishing.views.standards import owes_reading, read, standards_page
from parishpump.publishing.views.surviving import forget_words, remember_words, surviving_words, words_survive


@officer_page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def new_post(request: OfficerRequest) -> HttpResponse:
    """Begin a post: with a headline, empty, or from the words of another (`from`, its reference).

    Whoever has not read the standards of their office reads them first; what was asked for is not lost.
    """
    at = timezone.now()
    if "standards" in request.POST:
        read(request, at=at)
    if owes_reading(request, at=at):
        return standards_page(request, at=at, before="new-post", carry=_asked_for(request))
    if request.method == "GET" or not _asked_for(request):
        return render(request, "publishing/new_post.html", {"recent": recent_posts()})
    words = Typed().with_field("title", plain(request.POST.get("title", ""))[:200])
    if request.POST.get("from"):
        old = open_post(request.POST["from"], withdrawn=True)
        words = _as_new(typed_of(content_of(old.latest)) if old.latest else kept_words(old, draft_of(old)))
    post = begin_post(by=request.user, at=at, content=words.as_kept())
    return redirect("draft", post.reference)


def _asked_for(request: OfficerRequest) -> dict[str, str]:
    """What a new post is to begin with, by the name of its field; empty where nobody has asked yet."""
    return {name: request.POST[name] for name in ("title", "from") if name in request.POST}


def _as_new(words: Typed) -> Typed:
    """The words of an old post without its times, which are over."""
    for name in ("goes_out", "comes_down", "repeat", "repeat_until", "event_start", "event_end", "correction"):
        words = words.with_field(name, "")
    return words


@words_survive
@officer_page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def draft(request: OfficerRequest, reference: str) -> HttpResponse:
    """The composer; what is posted is saved, with one finding settled where its button was pressed."""
    post = open_post(reference)
    if answered := answered_by(post):
        return redirect(answered.draft_url)
    if request.method == "GET":
        return _opened(request, post)
    composition = settled(request, post)
    try:
        keep(composition, version=request.POST.get("version", ""), by=request.user, at=timezone.now())
    except (DraftMoved, DraftGone) as moved:
        return moved_page(request, composition, moved)
    forget_words(request.session, reference)
    settling = any(name in request.POST for name in ("use", "keep", "unkeep"))
    return HttpResponseRedirect(reverse("draft", args=[reference]) + ("#policy" if settling else ""))


@words_survive
@officer_page(needs=WRITE)
@require_POST
def draft_check(request: OfficerRequest, reference: str) -> HttpResponse:
    """Save while typing, and answer with the parts of the page that speak about the words."""
    post, at = open_post(reference), timezone.now()
    overrides = kept_overrides(post, draft_of(post))
    composition = compose(
        post, posted_typed(request.POST), overrides, council=request.council, author=request.acting, at=at
    )
    version = request.POST.get("version", "")
    try:
        saved = keep(composition, version=version, by=request.user, at=at, by_the_way=True)
    except (DraftMoved, DraftGone) as moved:
        context = live_context(composition, at=at, version=version) | {
            "moved": moved,
            "gone": isinstance(moved, DraftGone),
        }
        return render(request, "publishing/composer/live.html", context)
    context = live_context(composition, at=at, version=str(saved.version)) | {"saved_at": saved.saved_at}
    return render(request, "publishing/composer/live.html", context)


@words_survive
@officer_page(needs=WRITE)
@require_POST
def submission(request: OfficerRequest, reference: str) -> HttpResponse:
    """Save the draft and ask for approval; where something stands in the way, say what, with every word kept."""
    post, at = open_post(reference), timezone.now()
    composition = settled(request, post, check=True)
    try:
        saved = keep(composition, version=request.POST.get("version", ""), by=request.user, at=at)
    except (DraftMoved, DraftGone) as moved:
        return moved_page(request, composition, moved)
    forget_words(request.session, reference)
    if not composition.form.is_valid():
        return composer_page(request, composition, version=str(saved.version), draft=saved, status=422)
    try:
        revision = submit(
            post, composition.content, overrides=reasons_in(composition.overrides), by=request.user, at=at
        )
    except (Blocked, NotNamed) as refused:
        status, because = (422, "blocked") if isinstance(refused, Blocked) else (403, "not named")
        return composer_page(
            request, composition, version=str(saved.version), draft=saved, status=status, because=because
        )
    messages.success(request, submitted_words(revision, at=at))
    return redirect("revision", reference, revision.number)


@words_survive
@officer_page(needs=WRITE)
@require_POST
def draft_removal(request: OfficerRequest, reference: str) -> HttpResponse:
    """Throw the draft away; in this browser it can be brought back until they sign out."""
    post = open_post(reference)
    remember_words(request.session, reference, posted_typed(request.POST), NEW)
    throw_away(post, by=request.user, at=timezone.now())
    messages.success(request, "The draft is thrown away. Until you sign out, you can bring it back here.")
    return redirect("post", reference)


def open_post(reference: str, *, withdrawn: bool = False) -> Post:
    """The post of that reference that can still be written on; 404 where there is none."""
    try:
        post = post_named(reference)
    except Post.DoesNotExist:
        raise Http404 from None
    if getattr(post, "withdrawal", None) is not None and not withdrawn:
        raise Http404("A withdrawn post is not written on any more.")
    return post


def settled(request: OfficerRequest, post: Post, *, check: bool = False) -> Composition:
    """What was posted, judged, with the finding whose button was pressed settled and every typed reason taken."""
    at, typed, overrides = timezone.now(), posted_typed(request.POST), kept_overrides(post, draft_of(post))
    composition = compose(post, typed, overrides, council=request.council, author=request.acting, at=at, check=check)
    changed, reasons = _settle(request, composition)
    if changed == typed and reasons == overrides:
        return composition
    return compose(post, changed, reasons, council=request.council, author=request.acting, at=at, check=check)


def _settle(request: OfficerRequest, composition: Composition) -> tuple[Typed, Overrides]:
    typed, overrides, findings = composition.typed, composition.overrides, composition.verdict.findings
    for finding, reason in reasons_posted(request.POST, findings):
        overrides = with_reason(overrides, finding, reason)
    if used := finding_marked(findings, request.POST.get("use", "")):
        typed = use_words(typed, used, composition.content, composition.channels)
    if unkept := finding_marked(findings, request.POST.get("unkeep", "")):
        overrides = without_reason(overrides, unkept)
    return typed, overrides


def _opened(request: OfficerRequest, post: Post) -> HttpResponse:
    saved: Draft | None = getattr(post, "draft", None)
    survived = surviving_words(request.session, post.reference)
    typed, version = survived or (kept_words(post, saved), str(saved.version) if saved else NEW)
    typed = replace(typed, tab=secrets.token_hex(8))
    composition = compose(
        post, typed, kept_overrides(post, saved), council=request.council, author=request.acting, at=timezone.now()
    )
    return composer_page(request, composition, version=version, draft=saved, because="survived" if survived else "")


def moved_page(request: OfficerRequest, composition: Composition, moved: DraftMoved | DraftGone) -> HttpResponse:
    """Both texts, the one typed here and the one saved elsewhere, and the choice between them."""
    theirs = draft_of(composition.post)
    version = str(theirs.version) if theirs else NEW
    return composer_page(request, composition, version=version, draft=theirs, status=409, because="moved")


def composer_page(
    request: OfficerRequest,
    composition: Composition,
    *,
    version: str,
    draft: Draft | None,
    status: int = 200,
    because: str = "",
    file_problems: Sequence[str] = (),
) -> HttpResponse:
    """The composer with these words in it; `because`: blocked, not named, moved or survived."""
    context = composer_context(
        composition,
        request.acting,
        version=version,
        draft=draft,
        at=timezone.now(),
        because=because,
        file_problems=file_problems,
    )
    return render(request, "publishing/composer.html", context, status=status)
