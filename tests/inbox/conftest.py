"""What time it is, and who looks."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from parishpump.people.models import Person
from tests.conftest import NOON
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
