"""Journey J1: a channel is asked for, stopped by a risk, bettered, approved, opened: on a phone, without script."""

import pytest
from playwright.sync_api import Page, expect

from parishpump.channels.models import Channel
from tests.browser.chromium import words_too_wide
from tests.browser.parish import Parish

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 800}
ASKED = {
    "What you call it": "Council Instagram page",
    "What it is for": "Show what goes on in the parish, in pictures",
    "What should come of it": "Younger residents come to the annual meeting",
    "For whom": "Families and younger residents",
    "What happens with what comes back": "The Clerk reads it every week and tells the council each quarter",
    "Time it takes, in minutes a week": "120",
}
PERMISSION = "No identifiable child without written parental permission"


def on_a_phone(parish: Parish, who: object) -> Page:
    page = parish.window(who, script=False)
    page.set_viewport_size(PHONE)
    return page


def risk(page: Page, number: int):
    return page.get_by_role("group", name=f"Risk {number}")


def ask(page: Page) -> None:
    """The request as J1 has it: a high risk, and nothing done about it."""
    page.goto("/channels/")
    page.get_by_role("link", name="Ask for a new channel").click()
    page.get_by_role("link", name="Instagram, by hand").click()
    for label, said in ASKED.items():
        page.get_by_label(label, exact=True).fill(said)
    risk(page, 1).get_by_label("What could go wrong").fill("images of children")
    risk(page, 1).get_by_label("How bad, how likely").select_option("High")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator("main")).to_contain_text("Version 1 is submitted")


def test_j1_the_clerk_approves_a_new_channel_once_its_risk_is_met(parish: Parish):
    officer, clerk = on_a_phone(parish, parish.communications_officer), on_a_phone(parish, parish.clerk)

    # The officer asks, and cannot approve it; the clerk is stopped by the risk, and the message names it.
    ask(officer)
    expect(officer.get_by_role("button", name="Approve")).to_have_count(0)
    clerk.goto("/desk/")
    clerk.get_by_role("link", name="Decide on Council Instagram page").click()
    expect(clerk.locator("main")).to_contain_text("One high risk has no mitigation and owner")
    clerk.get_by_label("Why it may go ahead with this left open").fill("A trial until the summer")
    clerk.get_by_role("button", name="Approve version 1").click()
    expect(clerk.get_by_role("alert")).to_contain_text(
        "One high risk has no mitigation and owner: “images of children”"
    )
    assert words_too_wide(clerk) <= 0
    clerk.get_by_label("Why", exact=True).fill("Say how children are protected, and who sees to it.")
    clerk.get_by_role("button", name="Send back with this reason").click()

    # The officer meets the risk and submits again.
    officer.goto("/desk/")
    officer.get_by_role("link", name="Go on with your request for Council Instagram page").click()
    expect(officer.locator("main")).to_contain_text("Say how children are protected")
    risk(officer, 1).get_by_label("What is done about it").fill(PERMISSION)
    risk(officer, 1).get_by_label("Who sees to it").select_option("Communications Officer")
    officer.get_by_role("button", name="Submit for approval").click()

    # The clerk approves and opens it; the register says who, when, under what, and when to look again.
    clerk.goto("/desk/")
    clerk.get_by_role("link", name="Decide on Council Instagram page").click()
    clerk.get_by_label("Why it may go ahead with this left open").fill("A trial until the summer")
    clerk.get_by_role("button", name="Approve version 2").click()
    clerk.get_by_role("link", name="Open this channel").click()
    clerk.get_by_label("Its public page").fill("https://instagram.example/northfold")
    clerk.get_by_role("button", name="Open this channel").click()
    expect(clerk.get_by_role("heading", name="Council Instagram page", level=1)).to_be_visible()
    for fact in ("Clerk", "Tuesday 24 November 2026 at 12 noon", "Minute 2026/118", "Wednesday 24 November 2027"):
        expect(clerk.locator("section[aria-labelledby=rests]")).to_contain_text(fact)
    clerk.goto("/channels/")
    entry = clerk.get_by_role("row").filter(has_text="Council Instagram page")
    for fact in ("Clerk, 24 November 2026", "Minute 2026/118", "24 November 2027"):
        expect(entry).to_contain_text(fact)
    assert words_too_wide(clerk) <= 0
    assert Channel.objects.get(name="Council Instagram page").minute == "2026/118"


def test_what_is_not_said_is_asked_for_and_what_was_typed_is_kept(parish: Parish):
    officer = on_a_phone(parish, parish.communications_officer)
    officer.goto("/channels/deployments/new/?kind=campaign")
    officer.get_by_label("What you call it").fill("Speed Watch")
    officer.get_by_label("First day").fill("1/12/2026")

    officer.get_by_role("button", name="Submit for approval").click()

    expect(officer.get_by_role("alert")).to_contain_text("“First day” is empty")
    expect(officer.get_by_role("alert")).to_contain_text("“What it is for” is empty, and your policy asks for it")
    expect(officer.get_by_label("What you call it")).to_have_value("Speed Watch")


def test_a_request_is_saved_half_done_and_risks_are_added_one_by_one(parish: Parish):
    officer = on_a_phone(parish, parish.communications_officer)
    officer.goto("/channels/deployments/new/?kind=activity")
    officer.get_by_label("What you call it").fill("Live stream of the fair")
    for number in (1, 2):
        risk(officer, number).get_by_label("What could go wrong").fill(f"Thing {number}")
        risk(officer, number).get_by_label("How bad, how likely").select_option("Low")

    officer.get_by_role("button", name="Save, and add another risk").click()

    expect(risk(officer, 3).get_by_label("What could go wrong")).to_be_empty()
    expect(risk(officer, 2).get_by_label("What could go wrong")).to_have_value("Thing 2")
