"""Every request is for one council, or for the first-run page that makes it."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from parishpump.councils.queries import all_councils, council_for_host
from parishpump.councils.tenancy import council_scope, current_scope

Answer = Callable[[HttpRequest], HttpResponse]

# What must answer before any council exists, and whichever host was asked.
_OUTSIDE = ("/static/", "/health/", "/first-run/", "/demonstration/network/")


def council_middleware(answer: Answer) -> Answer:
    """Puts the request into the scope, and the time zone, of the council whose host was asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.council = None  # type: ignore[attr-defined]
        if request.path.startswith(_OUTSIDE):
            return answer(request)
        council = council_for_host(request.get_host().split(":")[0])
        if council is None:
            return _nobody_here(request)
        request.council = council  # type: ignore[attr-defined]
        with council_scope(council.id), timezone.override(zoneinfo.ZoneInfo(council.zone)):
            current_scope().memory["council"] = council
            return answer(request)

    return middleware


def _nobody_here(request: HttpRequest) -> HttpResponse:
    if not all_councils():
        return redirect("first-run")
    return render(request, "councils/unknown_host.html", {"host": request.get_host()}, status=404)
