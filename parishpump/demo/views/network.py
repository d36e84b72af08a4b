"""The public pages of the demonstration network: its timeline, a post with its answers, its pictures."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from parishpump.demo.actions import sender_at
from parishpump.demo.forms import ReplyForm
from parishpump.demo.models import DemoPicture, DemoPost, Reply
from parishpump.demo.views.door import in_the_demonstration

A_PAGE = 20
MOST_SHOWN = 200  # of a thread
_SEEN = Q(gone_at=None, hidden_at=None)


@dataclass(frozen=True)
class Entry:
    """One message in a thread: what a resident answered, or what the account answered them."""

    at: datetime
    reply: Reply | None = None
    post: DemoPost | None = None
    own: bool = False


@in_the_demonstration
@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    """Everything that was posted, the newest first."""
    page = Paginator(posts_there().filter(thread=None), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "demo/timeline.html", {"page": page})


@in_the_demonstration
@require_GET
def post(request: HttpRequest, number: int) -> HttpResponse:
    """One post with its answers, and the form to answer it as a resident."""
    return post_page(request, get_object_or_404(posts_there(), id=number), ReplyForm())


@in_the_demonstration
@require_GET
def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The bytes of a picture."""
    found = get_object_or_404(DemoPicture, id=number, post__gone_at__isnull=True)
    return HttpResponse(bytes(found.content), content_type=found.media_type, headers={"Cache-Control": "max-age=3600"})


def posts_there() -> QuerySet[DemoPost]:
    """The posts that nobody took down, newest first."""
    seen = Q(replies__gone_at=None, replies__hidden_at=None)
    return (
        DemoPost.objects.filter(gone_at__isnull=True)
        .select_related("account", "in_answer_to", "thread")
        .prefetch_related(Prefetch("pictures", DemoPicture.objects.defer("content")))
        .annotate(answers=Count("replies", filter=seen))
        .order_by("-written_at", "-id")
    )


def post_page(request: HttpRequest, found: DemoPost, form: ReplyForm, *, status: int = 422) -> HttpResponse:
    """A post with its thread, and the form to answer it."""
    entries = _thread_of(found, visitor=sender_at(request.META.get("REMOTE_ADDR", "")))
    facts = {"post": found, "form": form, "entries": entries}
    return render(request, "demo/post.html", facts, status=status if form.is_bound else 200)


def _thread_of(found: DemoPost, *, visitor: str) -> list[Entry]:
    """Everything below a post, oldest first: below an answer, only what answers it."""
    below = Q(post=found) if found.thread_id else Q(post=found) | Q(post__thread=found, post__gone_at=None)
    said = Reply.objects.filter(_SEEN & below).select_related("post")[:MOST_SHOWN]
    answers = (
        posts_there().filter(thread=found) if not found.thread_id else posts_there().filter(in_answer_to__post=found)
    )
    entries = [Entry(one.at, reply=one, own=one.sender == visitor) for one in said]
    entries += [Entry(one.written_at, post=one) for one in answers[:MOST_SHOWN]]
    return sorted(entries, key=lambda entry: entry.at)
