"""Ask the council: the one public page that takes something in, and what whoever asked is told."""

from collections.abc import Collection
from datetime import datetime

from allauth.core import ratelimit
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parishpump.inbox.actions.entering import ask
from parishpump.inbox.forms.asking import AskForm
from parishpump.inbox.queries.answers import AlikeAnswer, alike_answers
from parishpump.inbox.queries.hours import promise
from parishpump.portal.facts import contacts_of
from parishpump.portal.views.door import council_of, page

RATE = "ask"  # its name in ACCOUNT_RATE_LIMITS
TOO_MANY = 429
RECEIVED = "a question was received"  # what the address of the thanks is signed for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_the_council(request: HttpRequest) -> HttpResponse:
    """The form; what comes near among the answers given before; and, in the end, the question taken in."""
    at = timezone.now()
    if request.method != "POST":
        return _page(request, AskForm(at=at))
    form = AskForm(request.POST, at=at)
    if not form.is_valid():
        return _page(request, form, status=422)
    near = alike_answers(form.cleaned_data["question"], at=at)
    if not {one.answer.id for one in near} <= _offered(request):
        return _page(request, form, near=near)
    if not ratelimit.consume(request, action=RATE):
        return _page(request, form, status=TOO_MANY)
    message = ask(form.asked, at=at)
    received = signing.dumps({"reference": message.reference, "at": message.received_at.isoformat()}, salt=RECEIVED)
    return redirect("asked", received)


@never_cache
@require_safe
def asked(request: HttpRequest, received: str) -> HttpResponse:
    """What whoever asked is told: the reference, and what the council's policy states. Only they know this address."""
    try:
        said = signing.loads(received, salt=RECEIVED)
    except signing.BadSignature as unknown:
        raise Http404 from unknown
    at = datetime.fromisoformat(said["at"])
    facts = {
        "reference": said["reference"],
        "at": at,
        "promise": promise(at),
        "contacts": contacts_of(council_of(request)),
    }
    return page(request, "asked.html", facts)


def _offered(request: HttpRequest) -> set[int]:
    """The answers that were shown already; whoever goes on has seen them."""
    return {int(one) for one in request.POST.get("offered", "").split(",")[:20] if one.isdecimal() and len(one) < 12}


def _page(
    request: HttpRequest, form: AskForm, *, near: Collection[AlikeAnswer] = (), status: int = 200
) -> HttpResponse:
    facts = {
        "form": form,
        "near": [one.answer for one in near],
        "offered": ",".join(str(one.answer.id) for one in near) or request.POST.get("offered", ""),
        "too_many": status == TOO_MANY,
        "promise": promise(form.at),
        "contacts": contacts_of(council_of(request)),
    }
    return page(request, "ask.html", facts, status=status)
