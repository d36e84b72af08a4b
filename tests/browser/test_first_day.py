"""From an installation with nothing in it to a post that everybody can read."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from parishpump.councils.models import Council
from parishpump.councils.tenancy import council_scope
from parishpump.publishing.actions.deliver import deliver
from tests.browser.chromium import assert_fit, write_down_complaints
from tests.browser.doing import begin, set_up_app, submit
from tests.conftest import NOON
from tests.people.conftest import PASSWORD

pytestmark = pytest.mark.browser

FIRST_DAY = {
    "Name of the council": "Northfold Parish Council",
    "Your name": "Clerk",
    "Your email address": "clerk@northfold.example",
    "Password": PASSWORD,
    "The same again": PASSWORD,
    "Minute that made you Clerk and delegated this to you": "2026/118",
}
DEPUTY = {
    "Name of the person": "Deputy Clerk",
    "Email address": "deputy.clerk@northfold.example",
    "In office since": "13/5/2026",
    "Minute": "2026/100",
}
DELEGATION = {"Minute": "2026/119", "From": "13/5/2026", "To": "12/5/2027"}


def say(page: Page, fields: dict[str, str]) -> None:
    for label, said in fields.items():
        page.get_by_label(label, exact=True).fill(said)


def give_the_deputy_the_power_to_approve(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Office", exact=True).select_option("Deputy Clerk")
    say(page, DEPUTY)
    page.get_by_role("button", name="Enter this office").click()
    page.get_by_role("link", name="Enter a delegation").click()
    page.get_by_label("Approve posts").check()
    say(page, DELEGATION)
    page.get_by_role("button", name="Enter this delegation").click()


def come_in(page: Page) -> None:
    """Take up the invitation that came by email."""
    page.goto(re.search(r"http\S+/invitations/\S+", mail.outbox[-1].body)[0])
    say(page, {"Password": PASSWORD, "The same again": PASSWORD})
    page.get_by_role("button", name="Come in").click()
    if not page.get_by_role("link", name="Set up an app").count():
        page.goto("/posts/")
    set_up_app(page)


def test_from_the_first_run_to_a_published_post(chromium, site, clock):
    clerk, deputy, resident = (chromium.new_context(base_url=site).new_page() for _ in range(3))
    said: list[str] = []
    for page in (clerk, deputy, resident):
        write_down_complaints(page, said)

    # The council is founded, and its Clerk sets up a second factor.
    clerk.goto("/")
    assert_fit(clerk)
    say(clerk, FIRST_DAY)
    clerk.get_by_role("button", name="Begin").click()
    assert_fit(clerk)
    set_up_app(clerk, look=assert_fit)
    expect(clerk.get_by_role("heading", name="Three first steps")).to_be_visible()
    assert_fit(clerk)

    # A second officer comes in, because nobody approves what they wrote.
    give_the_deputy_the_power_to_approve(clerk)
    come_in(deputy)

    # Before her first draft the Clerk reads what is asked of whoever writes.
    clerk.get_by_role("link", name="Desk", exact=True).click()
    clerk.get_by_role("link", name="Write a post").first.click()
    assert_fit(clerk)
    clerk.get_by_role("button", name="I have read this").click()

    # The Clerk writes, the Deputy Clerk approves, and everybody can read it.
    begin(clerk, "Mill Lane closed from 1 December", "Mill Lane is closed on 1 December 2026. Go by Church Road.")
    submit(clerk)
    deputy.goto("/desk/")
    deputy.get_by_role("link", name=re.compile("Mill Lane closed")).first.click()
    deputy.get_by_role("button", name="Approve: it goes out now").click()
    with council_scope(Council.objects.get().id):
        deliver(now=lambda: NOON)
    resident.goto("/")
    resident.get_by_role("link", name="Mill Lane closed from 1 December").click()
    expect(resident.locator("main")).to_contain_text("Go by Church Road.")
    expect(resident.locator("main")).to_contain_text("Deputy Clerk")

    for page in (clerk, deputy, resident):
        page.context.close()
    assert said == []
