"""The door of the demonstration: shut wherever this is not one."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

Extra = ParamSpec("Extra")
View = Callable[Concatenate[HttpRequest, Extra], HttpResponse]


def in_the_demonstration(view: View[Extra]) -> View[Extra]:
    """A page of the demonstration, which is nowhere else: not even where its address is routed by mistake."""

    def guarded(request: HttpRequest, /, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        if not settings.PARISHPUMP_DEMO:
            raise Http404("This is no demonstration.")
        return view(request, *args, **kwargs)

    update_wrapper(guarded, view)
    return guarded
