"""The public pages of the demonstration network: its timeline, a post with its answers, its pictures."""

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.demo.actions import TooMany, reply, sender_at
from parishpump.demo.forms import ReplyForm
from parishpump.demo.models import DemoPicture, DemoPost
from parishpump.demo.views.door import in_the_demonstration

A_PAGE = 20


@in_the_demonstration
@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    """Everything that was posted, the newest first."""
    page = Paginator(_there(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "demo/timeline.html", {"page": page})


@in_the_demonstration
@require_GET
def post(request: HttpRequest, number: int) -> HttpResponse:
    """One post with its answers, and the form to answer it as a resident."""
    return _post_page(request, get_object_or_404(_there(), id=number), ReplyForm())


@in_the_demonstration
@require_POST
def replies(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a post."""
    found, form = get_object_or_404(_there(), id=number), ReplyForm(request.POST)
    if not form.is_valid():
        return _post_page(request, found, form)
    try:
        said = reply(
            found, **form.cleaned_data, sender=sender_at(request.META.get("REMOTE_ADDR", "")), at=timezone.now()
        )
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        return _post_page(request, found, form, status=429)
    return redirect(f"{reverse('demo-post', args=[found.id])}#reply-{said.id}")


@in_the_demonstration
@require_GET
def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The bytes of a picture."""
    found = get_object_or_404(DemoPicture, id=number, post__gone_at__isnull=True)
    return HttpResponse(bytes(found.content), content_type=found.media_type, headers={"Cache-Control": "max-age=3600"})


def _there() -> QuerySet[DemoPost]:
    return (
        DemoPost.objects.filter(gone_at__isnull=True)
        .select_related("account")
        .prefetch_related(Prefetch("pictures", DemoPicture.objects.defer("content")))
        .annotate(answers=Count("replies"))
        .order_by("-written_at", "-id")
    )


def _post_page(request: HttpRequest, found: DemoPost, form: ReplyForm, *, status: int = 422) -> HttpResponse:
    facts = {"post": found, "form": form, "replies": found.replies.all()[:200]}
    return render(request, "demo/post.html", facts, status=status if form.is_bound else 200)
