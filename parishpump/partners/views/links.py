"""The pages of the directory, and whether they answer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parishpump.partners.queries.directory import directory_at
from parishpump.partners.queries.looks import Link, links_of
from parishpump.partners.services import service
from parishpump.people.sign_in import OfficerRequest, officer_page

STATES = {"works": ("done", "Works"), "fails": ("blocked", "Fails"), "unclear": ("unknown", "Not clear")}


@officer_page
@require_GET
def partner_links(request: OfficerRequest) -> HttpResponse:
    """Every page of the directory: those that fail on top, then those that nobody has looked at."""
    links = sorted(links_of(directory_at(timezone.localdate(timezone.now()))), key=_order)
    facts = {"rows": [(one, *_state(one), _for(one)) for one in links]}
    return render(request, "partners/links.html", facts)


def _order(link: Link) -> tuple[int, str, str]:
    place = 0 if link.is_broken else 1 if link.look is None else 2
    return place, link.entry.name.casefold(), link.address


def _state(link: Link) -> tuple[str, str]:
    return STATES[link.look.state] if link.look else ("quiet", "Not looked at yet")


def _for(link: Link) -> str:
    return service(link.service).words if link.service else "Front page"
