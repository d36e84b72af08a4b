"""Who do you want to be? Signing in with one click, in the demonstration and nowhere else."""

from django.conf import settings
from django.contrib.auth import login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from parishpump.councils.models import Council
from parishpump.demo.cast import BUTTONS, HOST, SAYS, place_of
from parishpump.demo.views.door import in_the_demonstration
from parishpump.people.models import Office
from parishpump.people.queries import holding_of, local_day


@in_the_demonstration
@never_cache
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Each office with what its holder may do, and the journey in two minutes."""
    _council(request)
    now = timezone.now()
    offices = sorted(_in_office().select_related("person"), key=lambda office: place_of(office.kind))
    cast = [
        {
            "office": office,
            "says": SAYS.get(office.kind, ""),
            "button": BUTTONS.get(office.kind, f"Be the {office}"),
            "powers": [
                power for standing in holding_of(office, at=now).in_force for power in standing.delegation.powers
            ],
        }
        for office in offices
    ]
    by_kind = {office.kind: office for office in reversed(offices)}
    facts = {"cast": cast, "writer": by_kind.get("communications officer"), "approver": by_kind.get("clerk")}
    return render(request, "demo/people.html", facts)


@in_the_demonstration
@require_POST
def session(request: HttpRequest, number: int) -> HttpResponse:
    """Be the holder of this office, without a password."""
    _council(request)
    office = get_object_or_404(_in_office().select_related("person"), id=number)
    login(request, office.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("desk")


def _council(request: HttpRequest) -> Council:
    """The demonstration council: into any other, nobody is let without a password."""
    council: Council | None = request.council  # type: ignore[attr-defined]
    if council is None or council.host != HOST:
        raise Http404("This is not the demonstration council.")
    return council


def _in_office() -> QuerySet[Office]:
    day = local_day(timezone.now())
    return Office.objects.filter(since__lte=day, person__is_active=True, person__email__endswith=f"@{HOST}").filter(
        Q(until__isnull=True) | Q(until__gte=day)
    )
