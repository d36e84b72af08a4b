"""The authenticator app and the recovery codes, as the server sees them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.people.conftest import NORTHFOLD, PASSWORD, with_password

SIGN_IN = reverse("account_login")


def code_now(secret: str) -> str:
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def sign_in_by_password(client: Client, person):
    return client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})


@pytest.fixture
def set_up(anybody, clerk, django_capture_on_commit_callbacks) -> str:
    """The Clerk has set up an app; its secret."""
    sign_in_by_password(anybody, with_password(clerk))
    page = anybody.get(reverse("mfa_activate_totp")).text
    secret = re.search(r'class="mono">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    with django_capture_on_commit_callbacks(execute=True):
        answer = anybody.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    cache.clear()
    return secret


def test_setting_up_an_app_opens_the_desk_without_asking_again(anybody, set_up):
    assert anybody.get(reverse("people")).status_code == 200
    assert "An authenticator app was set up." in mail.outbox[0].body


def test_recovery_codes_are_shown_when_an_app_is_set_up(anybody, set_up):
    page = anybody.get(reverse("mfa_view_recovery_codes")).text

    assert len(re.findall(r"<li>[a-z0-9-]{8,}</li>", page)) == 10


def test_the_password_alone_opens_nothing_any_more(set_up, clerk):
    client = Client(headers=NORTHFOLD)

    answer = sign_in_by_password(client, clerk)

    assert answer.url == reverse("mfa_authenticate")
    assert client.get(reverse("people")).url.startswith(SIGN_IN)
    assert client.get(reverse("my-account")).url.startswith(SIGN_IN)


def test_password_and_code_open_the_desk(set_up, clerk):
    client = Client(headers=NORTHFOLD)
    sign_in_by_password(client, clerk)

    answer = client.post(reverse("mfa_authenticate"), {"code": code_now(set_up)})

    assert answer.url == reverse("desk")
    assert client.get(reverse("people")).status_code == 200


def test_a_code_works_once(set_up, clerk):
    code = code_now(set_up)
    for client in (Client(headers=NORTHFOLD), Client(headers=NORTHFOLD)):
        sign_in_by_password(client, clerk)
        answer = client.post(reverse("mfa_authenticate"), {"code": code})

    assert "That code is not right" in answer.text
    assert client.get(reverse("people")).url.startswith(SIGN_IN)


def test_a_recovery_code_works_instead_and_once(anybody, set_up, clerk):
    page = anybody.get(reverse("mfa_view_recovery_codes")).text
    code = re.findall(r"<li>([a-z0-9-]{8,})</li>", page)[0]
    answers = []
    for client in (Client(headers=NORTHFOLD), Client(headers=NORTHFOLD)):
        sign_in_by_password(client, clerk)
        answers.append(client.post(reverse("mfa_authenticate"), {"code": code}).status_code)

    assert answers == [302, 200]


def test_codes_cannot_be_guessed(set_up, clerk):
    client = Client(headers=NORTHFOLD)
    sign_in_by_password(client, clerk)
    for number in range(6):
        client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})

    answer = client.post(reverse("mfa_authenticate"), {"code": code_now(set_up)})

    assert "Too many wrong attempts" in answer.text


def test_the_secret_is_not_in_the_database_as_it_is(set_up):
    kept = Authenticator.objects.get(type="totp")

    assert set_up not in str(kept.data)
    assert kept.wrap().validate_code(code_now(set_up))


def test_removing_the_app_leads_back_to_setting_one_up(anybody, set_up):
    anybody.post(reverse("mfa_deactivate_totp"))

    assert anybody.get(reverse("people")).url == reverse("mfa_index")
