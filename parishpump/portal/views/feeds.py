"""The noticeboard for programs."""

from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from parishpump.portal.feeds.atom import atom
from parishpump.portal.feeds.calendar import calendar
from parishpump.portal.feeds.json_feed import json_feed
from parishpump.portal.feeds.names import FEED_LENGTH
from parishpump.portal.queries.notices import Notice, notices_of, on_the_board, published, with_events
from parishpump.portal.views.door import council_of, dated, download, open_to_all
from parishpump.portal.views.notice import public_post

# Past events stay in calendars for a while, and a reader may hold a withdrawn notice for as long.
LOOK_BACK = timedelta(days=180)
MOST_EVENTS = 500


@open_to_all
def feed_atom(request: HttpRequest) -> HttpResponse:
    """The newest notices, as Atom."""
    council, at = council_of(request), timezone.now()
    notices = notices_of(on_the_board(at)[:FEED_LENGTH], at=at)
    gone = published().filter(withdrawal__at__gte=at - LOOK_BACK).order_by("-withdrawal__at")[:FEED_LENGTH]
    withdrawn = notices_of(gone, at=at)
    updated = _newest([*notices, *withdrawn], council.created_at)
    content = atom(council, notices, withdrawn, updated=updated)
    return dated(HttpResponse(content, content_type="application/atom+xml; charset=utf-8"), updated)


@open_to_all
def feed_json(request: HttpRequest) -> HttpResponse:
    """The newest notices, as a JSON Feed."""
    at = timezone.now()
    feed = json_feed(council_of(request), notices_of(on_the_board(at)[:FEED_LENGTH], at=at))
    media_type = "application/feed+json; charset=utf-8"
    return JsonResponse(feed, content_type=media_type, json_dumps_params={"ensure_ascii": False})


@open_to_all
def feed_ical(request: HttpRequest) -> HttpResponse:
    """Events of the last half year and all that are to come, as a calendar to subscribe to."""
    council, at = council_of(request), timezone.now()
    events = with_events(at - LOOK_BACK).order_by("-public__event_start", "-id")[:MOST_EVENTS]
    content = calendar(council, notices_of(events, at=at))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@open_to_all
def notice_event(request: HttpRequest, ref: str) -> HttpResponse:
    """The event of one notice, to be put into a calendar."""
    (seen,) = notices_of([public_post(ref)], at=timezone.now())
    if seen.event is None:
        raise Http404
    return download(calendar(council_of(request), [seen]), "text/calendar; charset=utf-8", f"{seen.reference}.ics")


def _newest(notices: list[Notice], otherwise: datetime) -> datetime:
    return max((notice.updated_at for notice in notices), default=otherwise)
