"""Which conversations the council follows, and when it last read each (clause TRA-8)."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parishpump.inbox.queries.hours import promise
from parishpump.inbox.queries.sources import followed
from parishpump.portal.facts import contacts_of
from parishpump.portal.views.door import council_of, open_to_all, page


@open_to_all
def conversations_followed(request: HttpRequest) -> HttpResponse:
    """The official conversations, each with when it was last read; no message and nobody's name."""
    at = timezone.now()
    facts = {"rows": followed(at), "promise": promise(at), "contacts": contacts_of(council_of(request))}
    return page(request, "followed.html", facts)
