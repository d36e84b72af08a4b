"""What somebody sees of themselves: the councils they belong to, and their account in this one."""

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from parishpump.people.queries import councils_of, holding_of
from parishpump.people.sign_in import OfficerRequest, signed_in_page


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
