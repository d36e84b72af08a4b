"""What time it is, and who looks."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.moderating import Step, moderate
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.models import Message, Source, Topic
from parishpump.networks.registry import LIMITS, NETWORKS, Known
from parishpump.people.models import Person
from tests.conftest import NOON
from tests.fakes.memory_network import _LIMITS
from tests.inbox.hearing import said, village_source
from tests.inbox.moderating import Moderated
from tests.inbox.village import village_page
from tests.people.signing_in import sign_in


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock of the pages, which stands at noon."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(NOON)
    return set_clock


@pytest.fixture
def resident(it_is, northfold) -> Client:
    """Anybody at the public's door."""
    cache.clear()
    return Client(headers={"host": "northfold.example"})


@pytest.fixture
def as_officer(it_is, communications_officer) -> Client:
    """The Communications Officer, who listens and answers."""
    return signed_in(communications_officer)


def signed_in(person: Person) -> Client:
    """Somebody in office, signed in as they must be."""
    return sign_in(Client(headers={"host": "northfold.example"}), person)


@pytest.fixture
def page(clerk) -> Source:
    """A page of the village, which the council reads."""
    return village_page(clerk)


@pytest.fixture
def bonfires(communications_officer) -> Topic:
    return open_topic("Bonfires", by=communications_officer, at=NOON)


@pytest.fixture
def village(monkeypatch) -> Moderated:
    monkeypatch.setitem(NETWORKS, "village", Known(Moderated, (), _LIMITS))
    monkeypatch.setitem(LIMITS, "village", _LIMITS)
    return Moderated()


@pytest.fixture
def comment(village, clerk) -> Message:
    one = said(text="I know where you live")
    village.say(one)
    (message,) = catch(village_source(clerk), [one], cursor="1", at=NOON).new
    return message


@pytest.fixture
def step(village, deputy_clerk):
    """Take a step against a message as the Deputy Clerk."""

    def take(message: Message, what: str = "hide", ground: str = "Threat", **more):
        asked = Step(what, ground, "It frightens a member of staff.", **more)
        return moderate(message, asked, by=deputy_clerk, at=NOON, opened=lambda source: village)

    return take
