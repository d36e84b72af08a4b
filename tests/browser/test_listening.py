"""What people say, by the ways that no machine reads: the notebook in a few movements, and the public's own form."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.models import Message
from tests.browser.chromium import assert_fit
from tests.browser.followed import PASTED
from tests.conftest import NOON

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_group_is_noted_with_one_paste_one_choice_and_one_press(parish, script):
    open_topic("Bonfires", by=parish.communications_officer, at=NOON)
    page = parish.window(parish.communications_officer, script=script)
    page.goto("/conversations/group-note/")
    expect(page.get_by_label("Paste what was said")).to_be_focused()
    begun = time.monotonic()

    page.keyboard.insert_text(PASTED)
    page.get_by_label("Bonfires").check()
    page.get_by_role("button", name="Save this note").click()

    expect(page.get_by_text("It is noted as M-2026-0001, under Bonfires.")).to_be_visible()
    assert time.monotonic() - begun < 20
    assert Message.objects.get().text.startswith("Person 1: The bonfire smoke is awful")


@pytest.mark.parametrize("script", [True, False])
def test_somebody_asks_the_council(parish, clock, script):
    page = parish.window(script=script)
    page.goto("/")
    page.get_by_role("link", name="Ask the council").first.click()
    page.get_by_label("What do you want to ask or tell the council?").fill("When is Mill Lane open again?")
    page.get_by_label("Your email address").fill("nowhere")
    clock.now += timedelta(minutes=2)
    page.get_by_role("button", name="Send this to the council").click()

    expect(page.get_by_role("link", name="is not a whole email address")).to_be_visible()
    if script:
        assert_fit(page)

    page.get_by_label("Your email address").fill("resident@village.example")
    page.get_by_role("button", name="Send this to the council").click()
    expect(page.get_by_role("heading", name="Received: M-2026-0001")).to_be_visible()


def test_the_field_for_robots_is_reached_by_no_key(parish):
    page = parish.window()
    page.goto("/ask/")

    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || ''"))

    assert "question" in reached
    assert "website" not in reached
