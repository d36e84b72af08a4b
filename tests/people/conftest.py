"""Somebody at a keyboard: a client of Northfold's own address, and the pages as one of its people."""

import pytest
from django.core.cache import cache
from django.test import Client

from parishpump.people.models import Person
from tests.people.signing_in import sign_in

NORTHFOLD = {"host": "northfold.example"}
SOUTHFOLD = {"host": "southfold.example"}
PASSWORD = "lychgate turnip semaphore"


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture(autouse=True)
def quick_hashing(settings) -> None:
    """How slowly passwords are kept is Django's to test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def anybody(northfold) -> Client:
    """A visitor of Northfold's address, not signed in; nobody before them used up any attempts."""
    cache.clear()
    return Client(headers=NORTHFOLD)


@pytest.fixture
def as_clerk(clerk, anybody) -> Client:
    return sign_in(anybody, with_password(clerk))


@pytest.fixture
def as_councillor(councillor, northfold) -> Client:
    return sign_in(Client(headers=NORTHFOLD), councillor)
