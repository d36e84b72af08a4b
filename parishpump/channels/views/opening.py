"""Opening a channel that was approved: its public page, and a sign-in that is tried before it is kept."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from parishpump.channels.actions import OpenAlready, connect_channel, open_channel
from parishpump.channels.examination import Examination, examine
from parishpump.channels.forms.opening import OpeningForm, SignInForm
from parishpump.channels.kinds import kind_of, kinds
from parishpump.channels.models import Channel, Deployment
from parishpump.channels.queries.deployments import approved_and_not_opened, may_request
from parishpump.people.powers import CHANNELS
from parishpump.people.sign_in import OfficerRequest, officer_page


@officer_page
def new_channel(request: OfficerRequest) -> HttpResponse:
    """Where the council could speak: what is approved and waits to be opened, and each kind that can be asked for."""
    facts = {
        "kinds": kinds(demonstration=settings.PARISHPUMP_DEMO),
        "approved": approved_and_not_opened(),
        "may_open": request.acting.may(CHANNELS),
        "may_request": may_request(request.acting),
    }
    return render(request, "channels/new_channel.html", facts)


@sensitive_post_parameters()
@never_cache
@officer_page(needs=CHANNELS)
def open_approved(request: OfficerRequest, number: int) -> HttpResponse:
    """Open the channel that a request asked for; where it has a sign-in, that works before anything is kept."""
    waiting = Deployment.objects.filter(kind="channel", standing__isnull=False, ended_at__isnull=True)
    deployment = get_object_or_404(
        waiting.select_related("standing__approval__authority"), id=number, channels__isnull=True
    )
    assert deployment.standing is not None
    kind = kind_of(deployment.standing.proposal.network)
    form = OpeningForm(request.POST if request.method == "POST" else None, kind=kind)
    opened = _opened(request, deployment, form)
    if opened is None:
        facts = {"form": form, "kind": kind, "deployment": deployment}
        return render(request, "channels/open_channel.html", facts, status=422 if form.is_bound else 200)
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


def _opened(request: OfficerRequest, deployment: Deployment, form: OpeningForm) -> Channel | None:
    if not form.is_valid():
        return None
    examination = None if form.kind.by_hand else tried(form)
    if examination is None and not form.kind.by_hand:
        return None
    try:
        return _open(request, deployment, form, examination)
    except OpenAlready as refused:
        form.add_error(None, f"{refused} Change the request, so that the two can be told apart.")
        return None


def _open(
    request: OfficerRequest, deployment: Deployment, form: OpeningForm, examination: Examination | None
) -> Channel:
    address, at = form.found_at, timezone.now()
    if examination is None:
        return open_channel(deployment, address=address, by=request.user, at=at)
    return connect_channel(deployment, form.credentials, examination, address=address, by=request.user, at=at)
