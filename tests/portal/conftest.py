"""Somebody at the public's door, and what time it is there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from parishpump.archive.actions import seal
from parishpump.publishing.models import Post
from tests.conftest import NOON
from tests.portal.scenes import HALF_PAST, put_up


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock of the pages."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(HALF_PAST)
    return set_clock


@pytest.fixture
def resident(it_is, northfold) -> Client:
    """Anybody, reading; without a cookie."""
    return Client(headers={"host": "northfold.example"})


@pytest.fixture
def pin(communications_officer, clerk, noticeboard) -> Callable[..., Post]:
    """Put a notice up, by the Communications Officer with the Clerk's approval."""

    def pinned(**more: Any) -> Post:
        return put_up(communications_officer, clerk, noticeboard, **more)

    return pinned


@pytest.fixture
def mill_lane(pin) -> Post:
    return pin()


@pytest.fixture
def corrected(pin, mill_lane) -> Post:
    """Mill Lane, corrected a day later."""
    words = mill_lane.public.text.replace("by Church Road", "by Church Road and Ford Street")
    return pin(
        post=mill_lane,
        at=NOON + timedelta(days=1),
        text=words,
        correction="We left out Ford Street.",
    )


@pytest.fixture
def sealed(mill_lane) -> Post:
    """Mill Lane, with its records sealed."""
    seal(at=NOON + timedelta(minutes=1))
    return mill_lane


def body(answer: Any) -> str:
    """The page as one string, its spaces made single."""
    return " ".join(answer.content.decode().split())
