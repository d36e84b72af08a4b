"""Officers at their desk, and what time it is there."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from parishpump.people.models import Person
from tests.conftest import NOON
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
