"""The public register: everything that was ever published stays on it."""

import csv
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.portal.feeds.names import page_of
from parishpump.portal.queries.notices import Notice, notices_of
from parishpump.portal.queries.register import register, years_of_register
from parishpump.portal.views.door import council_of, open_to_all, page
from parishpump.portal.wording import one_line

PER_PAGE = 50
COLUMNS = ("Reference", "Headline", "About", "Published", "State", "State since", "Version", "By", "Seal", "Address")
_CHUNK = 200


@open_to_all
def public_register(request: HttpRequest) -> HttpResponse:
    """Everything ever published, by words and by year."""
    words, years = one_line(request.GET.get("words", ""))[:200], years_of_register()
    year = _year(request.GET.get("year", ""))
    rows = Paginator(register(words=words, year=year), PER_PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": rows,
        "notices": notices_of(rows, at=timezone.now()),
        "words": words,
        "year": year,
        "years": years,
        "query": urlencode({name: said for name, said in (("words", words), ("year", year)) if said}),
    }
    return page(request, "register.html", facts)


@require_safe
def public_register_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole register as a table for a spreadsheet."""
    name = f"published-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        _lines(request), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"},
    )


def state_of(notice: Notice) -> str:
    """Where a notice stands now, in one word or two."""
    if notice.is_withdrawn:
        return "Withdrawn"
    if notice.is_down:
        return "Came down"
    return "Corrected" if notice.is_corrected else "On the noticeboard"


def _year(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and typed.isascii() and 1 <= int(typed[:5]) <= 9998 else None  # noqa: PLR2004
