"""allauth's pages for the second factor, with two things of ours.

A factor set up in a session counts as given in it; and once somebody has a factor, these pages open only to a session
in which it was given: one that began before, on another computer, cannot take the factor away again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from parishpump.people.sign_in import SET_UP, owes_second_factor


def settled(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the account which asks first for the second factor that this session owes."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        owed = owes_second_factor(request)
        return view(request, *args, **kwargs) if owed in ("", SET_UP) else redirect(owed)

    return guarded


class AppView(ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp")
        return response


class PasskeyView(AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="webauthn")
        return response
