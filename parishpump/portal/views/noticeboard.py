"""The council's noticeboard: what hangs there now."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from parishpump.portal.queries.notices import categories_on_the_board, notices_of, on_the_board
from parishpump.portal.views.door import open_to_all, page
from parishpump.ui.frame import NavLink

PER_PAGE = 20


@open_to_all
def noticeboard(request: HttpRequest) -> HttpResponse:
    """What hangs on the noticeboard, the newest first; `?about=` keeps to one category."""
    at, about = timezone.now(), request.GET.get("about", "")
    known = categories_on_the_board(at)
    about = about if about in dict(known) else ""
    rows = Paginator(on_the_board(at, category=about), PER_PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": rows,
        "notices": notices_of(rows, at=at),
        "about": about,
        "chips": _chips(known, about),
        "query": urlencode({"about": about}) if about else "",
    }
    return page(request, "noticeboard.html", facts)


def _chips(known: list[tuple[str, int]], about: str) -> list[NavLink]:
    """No choice where there is nothing to choose between."""
    if not known:
        return []
    board = reverse("noticeboard")
    every = NavLink("Everything", board, current=not about)
    return [every, *(_chip(f"{board}?{urlencode({'about': name})}", name, number, about) for name, number in known)]


def _chip(url: str, name: str, number: int, about: str) -> NavLink:
    return NavLink(name, url, number, current=name == about)
