"""Every request of somebody signed in says in which offices, and under which delegations, they act here today."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parishpump.people.models import Person
from parishpump.people.queries import Acting, acting

Answer = Callable[[HttpRequest], HttpResponse]


def acting_middleware(answer: Answer) -> Answer:
    """Sets `request.acting`: an Acting for somebody in office in the council in scope, else None."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.acting = _acting(request)  # type: ignore[attr-defined]
        return answer(request)

    return middleware


def _acting(request: HttpRequest) -> Acting | None:
    """Read anew for each request, so that power ends with the delegation; a visitor's session is not even opened."""
    if request.council is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:  # type: ignore[attr-defined]
        return None
    if not isinstance(request.user, Person):
        return None
    found = acting(request.user, at=timezone.now())
    return found if found.offices else None
