"""What people answered, for the account that they answered: parishpump.networks.demonstration describes it."""

from datetime import datetime
from http import HTTPStatus

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from parishpump.demo.actions import block, hide, show, unblock
from parishpump.demo.models import Account, Reply
from parishpump.demo.parcels import NotTaken
from parishpump.demo.views.api import for_accounts, problem

A_PAGE = 200
_HIGHEST = 2**63 - 1


@for_accounts
@require_GET
def replies(request: HttpRequest, whose: Account) -> HttpResponse:
    """The next page behind a number."""
    found = list(_to(whose).filter(id__gt=_after(request), at__gte=_since(request)).order_by("id")[: A_PAGE + 1])
    page = [_as_json(request, one) for one in found[:A_PAGE]]
    return JsonResponse({"replies": page, "more": len(found) > A_PAGE})


@for_accounts
@require_GET
def reply(request: HttpRequest, whose: Account, number: int) -> HttpResponse:
    """One reply as it is now."""
    found = _to(whose).filter(id=number).first()
    return JsonResponse(_as_json(request, found)) if found else _no_such_reply()


@for_accounts
@require_http_methods(["PUT", "DELETE"])
def hidden(request: HttpRequest, whose: Account, number: int) -> HttpResponse:
    """Put a reply out of sight, or into it again."""
    found = _to(whose).filter(id=number).first()
    if found is None:
        return _no_such_reply()
    if request.method == "PUT":
        hide(found, at=timezone.now())
    else:
        show(found)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@for_accounts
@require_http_methods(["PUT", "DELETE"])
def blocked(request: HttpRequest, whose: Account, handle: str) -> HttpResponse:
    """Take no more answers under a handle, or take them again."""
    if "\x00" in handle:
        raise NotTaken("That is no handle.", status=400)
    (block if request.method == "PUT" else unblock)(whose, handle)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _to(whose: Account) -> QuerySet[Reply]:
    return Reply.objects.filter(post__account=whose, gone_at=None).select_related("post")


def _after(request: HttpRequest) -> int:
    said = request.GET.get("after", "0")
    if not (said.isascii() and said.isdigit() and int(said) <= _HIGHEST):
        raise NotTaken("after is no number.", status=400)
    return int(said)


def _since(request: HttpRequest) -> datetime:
    said = request.GET.get("since", "1970-01-01T00:00:00+00:00")
    try:
        since = datetime.fromisoformat(said)
    except ValueError:
        raise NotTaken("since is no moment.", status=400) from None
    if since.tzinfo is None:
        raise NotTaken("since has no time zone.", status=400)
    return since


def _as_json(request: HttpRequest, said: Reply) -> dict[str, object]:
    thread = said.post.thread_id or said.post_id
    return {
        "id": str(said.id),
        "address": f"{request.build_absolute_uri(reverse('demo-post', args=[thread]))}#reply-{said.id}",
        "post": str(said.post_id),
        "thread": str(thread),
        "author": said.author,
        "handle": said.handle,
        "text": said.text,
        "written_at": said.at.isoformat(),
        "changed_at": said.changed_at and said.changed_at.isoformat(),
        "hidden": said.hidden_at is not None,
    }


def _no_such_reply() -> JsonResponse:
    return problem("There is no such answer.", HTTPStatus.NOT_FOUND)
