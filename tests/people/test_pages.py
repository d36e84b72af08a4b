"""Every page about people opens, for those who may see it, in our look."""

import pytest
from django.urls import reverse

from parishpump.people.actions import invite
from parishpump.people.models import Delegation, Office
from tests.conftest import NOON


def address(name: str) -> str:
    if name in ("office", "delegation-new"):
        return reverse(name, args=[Office.objects.earliest("id").id])
    if name == "delegation":
        return reverse(name, args=[Delegation.objects.earliest("id").id])
    return reverse(name)


SIGNED_IN = [
    "people",
    "new-office",
    "office",
    "delegation-new",
    "delegation",
    "councils",
    "my-account",
    "my-name",
    "my-address",
    "mfa_index",
    "account_logout",
    "account_change_password",
    "usersessions_list",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "account_reauthenticate",
    "mfa_reauthenticate",
]
SIGNED_OUT = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
    "account_reset_password_from_key_done",
]


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_page_opens_for_the_clerk(as_clerk, name):
    page = as_clerk.get(address(name))

    assert page.status_code == 200
    assert "Northfold Parish Council" in page.text


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_a_page_opens_for_a_visitor(anybody, name):
    page = anybody.get(address(name))

    assert page.status_code == 200
    assert "Northfold Parish Council" in page.text


@pytest.mark.parametrize("name", [*SIGNED_IN, "account_login", "account_reset_password"])
def test_no_page_carries_script_or_style_inside_it(as_clerk, name):
    page = as_clerk.get(address(name), follow=True).text

    assert "<style" not in page
    assert ' style="' not in page
    assert "<script>" not in page
    assert "data-allauth" not in page


def test_an_invitation_opens_without_signing_in(anybody, clerk):
    invitation, token = invite(Office.objects.get(), by=clerk, at=NOON)
    invitation.ends_at = invitation.ends_at.replace(year=2100)
    invitation.save()

    assert "Welcome, Clerk" in anybody.get(reverse("invited", args=[token])).text
