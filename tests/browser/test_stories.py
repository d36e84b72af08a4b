"""A story that runs away, from the desk to the statement, at every width and without a script."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import faults_found_by_axe, words_too_wide
from tests.browser.running import run_away
from tests.desk.scenes import TEN_PAST_NINE

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("PARISHPUMP_SHOTS", "")


def look(page: Page, name: str) -> None:
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert words_too_wide(page) <= 0, f"{name} at {width}"
        assert faults_found_by_axe(page) == [], f"{name} at {width}"
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def test_from_the_desk_to_a_statement(parish, clock):
    run_away(parish, at=TEN_PAST_NINE)
    clock.now = TEN_PAST_NINE
    page = parish.window(parish.communications_officer)
    page.goto("/desk/")
    look(page, "desk")
    page.get_by_role("link", name="Look at what runs away: Smoke").click()
    look(page, "story")
    there, page = page.url, parish.window(parish.communications_officer, script=False)
    page.goto(there)

    page.get_by_label("What happened").fill("The fire brigade is there.")
    page.get_by_role("button", name="Write this line").click()
    expect(page.get_by_text("The fire brigade is there.")).to_be_visible()
    page.get_by_label("Begin with").select_option("We look into it")
    page.get_by_role("button", name="Begin a statement").click()

    expect(page.get_by_label("Text", exact=False).first).to_be_visible()
    assert "We know of this and look into it." in page.content()
