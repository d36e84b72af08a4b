"""What became of what people wrote to the council, in figures (clause TRA-3)."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parishpump.portal.queries.conversations import conversation_figures
from parishpump.portal.views.door import open_to_all, page


@open_to_all
def conversations_in_figures(request: HttpRequest) -> HttpResponse:
    """How many messages came in twelve months, and what became of them; nobody is named."""
    at = timezone.now()
    return page(request, "figures.html", {"figures": conversation_figures(at), "at": at})
