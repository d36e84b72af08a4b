"""The main job without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from parishpump.publishing.models import Revision
from tests.browser.doing import GROUNDS, TEXT, WORDS, follow, tab_stops, tab_to
from tests.browser.parish import Parish

pytestmark = pytest.mark.browser


def test_writing_mending_submitting_and_approving_take_only_keys(parish: Parish):
    officer, clerk = parish.window(parish.communications_officer), parish.window(parish.clerk)

    # Write: from the desk to the composer, through its fields, to the button.
    officer.goto("/desk/")
    tab_to(officer, "Write a post")
    follow(officer)
    tab_to(officer, "What is it about?")
    officer.keyboard.type("Mill Lane closed from 1 December")
    follow(officer)
    tab_to(officer, TEXT)
    officer.keyboard.insert_text(WORDS)
    for field in ("What should people be able to do?", "What it rests on"):
        tab_to(officer, field)
        officer.keyboard.insert_text(GROUNDS[field])
    tab_to(officer, "Comes down")
    officer.keyboard.insert_text("soonish")
    tab_to(officer, "Submit for approval")
    officer.keyboard.press("Enter")

    # Something is wrong: the summary has the focus, its first link leads to the field.
    expect(officer.locator("#error-summary")).to_be_focused()
    tab_to(officer, "We cannot read this")
    officer.keyboard.press("Enter")
    expect(officer.get_by_label("Comes down")).to_be_focused()
    officer.keyboard.press("Control+A")
    officer.keyboard.insert_text(GROUNDS["Comes down"])
    tab_to(officer, "Submit for approval")
    follow(officer)
    expect(officer.locator("main")).to_contain_text("Waits for a decision")

    # Approve: from the desk to the decision.
    clerk.goto("/desk/")
    tab_to(clerk, "Approve: Mill Lane")
    follow(clerk)
    tab_to(clerk, "Approve: it goes out now")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("main")).to_contain_text(re.compile("Approved"))
    assert Revision.objects.get().stage == "approved"


def test_the_first_stop_skips_to_the_words_and_a_phones_menu_closes_by_key(parish: Parish):
    clerk = parish.window(parish.clerk)
    clerk.set_viewport_size({"width": 390, "height": 800})
    clerk.goto("/desk/")

    first = next(tab_stops(clerk))
    clerk.keyboard.press("Enter")
    clerk.get_by_text("Menu", exact=True).press("Enter")
    expect(clerk.get_by_role("link", name="Calendar").first).to_be_visible()
    clerk.keyboard.press("Escape")

    assert first["words"].startswith("Skip")
    assert clerk.url.endswith("#main")
    expect(clerk.locator(".menu[open]")).to_have_count(0)
