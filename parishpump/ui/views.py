"""Pages for refusals that happen before any chapter is asked."""

from django.http import HttpRequest, HttpResponseForbidden
from django.template.loader import render_to_string


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseForbidden:
    """A form came from an old page or from another place; the reason is for the log, not for the reader."""
    return HttpResponseForbidden(render_to_string("403_csrf.html"))
