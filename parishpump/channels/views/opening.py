"""Opening a channel: first what kind, then its facts; a sign-in is tried before it is kept."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from parishpump.channels.actions import connect_channel, open_channel
from parishpump.channels.examination import Examination, examine
from parishpump.channels.forms import OpeningForm, SignInForm
from parishpump.channels.kinds import kinds
from parishpump.channels.models import Channel
from parishpump.people.powers import CHANNELS
from parishpump.people.sign_in import OfficerRequest, officer_page


@sensitive_post_parameters()
@never_cache
@officer_page(needs=CHANNELS)
def new_channel(request: OfficerRequest) -> HttpResponse:
    """Choose a kind, then say what the channel is; where it has a sign-in, it works before anything is kept."""
    offered = kinds(demonstration=settings.PARISHPUMP_DEMO)
    kind = next((one for one in offered if one.key == request.GET.get("network")), None)
    if kind is None:
        return render(request, "channels/kinds.html", {"kinds": offered})
    form = OpeningForm(request.POST if request.method == "POST" else None, kind=kind)
    opened = _opened(request, form)
    if opened is None:
        status = 422 if form.is_bound else 200
        return render(request, "channels/new_channel.html", {"form": form, "kind": kind}, status=status)
    messages.success(request, f"{opened.name} is in the register, and on the public page of official channels.")
    return redirect("channel", opened.id)


def tried(form: SignInForm) -> Examination | None:
    """What the network said to the sign-in in a form; None where the form, or the network, has something against it."""
    if not form.is_valid():
        return None
    examination = examine(form.kind.key, form.credentials, allow_private=settings.PARISHPUMP_PRIVATE_NETWORKS)
    if examination.ok:
        return examination
    form.refuse(examination)
    return None


def _opened(request: OfficerRequest, form: OpeningForm) -> Channel | None:
    if not form.is_valid():
        return None
    if form.kind.by_hand:
        return open_channel(**vars(form.opening), by=request.user, at=timezone.now())
    examination = tried(form)
    if examination is None:
        return None
    return connect_channel(form.opening, form.credentials, examination, by=request.user, at=timezone.now())
