"""Doing what was asked for, and saying so, or why not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse

from parishpump.inbox.actions.press import TakenIn
from parishpump.inbox.actions.sources import NotSo
from parishpump.inbox.actions.stories import Over
from parishpump.inbox.actions.triaging import Refused
from parishpump.people.sign_in import OfficerRequest


def said_or_refused(request: OfficerRequest, act: Callable[[], object], said: str, then: HttpResponse) -> HttpResponse:
    """Do it and say so on the page that comes `then`; or say there why it was refused."""
    try:
        act()
        messages.success(request, said)
    except (Refused, NotSo, Over, TakenIn) as refused:
        messages.error(request, str(refused))
    return then
