"""What officers do again and again in their browser."""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.people.test_second_factor import code_now

WORDS = "Mill Lane is closed from Tuesday 1 December 2026 while the drain is repaired. The diversion is by Church Road."
TEXT = "Text for every channel"
GROUNDS = {
    "What should people be able to do?": "Plan another way",
    "For whom": "People near Mill Lane",
    "What it rests on": "Minute 2026/203: drain repair agreed",
    "Comes down": "Sun 6 Dec 2026, 12 noon",
}


def begin(page: Page, title: str, text: str, grounds: dict[str, str] | None = None) -> None:
    """Write a post: its headline, its words and its grounds."""
    page.goto("/desk/")
    page.get_by_role("link", name="Write a post").first.click()
    page.get_by_label("What is it about?").fill(title)
    page.get_by_role("button", name="Start writing").click()
    page.get_by_label(TEXT).fill(text)
    page.get_by_label("Council business").select_option("Roads and travel")
    for label, said in (grounds or GROUNDS).items():
        page.get_by_label(label, exact=True).fill(said)


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit for approval").click()


def save(page: Page) -> None:
    """Press “Save draft”: the one to be seen."""
    page.locator("#send-h ~ .row").get_by_role("button", name="Save draft").click()


def set_up_app(page: Page, *, look: Callable[[Page], None] = lambda page: None) -> None:
    """Set up an authenticator app, keep its recovery codes, and go to the desk; `look` at each page on the way."""
    page.get_by_role("link", name="Set up an app").click()
    look(page)
    secret = page.locator(".mono").first.inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Use this app from now on").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    look(page)
    page.get_by_role("link", name="They are kept: go to the desk").click()
    expect(page).to_have_url(re.compile("/desk/$"))


UNDER_FOCUS = """() => {
    const it = document.activeElement, shown = (style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    const label = it.matches('.govuk-radios__input, .govuk-checkboxes__input') && it.labels[0];
    const words = it.labels && it.labels.length ? it.labels[0].innerText : it.innerText || it.ariaLabel;
    return {
        words: (words || '').trim(), id: it.id, tag: it.tagName,
        seen: shown(getComputedStyle(it)) || (label && shown(getComputedStyle(label, '::before'))),
    };
}"""


def tab_stops(page: Page, *, most: int = 120) -> Iterator[dict[str, str]]:
    """Press Tab again and again, and see where the focus is: its words, its id, whether it is to be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        yield page.evaluate(UNDER_FOCUS)


def follow(page: Page) -> None:
    """Press Enter on a link or a button that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on what says these words. Every stop on the way is to be seen."""
    passed: list[str] = []
    for stop in tab_stops(page):
        passed.append(stop["words"][:60])
        assert stop["seen"] or stop["tag"] == "BODY", f"the focus is not to be seen on {stop}"
        if stop["words"].startswith(words):
            return
    raise AssertionError(f"Tab never comes to {words!r}, but to {passed}")
