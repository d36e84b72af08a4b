"""First day, authenticator app and passkey in a real browser, under the real content security policy."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page

from tests.browser.chromium import browser, served, with_authenticator
from tests.people.conftest import PASSWORD
from tests.people.test_second_factor import code_now

pytestmark = pytest.mark.browser

FIRST_DAY = {
    "Name of the council": "Northfold Parish Council",
    "Your name": "Clerk",
    "Your email address": "clerk@northfold.example",
    "Password": PASSWORD,
    "The same again": PASSWORD,
    "Minute that made you Clerk and delegated this to you": "2026/118",
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as one:
        yield one


@pytest.fixture
def site(own_database) -> Iterator[str]:
    cache.clear()
    with served() as address:
        yield address


@pytest.fixture
def page(chromium, site) -> Iterator[Page]:
    """A browser's page; anything that its content security policy stops fails the test."""
    context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    one = context.new_page()
    complaints: list[str] = []
    one.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    one.on("pageerror", lambda error: complaints.append(str(error)))
    yield one
    context.close()
    assert complaints == []


def have_first_day(page: Page) -> None:
    page.goto("/")
    for label, said in FIRST_DAY.items():
        page.get_by_label(label, exact=True).fill(said)
    page.get_by_role("button", name="Begin").click()


def set_up_app(page: Page) -> str:
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator(".mono").first.inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Use this app from now on").click()
    return secret


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").first.click()


def give_password(page: Page) -> None:
    page.goto("/people/")
    page.get_by_label("Email address").fill("clerk@northfold.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_the_first_day_leads_through_the_app_to_the_desk(page):
    have_first_day(page)
    assert page.get_by_text("Set one up to go on").is_visible()

    set_up_app(page)

    assert page.locator("main li").count() == 10
    page.get_by_role("link", name="They are kept: go to the desk").click()
    assert page.url.endswith("/desk/")


def test_password_and_code_sign_in(page):
    have_first_day(page)
    secret = set_up_app(page)
    sign_out(page)

    give_password(page)
    assert page.get_by_role("heading", name="Now your second factor").is_visible()
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()

    assert page.get_by_role("heading", name="People", exact=True).is_visible()


def test_a_passkey_is_added_and_signs_in_alone(page):
    with_authenticator(page)
    have_first_day(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What do you call it?").fill("office laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    sign_out(page)

    page.goto("/account/login/?next=/people/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_role("heading", name="People", exact=True).wait_for()
    assert page.url.endswith("/people/")


def test_a_passkey_is_the_second_factor_after_a_password(page):
    with_authenticator(page)
    have_first_day(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    sign_out(page)

    give_password(page)
    page.get_by_role("button", name="Use your passkey").click()

    page.get_by_role("heading", name="People", exact=True).wait_for()


def test_a_browser_without_the_passkey_is_told_what_to_do(page, chromium):
    have_first_day(page)
    sign_out(page)
    with_authenticator(page)
    page.goto("/account/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_text(re.compile("Try once more")).wait_for()


def test_without_script_the_password_form_stands_alone(chromium, site, page):
    have_first_day(page)
    plain = chromium.new_context(base_url=site, java_script_enabled=False).new_page()

    plain.goto("/account/login/")

    assert plain.get_by_role("button", name="Sign in", exact=True).is_visible()
    assert not plain.get_by_role("button", name="Sign in with a passkey").is_visible()
    assert plain.get_by_text("This browser cannot use passkeys here").is_visible()
    plain.context.close()
