"""What somebody sees and changes of themselves: their councils, their account, their name, their email address."""

from allauth.account.decorators import reauthentication_required
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from parishpump.people.actions import AddressTaken, change_address, change_name
from parishpump.people.forms.account import AddressForm, NameForm
from parishpump.people.post_office import post
from parishpump.people.queries import councils_of, holding_of
from parishpump.people.sign_in import OfficerRequest, signed_in_page
from parishpump.people.signing import LINK_DAYS, LinkOver, sign_address, signed_address


@signed_in_page
def councils(request: OfficerRequest) -> HttpResponse:
    return render(request, "people/councils.html", {"seats": councils_of(request.user)})


@signed_in_page
def my_account(request: OfficerRequest) -> HttpResponse:
    offices = request.acting.offices if request.acting else ()
    facts = {
        "holdings": [holding_of(office, at=timezone.now()) for office in offices],
        "factors": list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True)),
        "seats": councils_of(request.user),
    }
    return render(request, "people/my_account.html", facts)


@signed_in_page
def name(request: OfficerRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if not form.is_valid():
        return render(request, "people/my_name.html", {"form": form}, status=422 if form.is_bound else 200)
    change_name(request.user, form.cleaned_data["name"], at=timezone.now())
    messages.success(request, f"Colleagues now know you as {request.user.name}.")
    return redirect("my-account")


@signed_in_page
@rate_limit(action="manage_email")  # type: ignore[untyped-decorator]
@reauthentication_required  # type: ignore[untyped-decorator]
def address(request: OfficerRequest) -> HttpResponse:
    form = AddressForm(request.POST or None, person=request.user)
    if not form.is_valid():
        return render(request, "people/my_address.html", {"form": form}, status=422 if form.is_bound else 200)
    _send_link(request, form.cleaned_data["email"])
    return redirect("my-account")


def _send_link(request: OfficerRequest, email: str) -> None:
    """To the new address alone: whoever opens it has shown that it is theirs."""
    token = sign_address(request.user, email, at=timezone.now())
    link = f"{request.council.address}{reverse('new-address', args=[token])}"
    if post("new_address", email, {"council": request.council, "link": link, "days": LINK_DAYS}):
        messages.success(request, f"A link is on its way to {email}. Open it here, where you are signed in.")
    else:
        messages.warning(request, f"The mail server did not take the email to {email}. Your address stays as it is.")


@never_cache
@signed_in_page
def new_address(request: OfficerRequest, token: str) -> HttpResponse:
    before = request.user.email
    try:
        email = signed_address(token, request.user, at=timezone.now())
        if request.method != "POST":
            return render(request, "people/new_address.html", {"email": email})
        change_address(request.user, email, at=timezone.now())
    except (LinkOver, AddressTaken) as refused:
        return render(request, "people/address_over.html", {"taken": isinstance(refused, AddressTaken)}, status=410)
    post("address_changed", before, {"council": request.council, "email": email})
    messages.success(request, f"From now on you sign in with {email}.")
    return redirect("my-account")
