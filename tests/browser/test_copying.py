"""Taking words along by hand: a button copies exactly what is to be put up."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from parishpump.publishing.models import Delivery
from tests.browser.chromium import assert_fit
from tests.browser.parish import Parish
from tests.conftest import NOON
from tests.desk.scenes import channel
from tests.portal.scenes import picture
from tests.publishing.lives import approved

pytestmark = pytest.mark.browser

READ_CLIPBOARD = "navigator.clipboard.readText()"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
NO_COPYING = "document.execCommand = () => false"
WORDS, ALT = "Copy “Exactly these words for Facebook Page”", "Copy “Alt text of picture 1”"


@pytest.fixture
def delivery(parish: Parish) -> Delivery:
    """A post with a picture, to be put up by a person now."""
    page = channel("Facebook Page", "facebook by hand", parish.clerk)
    officer = parish.communications_officer
    approved(officer, parish.clerk, parish.noticeboard, page, pictures=(picture(officer),))
    return Delivery.objects.get(channel=page)


def opened(parish: Parish, delivery: Delivery, *, script: bool = True) -> Page:
    window = parish.window(parish.communications_officer, script=script)
    window.goto(f"/deliveries/{delivery.id}/")
    return window


@pytest.fixture
def officer(parish: Parish, clock, delivery: Delivery) -> Page:
    """The Communications Officer at that delivery's page, in a browser that lets us look into its clipboard."""
    clock.now = NOON + timedelta(minutes=1)
    window = opened(parish, delivery)
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return window


def test_the_words_and_the_alt_text_are_copied_exactly(officer, delivery):
    officer.get_by_role("button", name=WORDS).click()
    expect(officer.get_by_text("Copied", exact=True)).to_have_role("status")
    words = officer.evaluate(READ_CLIPBOARD)

    officer.get_by_role("button", name=ALT).click()
    expect(officer.get_by_text("Copied", exact=True)).to_have_count(2)

    assert words == delivery.revision.channel_texts[str(delivery.channel_id)]
    assert officer.evaluate(READ_CLIPBOARD) == delivery.revision.pictures[0]["alt"]


def test_without_https_the_words_are_copied_too_and_the_focus_stays(officer, delivery):
    officer.evaluate(NO_CLIPBOARD)

    officer.get_by_role("button", name=WORDS).click()
    expect(officer.get_by_text("Copied", exact=True)).to_be_visible()

    expect(officer.get_by_role("button", name=WORDS)).to_be_focused()
    officer.reload()
    assert officer.evaluate(READ_CLIPBOARD) == delivery.revision.channel_texts[str(delivery.channel_id)]


def test_where_nothing_can_be_copied_the_words_are_selected_and_it_says_so(officer):
    officer.evaluate(f"{NO_CLIPBOARD}; {NO_COPYING}")

    officer.get_by_role("button", name=WORDS).click()

    expect(officer.get_by_role("status").first).to_have_text("Not copied. The words are selected: press Ctrl and C.")
    expect(officer.get_by_label("Exactly these words for Facebook Page")).to_be_focused()


def test_the_buttons_are_fit_for_everybody(officer):
    officer.get_by_role("button", name=WORDS).click()

    assert_fit(officer)


def test_without_script_there_is_no_such_button(parish, delivery):
    window = opened(parish, delivery, script=False)

    assert window.get_by_label("Exactly these words for Facebook Page").is_visible()
    assert window.get_by_role("button", name="Copy").count() == 0
