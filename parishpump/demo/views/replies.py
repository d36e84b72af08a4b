"""Answering on the demonstration network as a resident, and thinking better of it."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parishpump.demo.actions import NotNow, change_reply, reply, sender_at, take_back
from parishpump.demo.forms import ChangeForm, ReplyForm
from parishpump.demo.models import Reply
from parishpump.demo.views.door import in_the_demonstration
from parishpump.demo.views.network import post_page, posts_there


@in_the_demonstration
@require_POST
def replies(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a post."""
    found, form = get_object_or_404(posts_there(), id=number), ReplyForm(request.POST)
    if not form.is_valid():
        return post_page(request, found, form)
    try:
        said = reply(found, **form.cleaned_data, sender=_sender(request), at=timezone.now())
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return post_page(request, found, form, status=refusal.status)
    return redirect(_place_of(said))


@in_the_demonstration
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Put other words in the place of one's own answer."""
    said = _own(request, number)
    form = ChangeForm(request.POST or None, initial={"text": said.text})
    if form.is_valid():
        return redirect(_place_of(change_reply(said, text=form.cleaned_data["text"], at=timezone.now())))
    return render(request, "demo/reply.html", {"reply": said, "form": form}, status=422 if form.is_bound else 200)


@in_the_demonstration
@require_POST
def removal(request: HttpRequest, number: int) -> HttpResponse:
    """Delete one's own answer."""
    said = _own(request, number)
    take_back(said, at=timezone.now())
    return redirect("demo-post", said.post.thread_id or said.post_id)


def _own(request: HttpRequest, number: int) -> Reply:
    """A reply that was written from where this visitor is."""
    there = Reply.objects.filter(Q(post__gone_at=None), gone_at=None, sender=_sender(request))
    return get_object_or_404(there.select_related("post"), id=number)


def _sender(request: HttpRequest) -> str:
    return sender_at(request.META.get("REMOTE_ADDR", ""))


def _place_of(said: Reply) -> str:
    return f"{reverse('demo-post', args=[said.post.thread_id or said.post_id])}#reply-{said.id}"
