"""Somebody at a keyboard: a client of Northfold's own address, and the pages as one of its people."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.people.signing_in import sign_in

NORTHFOLD = {"host": "northfold.example"}


@pytest.fixture
def anybody(northfold) -> Client:
    """A visitor of Northfold's address, not signed in; nobody before them used up any attempts."""
    cache.clear()
    return Client(headers=NORTHFOLD)


@pytest.fixture
def as_clerk(clerk, anybody) -> Client:
    return sign_in(anybody, clerk)


@pytest.fixture
def as_councillor(councillor, northfold) -> Client:
    return sign_in(Client(headers=NORTHFOLD), councillor)
