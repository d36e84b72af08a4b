"""Each message exactly once from a network, a mailbox and a feed, at whichever step the reader dies."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from parishpump.inbox.actions import listening
from parishpump.inbox.actions.listening import finish, listen, take
from parishpump.inbox.actions.sources import follow_feed
from parishpump.inbox.models import Arrival, Message, SourceDay, Version
from parishpump.networks.hearing import Listener
from parishpump.networks.mailbox import Mailbox
from tests.conftest import NOON
from tests.fakes.fake_mail_server import FakeMailServer
from tests.inbox.hearing import Village, plug_in, said, village_source
from tests.inbox.test_exactly_once import A_TURN, STEPS, Killed, die
from tests.networks.test_feed import Site, many

FIVE = 5
EVERY_STEP = {name: step for name, step in STEPS.items() if name != "while it is concluded"} | {
    "while its day is written down": (listening, "note_day"),
    "before the lease is taken": (listening, "_reading"),
}


@pytest.fixture(params=["network", "mailbox", "feed"])
def ear(request, clerk, monkeypatch) -> Iterator[Listener]:
    """Where five people said something, as its own client hears it; the council listens there."""
    plug_in(monkeypatch, "village")
    if request.param == "feed":
        follow_feed("County", "https://site.example/feed.xml", words=[], by=clerk, at=NOON)
        yield Site(many(FIVE)).feed()
    elif request.param == "network":
        village_source(clerk)
        village = Village(size=2)
        village.say(*(said(f"at://village/{number}", f"Number {number}") for number in range(FIVE)))
        yield village
    else:
        village_source(clerk, at=NOON - timedelta(days=30))
        with FakeMailServer() as server:
            for number in range(FIVE):
                server.arrive(letter(number), at=NOON - timedelta(days=20))
            yield Mailbox(server.credentials, transport=None, allow_private=True)


def letter(number: int) -> bytes:
    return (
        f"From: A resident <resident{number}@village.example>\r\nSubject: Number {number}\r\n"
        f"Message-ID: <{number}@village.example>\r\n\r\nNumber {number}\r\n"
    ).encode()


def read(ear: Listener, *, at) -> None:
    for reading in take(at=at, most=9):
        finish(reading, listening.listen(reading, opened=lambda _: ear), at=at)


@pytest.mark.parametrize("step", EVERY_STEP)
def test_wherever_the_reader_dies_each_message_is_there_once(ear, monkeypatch, step):
    room, name = EVERY_STEP[step]
    with monkeypatch.context() as dying:
        dying.setattr(room, name, die)
        with pytest.raises(Killed), transaction.atomic():
            read(ear, at=NOON)

    for turn in range(1, 7):
        read(ear, at=NOON + turn * A_TURN)

    assert Message.objects.count() == Arrival.objects.count() == Version.objects.count() == FIVE
    assert len({one.text or one.title for one in Message.objects.all()}) == FIVE
    assert SourceDay.objects.get().failures == 0


def test_what_was_kept_and_not_concluded_is_heard_again_and_kept_once(ear, monkeypatch):
    (reading,) = take(at=NOON, most=9)
    found = listen(reading, opened=lambda _: ear)
    listening.keep(reading, found.batch, at=NOON)
    kept = Message.objects.count()

    for turn in range(1, 7):
        read(ear, at=NOON + turn * A_TURN)

    assert kept > 0
    assert Message.objects.count() == Version.objects.count() == FIVE
