"""A browser for each file of tests, and Northfold served to it from a database of the test's own."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser

from parishpump.councils.tenancy import council_scope
from tests.browser.chromium import browser, served
from tests.browser.parish import Parish, settle_northfold
from tests.conftest import NOON


class Clock:
    """What time it is, for whoever asks in this process: Tuesday noon, until a test says otherwise."""

    now: datetime = NOON


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    shown = Clock()
    monkeypatch.setattr(timezone, "now", lambda: shown.now)
    return shown


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as one:
        yield one


@pytest.fixture
def site(own_database) -> Iterator[str]:
    """The address of an installation on which nobody has had the first day yet."""
    cache.clear()
    with served() as address:
        yield address


@pytest.fixture
def parish(site, clock, chromium) -> Iterator[Parish]:
    """Northfold; a browser that complains of anything fails the test."""
    found = settle_northfold(site, chromium)
    with council_scope(found.council.id):
        yield found
    for context in found.contexts:
        context.close()
    assert found.complaints == []
