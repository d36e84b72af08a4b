"""The composer while somebody types: what it says by itself, and that it never loses a word."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Page, expect

from parishpump.publishing.models import Draft
from tests.browser.doing import TEXT, WORDS, begin, save
from tests.browser.parish import Parish, photograph
from tests.people.conftest import PASSWORD, with_password
from tests.people.test_second_factor import code_now

pytestmark = pytest.mark.browser

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRONG_DAY = WORDS.replace("Tuesday", "Monday")


@pytest.fixture
def officer(parish: Parish) -> Page:
    """The Communications Officer, with a post begun and saved."""
    page = parish.window(parish.communications_officer)
    begin(page, "Mill Lane closed from 1 December", WORDS)
    save(page)
    expect(page.locator("#saved")).to_contain_text("Saved")
    return page


def type_at_the_end(page: Page, words: str) -> None:
    field = page.get_by_label(TEXT)
    field.press("Control+End")
    field.press_sequentially(words)


def test_findings_come_while_typing_and_the_caret_stays_where_it_is(officer):
    field = officer.get_by_label(TEXT)
    field.evaluate("it => it.setSelectionRange(5, 5)")

    with officer.expect_response(re.compile("/draft/check/")):
        field.press_sequentially("(a disgrace) ")
    expect(officer.locator("#policy")).to_contain_text("“a disgrace” is an opinion")
    field.press_sequentially("and")

    expect(field).to_be_focused()
    expect(field).to_have_value(WORDS.replace("Mill Lane", "Mill (a disgrace) andLane"))
    expect(officer.locator("#counted")).to_contain_text("must")


def test_what_is_typed_is_saved_by_itself(officer):
    type_at_the_end(officer, " Buses too.")

    expect(officer.locator("#checked")).to_contain_text("Buses too.")
    assert Draft.objects.get().content["text"].endswith("Buses too.")


def test_use_these_words_puts_them_in(officer):
    officer.get_by_label(TEXT).fill(WRONG_DAY)

    officer.get_by_role("button", name="Use these words").first.click()

    expect(officer.get_by_label(TEXT)).to_have_value(WORDS)


def test_a_reason_half_typed_survives_the_next_check(officer):
    officer.get_by_label(TEXT).fill(WRONG_DAY)
    officer.get_by_text("Keep mine, with a reason").first.click()
    officer.get_by_label("Why does it stay?").first.fill("It is a quotation.")

    type_at_the_end(officer, " Buses too.")
    expect(officer.locator("#checked")).to_contain_text("Buses too.")

    expect(officer.get_by_label("Why does it stay?").first).to_have_value("It is a quotation.")


def test_a_save_that_fails_says_so_keeps_the_words_and_comes_right_again(officer, parish):
    officer.route("**/draft/check/", lambda route: route.abort())
    type_at_the_end(officer, " Buses too.")
    expect(officer.locator("#saved")).to_contain_text("Not saved since 12 noon. Your words are still in this window.")
    assert [line for line in parish.complaints if "ERR_FAILED" not in line and "htmx:" not in line] == []
    parish.complaints.clear()

    officer.unroute("**/draft/check/")
    type_at_the_end(officer, " Bicycles too.")

    expect(officer.locator("#saved")).to_contain_text("Saved")
    assert Draft.objects.get().content["text"].endswith("Buses too. Bicycles too.")


def test_a_session_that_ends_while_typing_loses_nothing(officer, parish):
    cache.clear()
    Authenticator.objects.all().delete()
    TOTP.activate(with_password(parish.communications_officer), SECRET)
    Session.objects.all().delete()

    type_at_the_end(officer, " Buses too.")
    expect(officer.locator("#saved")).to_contain_text("You are signed out, so this is not saved.")
    save(officer)
    officer.get_by_label("Email address").fill(parish.communications_officer.email)
    officer.get_by_label("Password").fill(PASSWORD)
    officer.get_by_role("button", name="Sign in", exact=True).click()
    officer.get_by_label("Code").fill(code_now(SECRET))
    officer.get_by_role("button", name="Sign in", exact=True).click()

    expect(officer.get_by_label(TEXT)).to_have_value(f"{WORDS} Buses too.")
    save(officer)
    expect(officer.locator("#saved")).to_contain_text("Saved")
    assert Draft.objects.get().content["text"].endswith("Buses too.")


def test_of_two_tabs_the_second_is_told_and_neither_text_is_lost(officer):
    second = officer.context.new_page()
    second.goto(officer.url)
    type_at_the_end(officer, " First tab.")
    save(officer)
    expect(officer.locator("#saved")).to_contain_text("Saved")

    type_at_the_end(second, " Second tab.")
    expect(second.locator("#saved")).to_contain_text("This draft was saved in another window.")
    save(second)
    expect(second.locator("main")).to_contain_text("First tab.")
    expect(second.get_by_label(TEXT)).to_have_value(f"{WORDS} Second tab.")
    assert Draft.objects.get().content["text"].endswith("First tab.")
    save(second)

    expect(second.locator("#saved")).to_contain_text("Saved")
    assert Draft.objects.get().content["text"].endswith("Second tab.")


def test_a_file_chosen_and_added_at_once_is_not_lost_to_a_save_by_the_way(officer):
    officer.get_by_label(TEXT).press_sequentially("Now: ")

    officer.get_by_label("Add pictures").set_input_files([photograph()])
    officer.get_by_role("button", name="Add the chosen files").click()

    expect(officer.get_by_role("heading", name="Picture 1", exact=True)).to_be_visible()
    officer.wait_for_timeout(1500)
    assert len(Draft.objects.get().content["pictures"]) == 1
