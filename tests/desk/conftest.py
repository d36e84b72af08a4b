"""Officers at their desk, and what time it is there."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from parishpump.people.models import Person
from tests.conftest import NOON
from tests.desk.scenes import TEN_PAST_NINE, Desk, a_busy_day
from tests.people.signing_in import sign_in

NORTHFOLD = {"host": "northfold.example"}


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock of the pages: Tuesday noon, until a test says otherwise."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(NOON)
    return set_clock


@pytest.fixture
def at_desk_of(it_is, northfold) -> Callable[[Person], Client]:
    """Somebody signed in at Northfold's address."""

    def signed_in(person: Person) -> Client:
        return sign_in(Client(headers=NORTHFOLD), person)

    return signed_in


@pytest.fixture
def as_clerk(clerk, at_desk_of) -> Client:
    return at_desk_of(clerk)


@pytest.fixture
def as_officer(communications_officer, at_desk_of) -> Client:
    return at_desk_of(communications_officer)


@pytest.fixture
def as_councillor(councillor, at_desk_of) -> Client:
    return at_desk_of(councillor)


@pytest.fixture
def desk(communications_officer, clerk, noticeboard, it_is) -> Desk:
    """The Communications Officer writes, the Clerk approves."""
    return Desk(communications_officer, clerk, noticeboard)


@pytest.fixture
def busy_day(desk, deputy_clerk, it_is) -> Desk:
    it_is(TEN_PAST_NINE)
    a_busy_day(desk)
    return desk
