"""Every component in Chromium: accessible, nothing sideways, quiet under the strict policy, useful without script."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import faults_found_by_axe, words_too_wide

PAGES = ["gallery", "portal_gallery", "plain_gallery", "400", "401", "403", "404", "413", "500", "503"]

pytestmark = pytest.mark.browser


def opened(browser: Browser, address: str, *, width: int, script: bool = True) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser_of_ui: Browser, gallery_address: str, name: str, width: int
) -> None:
    page = opened(browser_of_ui, f"{gallery_address}/{name}", width=width)

    assert faults_found_by_axe(page) == []
    assert words_too_wide(page) <= 0


def test_the_strict_policy_blocks_nothing(browser_of_ui: Browser, gallery_address: str) -> None:
    page = browser_of_ui.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(f"{gallery_address}/gallery")
    page.wait_for_load_state("networkidle")

    assert said == []
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")
    assert page.evaluate("htmx.config.allowEval") is False


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(browser_of_ui: Browser, gallery_address: str) -> None:
    page = opened(browser_of_ui, f"{gallery_address}/plain_gallery", width=390)

    assert page.evaluate("document.activeElement.id") == "error-summary"

    page.get_by_role("link", name="“Email address” is not").click()
    assert page.evaluate("document.activeElement.id") == "id_wrong-email"


def test_a_count_follows_what_is_typed(browser_of_ui: Browser, gallery_address: str) -> None:
    page = opened(browser_of_ui, f"{gallery_address}/gallery", width=1280)

    page.locator("#id_text").fill("Mill Lane 🚧")

    assert page.locator("#id_text_count").inner_text() == "11 of 300 characters"


def test_a_phone_reaches_the_navigation_without_script(browser_of_ui: Browser, gallery_address: str) -> None:
    page = opened(browser_of_ui, f"{gallery_address}/gallery", width=320, script=False)

    page.get_by_text("Menu", exact=True).click()

    assert page.get_by_role("link", name="Conversations 23 waiting").is_visible()


def test_targets_on_a_phone_are_wide_enough_for_a_thumb(browser_of_ui: Browser, gallery_address: str) -> None:
    page = opened(browser_of_ui, f"{gallery_address}/gallery", width=390)

    heights = [button.bounding_box()["height"] for button in page.locator(".govuk-button").all()]  # type: ignore[index]

    assert min(heights) >= 44


def test_paper_keeps_the_authority_the_seal_and_the_states_and_drops_the_buttons(
    browser_of_ui: Browser, gallery_address: str
) -> None:
    page = opened(browser_of_ui, f"{gallery_address}/gallery", width=1280)

    page.emulate_media(media="print")

    assert page.locator(".authority").first.is_visible()
    assert page.locator(".seal svg").first.is_visible()
    assert page.locator(".state").first.is_visible()
    assert page.locator(".print-head").is_visible()
    assert page.locator(".govuk-button:visible").count() == 0
    assert not page.locator(".nav").is_visible()
