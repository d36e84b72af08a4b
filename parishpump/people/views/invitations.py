"""Inviting the holder of an office by email, and taking the invitation up."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from parishpump.people.actions import InvitationOver, accept, invite, open_invitation
from parishpump.people.forms.offices import InvitedForm
from parishpump.people.models import Invitation, Office
from parishpump.people.post_office import post
from parishpump.people.powers import PEOPLE
from parishpump.people.sign_in import OfficerRequest, begin_session, officer_page


@require_POST
@officer_page(needs=PEOPLE)
def invitation(request: OfficerRequest, number: int) -> HttpResponse:
    office = get_object_or_404(Office, id=number)
    send_invitation(request, office)
    return redirect("office", office.id)


def send_invitation(request: OfficerRequest, office: Office) -> None:
    """Make a link and send it; where the mail server does not take it, show it to whoever invites."""
    sent, token = invite(office, by=request.user, at=timezone.now())
    link = f"{request.council.address}{reverse('invited', args=[token])}"
    email = office.person.email
    facts = {"council": request.council, "office": office, "link": link, "ends_at": sent.ends_at}
    if post("invitation", email, facts):
        messages.success(request, f"The invitation is on its way to {email}.")
    else:
        messages.warning(request, f"The mail server did not take the invitation. Hand over this link yourself: {link}")


@sensitive_post_parameters()
@never_cache
def invited(request: HttpRequest, token: str) -> HttpResponse:
    try:
        with transaction.atomic():
            invitation = open_invitation(token, at=timezone.now())
    except InvitationOver:
        return render(request, "people/invitation_over.html", status=410)
    if invitation.office.person.has_usable_password():
        return _known_already(request, token, invitation)
    form = InvitedForm(request.POST or None, person=invitation.office.person)
    if not form.is_valid():
        facts = {"form": form, "invitation": invitation}
        return render(request, "people/invited.html", facts, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    taken_up = accept(token, name=said["name"], password=said["password1"], at=timezone.now())
    return begin_session(request, taken_up.office.person)


def _known_already(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """Somebody who signs in already keeps their password: the link alone never lets anybody in to an account."""
    if request.method != "POST":
        return render(request, "people/invited_again.html", {"invitation": invitation})
    accept(token, name=invitation.office.person.name, password="", at=timezone.now())
    messages.success(request, "The office is yours from now on. Sign in as you always do.")
    return redirect("desk")
