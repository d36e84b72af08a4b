"""The standards that hold for whoever writes: read before the first draft, acknowledged once a version."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from parishpump.people.powers import PEOPLE
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.guiding import acknowledge
from parishpump.publishing.queries.guided import has_read, readers, standards_of
from parishpump.publishing.queries.policy import pack_in_force


@officer_page
@require_http_methods(["GET", "POST"])
def standards(request: OfficerRequest) -> HttpResponse:
    """The standards of one's own office, whether one has read them, and for the Clerk who else has."""
    at = timezone.now()
    if request.method == "GET":
        return standards_page(request, at=at)
    read(request, at=at)
    messages.success(request, "It is on the record that you have read the standards of your office.")
    return redirect("standards")


def read(request: OfficerRequest, *, at: datetime) -> None:
    """Keep that whoever is at the desk has read the standards."""
    pack = pack_in_force(at).pack
    acknowledge(pack, standards_of(request.acting, pack), by=request.user, at=at)


def owes_reading(request: OfficerRequest, *, at: datetime) -> bool:
    """Whether whoever is at the desk has standards to read before they begin to write."""
    pack = pack_in_force(at).pack
    return bool(standards_of(request.acting, pack)) and not has_read(request.user, pack)


def standards_page(
    request: OfficerRequest, *, at: datetime, before: str = "", carry: Mapping[str, str] | None = None
) -> HttpResponse:
    """The page. `before`: name or address of the page that comes after; `carry`: what it was asked for, kept."""
    pack = pack_in_force(at).pack
    context = {
        "standards": standards_of(request.acting, pack),
        "clauses": pack.clauses,
        "pack": pack,
        "has_read": has_read(request.user, pack),
        "readers": readers(pack, at=at) if request.acting.may(PEOPLE) and not before else [],
        "before": before,
        "action": resolve_url(before or "standards"),
        "carry": carry or {},
        "now": at,
    }
    return render(request, "publishing/standards.html", context)
