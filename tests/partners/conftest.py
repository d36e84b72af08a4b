"""A directory of an invented county, and somebody signed in."""

import pytest
from django.core.cache import cache
from django.test import Client

from parishpump.partners.actions import enter_partner
from parishpump.partners.models import Entry
from parishpump.people.powers import LISTEN
from tests.conftest import NOON, person_in
from tests.partners.scenes import BOROUGH, COUNTY, POLICE
from tests.people.signing_in import sign_in


@pytest.fixture
def borough(clerk) -> Entry:
    return enter_partner("wealdham", BOROUGH, by=clerk, at=NOON)


@pytest.fixture
def county(clerk) -> Entry:
    return enter_partner("wealdshire", COUNTY, by=clerk, at=NOON)


@pytest.fixture
def police(clerk) -> Entry:
    return enter_partner("wealdshire-police", POLICE, by=clerk, at=NOON)


@pytest.fixture
def as_clerk(clerk) -> Client:
    cache.clear()
    return sign_in(Client(headers={"host": "northfold.example"}), clerk)


@pytest.fixture
def as_listener(northfold) -> Client:
    """An officer to whom listening and answering is delegated, and nothing else."""
    officer = person_in("communications officer", LISTEN, minute="2026/150")
    return sign_in(Client(headers={"host": "northfold.example"}), officer)


@pytest.fixture
def as_councillor(councillor) -> Client:
    return sign_in(Client(headers={"host": "northfold.example"}), councillor)
