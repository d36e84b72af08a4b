"""What an officer sees where a pack of the policy cannot be read, instead of the page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from parishpump.people.sign_in import OfficerRequest
from parishpump.policy.errors import PackError

Extra = ParamSpec("Extra")
OfficerView = Callable[Concatenate[OfficerRequest, Extra], HttpResponse]


def needs_readable_packs(view: OfficerView[Extra]) -> OfficerView[Extra]:
    """Say what is wrong, with line and key, where the policy or its draft cannot be read."""

    @wraps(view)
    def guarded(request: OfficerRequest, /, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PackError as broken:
            return render(request, "adoption/unreadable.html", {"broken": broken}, status=409)

    return guarded
