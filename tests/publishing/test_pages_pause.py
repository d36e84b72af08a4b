"""Pausing everything, standing down, and deciding on what was held."""

import pytest
from django.urls import reverse

from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.models import Delivery, Pause
from tests.conftest import NOON
from tests.publishing.lives import approved
from tests.publishing.pages import at_desk, clock_at, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


def test_a_pause_needs_a_reason(clerk):
    answer = at_desk(clerk).post(reverse("pause"), {"reason": ""})

    assert answer.status_code == 422
    assert "Say why everything stops" in said(answer)
    assert not Pause.objects.exists()


def test_a_pause_says_since_when_by_whom_and_what_it_holds_back(clerk, communications_officer, noticeboard):
    approved(communications_officer, clerk, noticeboard)
    desk = at_desk(clerk)

    answer = said(desk.post(reverse("pause"), {"reason": "burst main"}, follow=True))

    assert "Since 12 noon today, by the Clerk: “burst main”" in answer
    assert "What the pause holds back Due 12 noon today Mill Lane closed from 1 December, Noticeboard" in answer


def test_after_standing_down_each_held_delivery_waits_for_a_decision(clerk, communications_officer, noticeboard):
    approved(communications_officer, clerk, noticeboard)
    desk = at_desk(clerk)
    desk.post(reverse("pause"), {"reason": "burst main"})

    answer = desk.post(reverse("pause-end"), follow=True)
    assert "Held: decide on each" in said(answer)
    held = Delivery.objects.get()
    assert (held.state, deliver(now=lambda: NOON)) == ("held", [])

    desk.post(reverse("delivery-release", args=[held.id]), {"back": "pause"})
    held.refresh_from_db()
    assert held.state == "waiting"


def test_whoever_may_not_pause_is_told_who_can(communications_officer, clerk):
    desk = at_desk(communications_officer)

    assert "This has not been delegated to you. The Clerk can do this today." in said(desk.get(reverse("pause")))
    assert desk.post(reverse("pause"), {"reason": "burst main"}).status_code == 403
    assert desk.post(reverse("pause-end")).status_code == 403
    assert not Pause.objects.exists()


def test_pausing_twice_changes_nothing_and_says_so(clerk):
    desk = at_desk(clerk)
    desk.post(reverse("pause"), {"reason": "burst main"})

    answer = desk.post(reverse("pause"), {"reason": "again"}, follow=True)

    assert "Everything was paused already." in said(answer)
    assert Pause.objects.get().reason == "burst main"


def test_standing_down_from_nothing_changes_nothing_and_says_so(clerk):
    assert "Nothing is paused." in said(at_desk(clerk).post(reverse("pause-end"), follow=True))
