"""Hiding on a real protocol, through the inbox: read, decided, called, confirmed or in trouble, and taken back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from parishpump.channels.actions import sign_in
from parishpump.inbox.actions.appealing import appeal, decide_appeal
from parishpump.inbox.actions.moderating import Step, moderate
from parishpump.inbox.actions.steps import carry_out_steps
from parishpump.inbox.models import Appeal, Message, Moderation
from parishpump.inbox.reader import Reader
from parishpump.networks.registry import open_network
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.faults import Fault
from tests.inbox.conftest import signed_in
from tests.networks.parcels import parcel

RUDE = "You are idiots, all of you"
LATER = NOON + timedelta(minutes=10)
MUCH_LATER = NOON + timedelta(hours=3)


@pytest.fixture(params=["wordpress", "demonstration"])
def fake(request: pytest.FixtureRequest, settings) -> Iterator[FakeNetworkServer]:
    settings.PARISHPUMP_PRIVATE_NETWORKS = True
    with FakeNetworkServer(request.param) as running:
        yield running


@pytest.fixture
def comment(fake, clerk) -> Message:
    """What a resident wrote below a post of ours there, as the reader brought it."""
    channel = open_channel("Village", fake.network.name, address="", purpose="", minute="", by=clerk, at=NOON)
    sign_in(channel, fake.credentials, ends_at=None, by=clerk, at=NOON)
    post = open_network(fake.network.name, fake.credentials, allow_private=True).publish(parcel("The hall is closed."))
    Reader(now=lambda: NOON).read()
    fake.network.says(RUDE, answers=post.reference, at=NOON + timedelta(minutes=1))
    Reader(now=lambda: LATER).read()
    return Message.objects.get(text=RUDE)


@pytest.fixture
def hidden(comment, deputy_clerk) -> Moderation:
    asked = Step("hide", "Harassment of a person", "It insults the staff.")
    return moderate(comment, asked, by=deputy_clerk, at=LATER)


def is_hidden_there(fake: FakeNetworkServer, message: Message) -> bool:
    return fake.network.written[message.key].hidden


def page_of(step: Moderation, clerk) -> str:
    return signed_in(clerk).get(reverse("moderation", args=[step.reference])).text


def test_the_network_hides_it_and_the_page_says_that_it_confirmed(it_is, fake, comment, hidden, clerk):
    carry_out_steps(at=MUCH_LATER)

    assert is_hidden_there(fake, comment)
    assert "Hidden" in page_of(hidden, clerk)
    assert "confirmed by the network: Tuesday 24 November 2026 at 3pm" in page_of(hidden, clerk)


def test_where_the_network_is_in_trouble_the_page_says_so_until_it_is_done(it_is, fake, comment, hidden, clerk):
    fake.fail(Fault.ERROR_BEFORE, on="any", times=None)
    carry_out_steps(at=LATER)

    trouble = page_of(hidden, clerk)
    assert "The network did not do it." in trouble
    assert "confirmed by the network" not in trouble
    fake.mend()
    carry_out_steps(at=MUCH_LATER)
    assert is_hidden_there(fake, comment)


def test_an_appeal_that_is_upheld_shows_it_there_again(it_is, fake, comment, hidden, clerk):
    carry_out_steps(at=LATER)
    heard = appeal(hidden, "It is my opinion of the council.", at=LATER)

    decide_appeal(heard, outcome=Appeal.UPHELD, reasons="It criticises the council.", by=clerk, at=LATER)
    carry_out_steps(at=MUCH_LATER)

    comment.refresh_from_db()
    assert (is_hidden_there(fake, comment), comment.hidden_at) == (False, None)
    assert "Taken back confirmed by the network" in page_of(hidden, clerk)
