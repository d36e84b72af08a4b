"""A mailbox is a channel with an address that people write to, and without a public page."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from parishpump.channels.models import Channel
from tests.channels.opening import approved, proposed
from tests.conftest import NOON
from tests.fakes.fake_mail_server import FakeMailServer


@pytest.fixture
def mail_server() -> Iterator[FakeMailServer]:
    with FakeMailServer() as running:
        yield running


@pytest.fixture
def opening(clerk) -> str:
    """The page on which an approved mailbox is opened."""
    request = approved(proposed("Clerk’s mailbox", network="mailbox"), minute="2026/140", by=clerk, at=NOON)
    return reverse("channel-opening", args=[request.id])


@pytest.fixture
def mailbox(as_clerk, opening, mail_server) -> Channel:
    as_clerk.post(opening, typed(mail_server))
    return Channel.objects.get()


def typed(server: FakeMailServer, **other: str) -> dict[str, str]:
    return {f"sign_in_{name}": value for name, value in (server.credentials | other).items()}


def test_opening_one_asks_for_the_address_written_to_and_for_no_page(as_clerk, opening):
    page = as_clerk.get(opening)

    assert "The address that people write to" in page.text
    assert "Its public page" not in page.text


def test_the_address_written_to_is_what_the_register_and_the_public_see(as_clerk, mailbox):
    assert mailbox.address == "clerk@northfold.example"
    assert "<dt>People write to</dt>" in as_clerk.get(reverse("channel", args=[mailbox.id])).text
    assert 'href="mailto:clerk@northfold.example"' in as_clerk.get(reverse("official-channels")).text


def test_half_an_address_is_told_what_a_whole_one_is_like(as_clerk, opening, mail_server):
    page = as_clerk.post(opening, typed(mail_server, address="the clerk"))

    assert page.status_code == 422
    assert "is not a whole email address. Write it like clerk@council.example." in page.text
    assert not Channel.objects.exists()


def test_the_entry_is_changed_to_another_address_and_to_no_page(as_clerk, mailbox):
    entry = reverse("channel-facts", args=[mailbox.id])
    said = {"purpose": "Questions", "mode": "interactive", "comments": "on", "cost": "0"}

    refused = as_clerk.post(entry, {**said, "address": "https://council.example/"})
    as_clerk.post(entry, {**said, "address": "office@northfold.example"})

    mailbox.refresh_from_db()
    assert refused.status_code == 422
    assert mailbox.address == "office@northfold.example"
