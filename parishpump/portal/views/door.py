"""What every public answer has in common: reading only, no cookie, conditional GET."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from parishpump.councils.models import Council
from parishpump.portal.frame import public_frame

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def open_to_all(view: View[Given]) -> View[Given]:
    """Anybody may read it: GET and HEAD, with an ETag over what is sent. A copy is asked about before it is used again,
    so that what was withdrawn is gone at once."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    return cast(View[Given], require_safe(conditional_page(cache_control(public=True, no_cache=True)(answer))))


def council_of(request: HttpRequest) -> Council:
    """The council whose door this is."""
    return cast(Council, request.council)  # type: ignore[attr-defined]


def page(request: HttpRequest, template: str, facts: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A public page in its frame."""
    return render(request, f"portal/{template}", {**public_frame(request), **facts}, status=status)


def download(content: str | bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be saved under `name`."""
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def dated(answer: HttpResponse, at: datetime) -> HttpResponse:
    """Say when what is sent last changed."""
    answer.headers["Last-Modified"] = http_date(at.timestamp())
    return answer
