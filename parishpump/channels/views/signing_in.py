"""Looking after a channel: signing in again, testing, closing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from parishpump.channels.actions import StaysOpen, check_channel, close_channel, keep_examination, sign_in
from parishpump.channels.forms.opening import ClosingForm, SignInForm
from parishpump.channels.kinds import kind_of
from parishpump.channels.models import Channel, Checkup
from parishpump.channels.views.opening import tried
from parishpump.channels.views.register import channel_page
from parishpump.networks.registry import NETWORKS
from parishpump.people.powers import CHANNELS
from parishpump.people.sign_in import OfficerRequest, officer_page


@sensitive_post_parameters()
@never_cache
@officer_page(needs=CHANNELS)
@require_POST
def channel_sign_in(request: OfficerRequest, number: int) -> HttpResponse:
    """Put a new sign-in in the place of the old one, once it is seen to work."""
    found = get_object_or_404(Channel, id=number, closed_at__isnull=True, network__in=NETWORKS)
    form = SignInForm(request.POST, kind=kind_of(found.network))
    examination = tried(form)
    if examination is None:
        return channel_page(request, found, sign_in_form=form)
    before, at = _account_before(found), timezone.now()
    sign_in(found, form.credentials, ends_at=examination.ends_at, by=request.user, at=at)
    keep_examination(found, examination, at=at)
    now = examination.account
    if before and now and before != now:
        messages.warning(request, f"This signs in as {now}; before, it was {before}. Look whether that is right.")
    messages.success(request, f"{found.name} lets us in. The new sign-in is kept, encrypted.")
    return redirect("channel", found.id)


@officer_page(needs=CHANNELS)
@require_POST
def channel_checkup(request: OfficerRequest, number: int) -> HttpResponse:
    """Look now whether the network lets us in."""
    found = get_object_or_404(Channel, id=number, closed_at__isnull=True)
    checkup = check_channel(found, at=timezone.now())
    if checkup is None:
        messages.info(request, "There is nothing to test here: no sign-in is needed.")
    elif checkup.ok:
        messages.success(request, f"{found.name} lets us in.")
    elif checkup.passing:
        say = f"{checkup.message} That says nothing of our sign-in. Test it again in a few minutes."
        messages.warning(request, say)
    else:
        messages.error(request, f"{found.name} does not let us in. {checkup.message}")
    return redirect("channel", found.id)


@officer_page(needs=CHANNELS)
@require_POST
def channel_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Close a channel, with the reason."""
    found = get_object_or_404(Channel, id=number)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return channel_page(request, found, closing_form=form)
    try:
        close_channel(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except StaysOpen as refused:
        messages.error(request, str(refused))
        return redirect("channel", found.id)
    messages.success(request, f"{found.name} is closed. What was published there stays on the register.")
    return redirect("channels")


def _account_before(found: Channel) -> str:
    """As whom the network last let us in."""
    last = Checkup.objects.filter(channel=found, ok=True).exclude(account="").first()
    return last.account if last else ""
