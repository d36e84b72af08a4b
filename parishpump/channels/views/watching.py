"""The platform watch."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parishpump.channels.actions import note_platform
from parishpump.channels.forms.watching import LookForm
from parishpump.channels.kinds import kind_of
from parishpump.channels.models import PlatformNote
from parishpump.channels.queries.policy import WATCH_MONTHS, months_after
from parishpump.channels.queries.watch import watched_networks
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page

NOTES_SHOWN = 30


@officer_page
@require_GET
def watch(request: OfficerRequest) -> HttpResponse:
    """Every network in use, when it is to be looked at, and what was found before."""
    today = timezone.localdate(timezone.now())
    page = Paginator(PlatformNote.objects.all(), NOTES_SHOWN).get_page(request.GET.get("page"))
    facts = {
        "rows": [(one, kind_of(one.network).name, one.due <= today) for one in watched_networks()],
        "page": page,
        "notes": [(kind_of(note.network).name, note) for note in page],
        "months": WATCH_MONTHS,
        "may_manage": request.acting.may(CHANNELS),
    }
    return render(request, "channels/watch.html", facts)


@officer_page(needs=CHANNELS)
def new_platform_note(request: OfficerRequest, network: str) -> HttpResponse:
    """Enter a look at one network."""
    if network not in {one.network for one in watched_networks()}:
        raise Http404
    at, kind = timezone.now(), kind_of(network)
    form = LookForm(request.POST or None, at=at, next_look=months_after(timezone.localdate(at), WATCH_MONTHS))
    if not form.is_valid():
        facts = {
            "form": form,
            "kind": kind,
            "months": WATCH_MONTHS,
            "authority": authority_for(request.user, CHANNELS, at=at),
        }
        return render(request, "channels/new_platform_note.html", facts, status=422 if form.is_bound else 200)
    note_platform(network, form.look, by=request.user, at=at)
    messages.success(request, f"The look at {kind.name} is on the record.")
    return redirect("watch")
