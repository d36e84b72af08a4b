"""Signing somebody in to a test client, as the real sign-in page would leave it."""

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client

from parishpump.people.models import Person


def sign_in(client: Client, person: Person, *, second_factor: bool = True) -> Client:
    """Signed in by password, and, unless told otherwise, by a second factor that was set up before."""
    client.force_login(person)
    if second_factor:
        made_up = {"data": {"secret": "made up"}}
        factor, _ = Authenticator.objects.get_or_create(user=person, type="totp", defaults=made_up)
        session = client.session
        now = time.time()
        session["account_authentication_methods_user"] = str(person.pk)
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": now, "email": person.email},
            {"method": "mfa", "at": now, "id": factor.pk, "type": "totp"},
        ]
        session.save()
    return client
