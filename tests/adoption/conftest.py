"""Officers at the pages of the policy."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from parishpump.adoption.actions.packs import Resolution, adopt, save_draft_pack
from parishpump.adoption.models import AdoptedPack
from parishpump.adoption.queries.packs import draft_in_hand
from parishpump.people.models import Person
from parishpump.policy.pack_changes import with_changes
from tests.conftest import MAY, NOON
from tests.people.signing_in import sign_in

NORTHFOLD = {"host": "northfold.example"}


def save(by: Person, *, at=NOON, rules=None, **texts: str):
    """State something in the draft: keys with `__` for the dot, values as typed."""
    hand = draft_in_hand(at)
    said = {key.replace("__", "."): text for key, text in texts.items()}
    return save_draft_pack(with_changes(hand.pack, texts=said, rules=rules), seen=hand.version, by=by, at=at)


def adopted(by: Person, *, at=NOON, minute="2026/150", resolved=MAY, begins=None, **texts: str) -> AdoptedPack:
    """A version that the council adopted, with these statements."""
    draft = save(by, at=at, **texts)
    return adopt(Resolution(minute, resolved, begins or resolved), seen=draft.version, by=by, at=at)


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    """It is Tuesday noon at every page, until a test says otherwise."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def as_clerk(clerk) -> Client:
    cache.clear()
    return sign_in(Client(headers=NORTHFOLD), clerk)


@pytest.fixture
def as_deputy(deputy_clerk) -> Client:
    """The Deputy Clerk, to whom keeping the policy is not delegated."""
    return sign_in(Client(headers=NORTHFOLD), deputy_clerk)


@pytest.fixture
def as_councillor(councillor) -> Client:
    return sign_in(Client(headers=NORTHFOLD), councillor)
