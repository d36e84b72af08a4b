"""Journeys J5 and J6, clicked through as the Communications Officer and the Clerk would; and the keys on the card."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from parishpump.inbox.actions.replying import close_answered
from parishpump.inbox.models import HandOff, Message, Referral, Triage
from parishpump.partners.actions import enter_partner
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.models import Post
from tests.browser.chromium import assert_fit
from tests.browser.parish import Parish
from tests.conftest import NOON
from tests.inbox.answering import asked, memory_source
from tests.inbox.village import LEASE, SMOKE, entry_facts, hear, hear_one, village_page
from tests.publishing.reading import having_read

pytestmark = pytest.mark.browser

LAMP = "The street light outside the school on Mill Lane is out again. Who mends it?"
YESTERDAY = NOON - timedelta(days=1)


def answer_the_card(page: Page) -> None:
    """The four questions."""
    for question, said in (
        ("1. Who gains if we answer?", "Parishioners"),
        ("2. Can we answer and stay impartial?", "Yes"),
        ("3. Is it lawful to answer here, in public?", "Yes"),
        ("4. Whose job is it?", "Another body’s"),
    ):
        page.get_by_role("group", name=question).get_by_label(said, exact=True).check()


def test_j5_a_street_light_is_sent_on_to_whose_job_it_is(parish: Parish, clock, monkeypatch):
    enter_partner("weald-county-council", entry_facts("Weald County Council"), by=parish.clerk, at=YESTERDAY)
    source, network = memory_source(parish.clerk, monkeypatch)
    message = asked(source, text=LAMP)
    officer, clerk, resident = (
        parish.window(parish.communications_officer),
        parish.window(parish.clerk),
        parish.window(),
    )
    having_read(parish.communications_officer)

    # It has a reference, no legal duty is seen in it, and the directory says whose job it was on that day.
    officer.goto("/conversations/")
    officer.get_by_role("link", name="The street light outside the school").click()
    main = officer.locator("main")
    expect(main).to_contain_text(message.reference)
    expect(main).not_to_contain_text("Legal duty likely")
    expect(main).to_contain_text("Street lights: Weald County Council")
    expect(main).to_contain_text("as it stood on 24 November 2026")

    # The engage test is recorded, and the redirect offers the body with its page.
    answer_the_card(officer)
    officer.get_by_label("Redirect").check()
    offered = officer.get_by_label("Whose job it is", exact=True)
    expect(offered.locator("option:checked")).to_have_text("Weald County Council: Street lights")
    officer.get_by_role("button", name="Record, and take the next").click()
    expect(officer.get_by_label("Your answer")).to_have_value(re.compile("https://weald.example/lights"))
    made, hand_off = Triage.objects.get(), HandOff.objects.get()
    assert (made.outcome, made.parishioners_gain, made.council_gains) == ("redirect", True, False)
    assert (made.whose, hand_off.body, hand_off.link) == (
        "another body",
        "Weald County Council",
        "https://weald.example/lights",
    )

    # Somebody else approves the words; the parishioner gets the link, and the message is closed as redirected.
    officer.get_by_label("What it rests on").fill("The partner directory: https://weald.example/lights")
    officer.get_by_role("button", name="Submit for approval").click()
    expect(main).to_contain_text("What it answers")
    clerk.goto(f"/posts/{Post.objects.get(is_answer=True).reference}/revisions/1/")
    clerk.get_by_role("button", name="Approve").first.click()
    deliver(now=lambda: NOON + timedelta(minutes=5))
    close_answered(at=NOON + timedelta(minutes=6))
    (sent,) = network.shown.values()
    assert "https://weald.example/lights" in sent.text
    message.refresh_from_db()
    assert (message.outcome, message.closed_at) == ("redirect", NOON + timedelta(minutes=6))

    # It is counted for everybody, without a name.
    clock.now = NOON + timedelta(hours=1)
    resident.goto("/figures/")
    expect(resident.get_by_role("row", name="Sent on to another public body 1")).to_be_visible()
    expect(resident.locator("main")).not_to_contain_text("resident.example")


def test_j6_twenty_are_closed_as_listened_and_the_request_among_them_is_not(parish: Parish):
    source = village_page(parish.clerk, at=YESTERDAY)
    hear(source, *(f"{SMOKE} House {number}." for number in range(20)), at=YESTERDAY)
    lease = hear_one(source, LEASE, at=YESTERDAY, number=21)
    officer = parish.window(parish.communications_officer)

    officer.goto("/conversations/")
    expect(officer.locator("tbody tr").first).to_contain_text("request")
    officer.get_by_label("All 21 that this list shows").check()
    officer.get_by_label("Listened, no reply").check()
    officer.get_by_label("Or a new topic").first.fill("bonfires")
    officer.get_by_role("button", name="Record for all that are ticked").click()

    main = officer.locator("main")
    expect(main).to_contain_text("20 messages are on the record")
    expect(main).to_contain_text("1 request opened instead")
    assert_fit(officer)
    assert Message.objects.filter(outcome="listened", topic__name="bonfires", closed_at__isnull=False).count() == 20
    assert (Referral.objects.get().message_id, Referral.objects.get().received_at) == (lease.id, YESTERDAY)

    # Nobody but the Clerk says that there is no duty, and then it can be left.
    officer.goto(f"/conversations/{lease.reference}/")
    expect(main).to_contain_text("Not open for this message")
    expect(officer.get_by_label("Listened, no reply")).to_have_count(0)
    expect(officer.get_by_text("It is no such duty", exact=True)).to_have_count(0)
    clerk = parish.window(parish.clerk)
    clerk.goto(f"/conversations/{lease.reference}/")
    clerk.get_by_text("It is no such duty", exact=True).click()
    clerk.get_by_label("Why it is no such duty").fill("It quotes what somebody else asked.")
    clerk.get_by_role("button", name="Record that there is no such duty").click()
    expect(clerk.get_by_label("Listened, no reply")).to_be_visible()


def test_keys_choose_an_outcome_and_lead_on_but_never_while_somebody_types(parish: Parish):
    source = village_page(parish.clerk, at=YESTERDAY)
    first, second = hear(source, SMOKE, f"{SMOKE} Again.", at=YESTERDAY)
    page = parish.window(parish.communications_officer)
    page.goto(f"/conversations/{first.reference}/")

    page.keyboard.press("5")
    expect(page.get_by_label("Listened, no reply")).to_be_checked()
    page.get_by_label("Or a new topic").first.fill("n5p1")
    expect(page.get_by_label("Listened, no reply")).to_be_checked()
    page.get_by_label("Listened, no reply").focus()
    page.keyboard.press("?")
    expect(page.get_by_label("Keys are on")).to_be_visible()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(f"{second.reference}/$"))

    page.get_by_text("Keys on this page").click()
    page.get_by_label("Keys are on").uncheck()
    page.reload()
    page.keyboard.press("p")
    page.keyboard.press("5")
    expect(page).to_have_url(re.compile(f"{second.reference}/$"))
    expect(page.get_by_label("Listened, no reply")).not_to_be_checked()


def test_after_a_decision_the_focus_is_on_the_next_message(parish: Parish):
    source = village_page(parish.clerk, at=YESTERDAY)
    first, second = hear(source, SMOKE, f"{SMOKE} Again.", at=YESTERDAY)
    page = parish.window(parish.communications_officer)
    page.goto(f"/conversations/{first.reference}/")

    answer_the_card(page)
    page.get_by_label("Listened, no reply").check()
    page.get_by_label("Or a new topic").first.fill("Bonfires")
    page.get_by_role("button", name="Record, and take the next").click()

    expect(page).to_have_url(re.compile(f"{second.reference}/"))
    expect(page.locator("h1")).to_be_focused()
