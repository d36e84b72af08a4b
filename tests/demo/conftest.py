"""The demonstration: its switch on, its doors open, its council founded where a test wants it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from parishpump.councils.models import Council
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.demo.actions import open_account
from parishpump.demo.council import prepare
from parishpump.demo.models import Account
from tests.demo import doors

ADDRESS = "http://localhost:8131"
NOW = datetime(2026, 11, 22, 15, 20, tzinfo=UTC)
TOKEN = "token-of-a-test"


@pytest.fixture
def switched_on(settings) -> None:
    """As `parishpump demo` sets it, with the doors that config/urls.py opens then."""
    settings.PARISHPUMP_DEMO = True
    settings.ROOT_URLCONF = doors.__name__
    cache.clear()


@pytest.fixture
def account(db) -> Account:
    return open_account("Northfold Parish Council", handle="northfold", token=TOKEN)


@pytest.fixture
def visitor(switched_on, db) -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def demonstration(switched_on, db) -> Iterator[Council]:
    """Northfold as somebody finds it who starts the demonstration, with its scope entered."""
    prepare(ADDRESS, at=NOW)
    council = all_councils()[0]
    with council_scope(council.id):
        yield council
