"""The public register: everything that was ever published stays on it."""

import csv
import io
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parishpump.councils.models import Council
from parishpump.portal.feeds.names import page_of
from parishpump.portal.queries.notices import Notice, notices_of
from parishpump.portal.queries.register import CORRECTED, WITHDRAWN, register, years_of_register
from parishpump.portal.views.door import council_of, download, open_to_all, page
from parishpump.portal.wording import one_line

PER_PAGE = 50
COLUMNS = ("Reference", "Headline", "About", "Published", "State", "State since", "Version", "By", "Seal", "Address")
ROWS_AT_ONCE = 500
NARROWED = {
    CORRECTED: "Only notices that were corrected are shown.",
    WITHDRAWN: "Only notices that were withdrawn are shown.",
}


@open_to_all
def public_register(request: HttpRequest) -> HttpResponse:
    """Everything ever published, by words, by year and by what became of it."""
    words, years = one_line(request.GET.get("words", ""))[:200], years_of_register()
    year, state = _year(request.GET.get("year", "")), request.GET.get("state", "")
    state = state if state in NARROWED else ""
    rows = Paginator(register(words=words, year=year, state=state), PER_PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": rows,
        "notices": notices_of(rows, at=timezone.now()),
        "words": words,
        "year": year,
        "years": years,
        "state": state,
        "narrowed": NARROWED.get(state, ""),
        "query": urlencode({name: said for name, said in (("words", words), ("year", year), ("state", state)) if said}),
    }
    return page(request, "register.html", facts)


@open_to_all
def public_register_csv(request: HttpRequest) -> HttpResponse:
    """The whole register as a table for a spreadsheet."""
    council, at, out = council_of(request), timezone.now(), io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for rows in Paginator(register(), ROWS_AT_ONCE):
        table.writerows(_row(council, notice) for notice in notices_of(rows, at=at))
    name = f"published-{timezone.localdate(at).isoformat()}.csv"
    # Spreadsheets take a file for UTF-8 by its byte order mark.
    return download("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", name)


def state_of(notice: Notice) -> str:
    """Where a notice stands now, in one word or two."""
    if notice.is_withdrawn:
        return "Withdrawn"
    if notice.is_down:
        return "Came down"
    return "Corrected" if notice.is_corrected else "On the noticeboard"


def _year(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and typed.isascii() and 1 <= int(typed[:5]) <= 9998 else None


def _row(council: Council, notice: Notice) -> list[str]:
    since = notice.comes_down if notice.is_down and not notice.is_withdrawn and notice.comes_down else notice.updated_at
    cells = (
        notice.reference,
        notice.title,
        notice.category,
        _moment(notice.published_at),
        state_of(notice),
        _moment(since),
        str(notice.version),
        notice.office,
        notice.seal,
        page_of(council, notice),
    )
    return [_safe(cell) for cell in cells]


def _moment(when: datetime) -> str:
    return timezone.localtime(when).strftime("%Y-%m-%d %H:%M")


def _safe(cell: str) -> str:
    """A spreadsheet takes what begins like this for a formula: an apostrophe makes it words."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
