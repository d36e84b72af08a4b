"""The page that says there is no such page, in the look of the door at which was knocked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parishpump.portal.views.door import page

_OURS = "parishpump.portal."


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The portal's page for addresses of the public and for those that are nobody's, else the plain one: handler404."""
    match = request.resolver_match
    is_public = match is None or match.func.__module__.startswith(_OURS)
    if is_public and getattr(request, "council", None) is not None:
        return page(request, "404.html", {}, status=404)
    return render(request, "404.html", status=404)
