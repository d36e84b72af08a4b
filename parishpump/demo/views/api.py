"""The interface of the demonstration network, as parishpump.networks.demonstration describes it."""

from collections.abc import Callable
from functools import update_wrapper
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from parishpump.demo.actions import change, hashed, put_up, take_down
from parishpump.demo.models import Account, DemoPost
from parishpump.demo.parcels import MOST_BODY, NotTaken, read_change, read_new
from parishpump.demo.views.door import in_the_demonstration

Extra = ParamSpec("Extra")
AccountView = Callable[Concatenate[HttpRequest, Account, Extra], HttpResponse]


def for_accounts(view: AccountView[Extra]) -> Callable[Concatenate[HttpRequest, Extra], HttpResponse]:
    """Lets in whoever brings the token of an account, and says in JSON what is wrong."""

    @csrf_exempt
    @in_the_demonstration
    def guarded(request: HttpRequest, /, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        account = Account.objects.filter(token_hash=hashed(token)).first() if scheme.lower() == "bearer" else None
        if account is None:
            return problem("That token is not known here.", HTTPStatus.UNAUTHORIZED)
        try:
            return view(request, account, *args, **kwargs)
        except NotTaken as refusal:
            return problem(str(refusal), refusal.status)

    update_wrapper(guarded, view)
    return guarded


@for_accounts
@require_GET
def account(request: HttpRequest, whose: Account) -> HttpResponse:
    """Who the token lets in."""
    return JsonResponse({"account": whose.name})


@for_accounts
@require_http_methods(["GET", "POST"])
def posts(request: HttpRequest, whose: Account) -> HttpResponse:
    """Find a post by its key, or put one up."""
    if request.method == "GET":
        found = _there(whose).filter(key=request.GET.get("key", "").replace("\x00", ""))
        return JsonResponse({"posts": [_as_json(request, post) for post in found]})
    post, new = put_up(whose, read_new(_body(request)), at=timezone.now())
    return JsonResponse(_as_json(request, post), status=HTTPStatus.CREATED if new else HTTPStatus.OK)


@for_accounts
@require_http_methods(["GET", "PUT", "DELETE"])
def post(request: HttpRequest, whose: Account, number: int) -> HttpResponse:
    """Read, change or take down one post."""
    found = _there(whose).filter(id=number).first()
    if found is None:
        return problem("There is no such post.", HTTPStatus.NOT_FOUND)
    if request.method == "DELETE":
        take_down(found, at=timezone.now())
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method == "PUT":
        found = change(found, read_change(_body(request)), at=timezone.now())
    return JsonResponse(_as_json(request, found))


def _there(whose: Account) -> Any:
    return DemoPost.objects.filter(account=whose, gone_at__isnull=True).prefetch_related("pictures")


def _body(request: HttpRequest) -> bytes:
    """The body, read by ourselves: with pictures it may be larger than what a form of the product may send."""
    return bytes(request.read(MOST_BODY + 1))


def _as_json(request: HttpRequest, post: DemoPost) -> dict[str, object]:
    return {
        "id": str(post.id),
        "address": request.build_absolute_uri(reverse("demo-post", args=[post.id])),
        "key": post.key,
        "text": post.text,
        "answers": _answers(post),
        "pictures": [{"alt": picture.alt} for picture in post.pictures.all()],
    }


def _answers(post: DemoPost) -> str:
    if post.in_answer_to_id:
        return f"reply-{post.in_answer_to_id}"
    return str(post.thread_id or "")


def problem(why: str, status: int) -> JsonResponse:
    """What is wrong, in JSON."""
    return JsonResponse({"error": why}, status=status)
