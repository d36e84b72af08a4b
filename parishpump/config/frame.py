"""What every page's frame shows, whichever room the page is in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The council, who acts, the navigation and the strips of state."""
    return {"council": getattr(request, "council", None), "demo": settings.PARISHPUMP_DEMO}
