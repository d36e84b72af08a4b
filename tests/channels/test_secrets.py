"""What a network wants to hear from us is nobody else's to see: sealed at rest, in no page, log or record."""

import logging

import pytest
from django.db import connection
from django.urls import reverse

from parishpump.archive.models import Record
from parishpump.channels.actions import check_channel, sign_in
from parishpump.channels.models import Credential
from parishpump.channels.queries import credentials_of
from parishpump.home.errors import SecretError
from tests.channels.opening import approved, open_channel, proposed
from tests.conftest import NOON

TYPED = "sesame-open-4711-sesame"
FACTS = {"address": "https://network.example/"}


@pytest.fixture
def opening(clerk) -> str:
    """Where a channel on the demonstration network is opened, now that it is approved."""
    said = proposed("News", network="demonstration")
    return reverse("channel-opening", args=[approved(said, minute="2026/140", by=clerk, at=NOON).id])


@pytest.fixture(autouse=True)
def demonstration(settings) -> None:
    settings.PARISHPUMP_DEMO = True


def test_a_secret_is_not_put_back_into_the_page_after_an_error(as_clerk, network, opening):
    typed = {"address": "", "sign_in_address": network.address, "sign_in_token": TYPED}

    page = as_clerk.post(opening, typed)

    assert page.status_code == 422
    assert network.address in page.text
    assert TYPED not in page.text
    assert 'autocomplete="new-password"' in page.text


def test_a_secret_is_not_in_the_page_when_the_network_refuses_it_and_repeats_it(
    as_clerk, network, opening, monkeypatch
):
    monkeypatch.setattr(network.network, "secret", "another")

    page = as_clerk.post(
        opening,
        FACTS | {"sign_in_address": network.address, "sign_in_token": TYPED},
    )

    assert page.status_code == 422
    assert TYPED not in page.text


def test_a_secret_is_in_no_page_and_no_log(as_clerk, connected, network, caplog):
    caplog.set_level(logging.DEBUG)
    as_clerk.post(
        reverse("channel-sign-in", args=[connected.id]),
        {"sign_in_address": network.address, "sign_in_token": network.network.secret},
    )
    pages = [as_clerk.get(reverse("channel", args=[connected.id])).text, as_clerk.get(reverse("channels")).text]
    check_channel(connected, at=NOON)

    assert all(network.network.secret not in page for page in pages)
    assert network.network.secret not in caplog.text


def test_a_secret_is_in_no_record(connected, network):
    said = [bytes(record.canonical).decode() for record in Record.objects.all()]

    assert any("channel signed in" in one for one in said)
    assert all(network.network.secret not in one for one in said)


def test_a_secret_is_nowhere_in_the_row_as_the_database_keeps_it(connected, network):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, row_to_json(c)::text FROM channels_credential c")
        sealed, row = cursor.fetchone()

    assert network.network.secret.encode() not in bytes(sealed)
    assert network.network.secret not in row
    assert network.network.secret.encode().hex() not in row


def test_a_secret_opens_in_its_own_channel_only(connected, clerk):
    other = open_channel("Other", "demonstration", address="", purpose="", minute="", by=clerk, at=NOON)
    Credential.objects.update(channel=other)

    with pytest.raises(SecretError):
        credentials_of(other)


def test_a_changed_byte_of_a_sealed_secret_is_told_and_breaks_no_page(as_clerk, connected):
    credential = Credential.objects.get()
    credential.sealed = bytes(credential.sealed)[:-1] + b"\x00"
    credential.save()

    checkup = check_channel(connected, at=NOON)
    page = as_clerk.get(reverse("channel", args=[connected.id]))

    assert not checkup.ok
    assert not checkup.passing
    assert page.status_code == 200
    assert "enter the credential again" in page.text


def test_one_secret_that_cannot_be_read_does_not_stop_the_look_at_the_others(connected, clerk, network):
    lost = open_channel("Lost", "demonstration", address="", purpose="", minute="", by=clerk, at=NOON)
    Credential.objects.create(channel=lost, sealed=b"pp1.nonsense", stored_at=NOON, stored_by=clerk)

    looks = [check_channel(channel, at=NOON) for channel in (lost, connected)]

    assert [look.ok for look in looks] == [False, True]


@pytest.mark.parametrize("empty", [{}, {"token": ""}, {"token": "  "}])
def test_a_sign_in_is_never_replaced_by_nothing(connected, clerk, network, empty):
    with pytest.raises(ValueError, match="never replaced by nothing"):
        sign_in(connected, empty, ends_at=None, by=clerk, at=NOON)

    assert credentials_of(connected) == network.credentials


def test_the_form_never_shows_the_secret_that_is_kept_but_shows_the_server(as_clerk, connected, network):
    page = as_clerk.get(reverse("channel", args=[connected.id])).text

    assert network.address in page
    assert network.network.secret not in page


def test_a_page_with_a_sign_in_form_is_not_kept_by_any_browser(as_clerk, connected):
    answer = as_clerk.get(reverse("channel", args=[connected.id]))

    assert "no-store" in answer.headers["Cache-Control"]
