"""When and where, and whom to ask: the facts of a notice as pairs of a term and what it says."""

from datetime import datetime

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from parishpump.councils.models import Council
from parishpump.portal.queries.notices import Notice
from parishpump.portal.wording import linked
from parishpump.publishing.events import Event
from parishpump.ui.words import clock, day, moments_between, plain_day

Fact = tuple[str, str | SafeString]


def when_and_where(notice: Notice, council: Council, at: datetime) -> list[Fact]:
    """The facts of a notice's event, and where to ask; of a withdrawn notice none."""
    if notice.is_withdrawn or notice.event is None:
        return []
    found: list[Fact] = [*_when(notice.event, at)]
    if notice.event.venue:
        found.append(("Where", linked(notice.event.venue)))
    if council.contacts:
        found.append(("Questions", contacts_of(council)))
    return found


def contacts_of(council: Council) -> SafeString:
    """The council's own telephone numbers and addresses, as links where they are."""
    return format_html_join(", ", "{}", ((linked(str(contact)),) for contact in council.contacts))


def _when(event: Event, at: datetime) -> list[Fact]:
    if len(event.starts) == 1:
        return [("When", _span(event, event.starts[0]))]
    following = event.next_start(at)
    until = f"{event.how_often}, until {plain_day(event.starts[-1].date())}"
    if following is None:
        return [("When", _span(event, event.starts[0])), ("Repeated", f"{until}. All are over.")]
    return [("When", _span(event, following)), ("Repeated", f"{until}. Above is the next.")]


def _span(event: Event, start: datetime) -> str:
    if event.lasts is None:
        return f"{day(start.date())}, {clock(start)}"
    return moments_between(start, event.end_of(start))
