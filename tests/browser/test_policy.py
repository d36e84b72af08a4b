"""Journeys J14 (its first half) and J15, and a council's own text, clicked through as the Clerk would."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from parishpump.channels.models import Channel
from parishpump.config.several import found, overview
from parishpump.councils.models import Council
from parishpump.councils.tenancy import council_scope
from parishpump.people.models import Person
from parishpump.people.powers import CHAIRMAN, COMMUNICATIONS_OFFICER, WRITE
from parishpump.publishing.models import Revision
from tests.adoption.test_texts import WORDS as OWN_TEXT
from tests.browser.doing import begin, submit
from tests.browser.parish import Parish
from tests.conftest import NOON, person_in
from tests.publishing.reading import having_read

pytestmark = pytest.mark.browser

IN_APRIL = datetime(2027, 4, 6, 9, 0, tzinfo=UTC)
AFTER_THE_POLL = datetime(2027, 5, 7, 9, 0, tzinfo=UTC)
VIEW = "Cllr Mill supports the plan for Ford Street, as minute 2026/140 records."
NOTICE = "The returning officer has published the notice of election for Northfold. Ask for nomination papers there."
CLOSED = "Mill Lane is closed from Tuesday 13 April 2027 while the drain is repaired. The diversion is by Church Road."
GROUNDS = {
    "What should people be able to do?": "Know it in time",
    "For whom": "People in Northfold",
    "What it rests on": "Minute 2026/140: Ford Street",
    "Comes down": "Mon 31 May 2027, 12 noon",
}


def fill(page: Page, fields: dict[str, str]) -> None:
    for label, said in fields.items():
        page.get_by_label(label, exact=True).fill(said)


def outcome(page: Page, title: str, text: str) -> str:
    """Write a post and submit it; what the page says then."""
    begin(page, title, text, GROUNDS)
    submit(page)
    page.wait_for_load_state()
    return page.locator("main").inner_text()


def test_j14_before_a_poll_no_members_view_goes_out_and_notices_do(parish: Parish, clock):
    # The Clerk enters the election from the returning officer's notice.
    clerk = parish.window(parish.clerk)
    clerk.goto("/policy/elections/")
    clerk.get_by_role("link", name="Enter an election").first.click()
    fill(clerk, {"Which election": "Parish Council election", "Area": "Northfold", "Polling day": "6/5/2027"})
    fill(clerk, {"Notice of election": "22/5/2027"})
    clerk.get_by_role("button", name="Enter this election").click()
    expect(clerk.locator("#error-summary")).to_contain_text("is not before the poll of 6/5/2027")
    fill(clerk, {"Notice of election": "22/3/2027"})
    clerk.get_by_role("button", name="Enter this election").click()
    expect(clerk.locator("main")).to_contain_text("Thursday 6 May 2027")
    expect(clerk.locator(".strip--election")).to_have_count(0)

    # Within the period a view is blocked, with the rule and the alternative; notices and road closures pass.
    clock.now = IN_APRIL
    officer = parish.window(parish.communications_officer)
    said = outcome(officer, "Ford Street", VIEW)
    expect(officer.locator(".strip--election")).to_contain_text("until 10pm on Thursday 6 May 2027")
    assert "Cllr Mill supports" in said
    assert "RUL-20" in said
    assert "Write a factual notice without a member" in said
    assert "Waits for a decision" in outcome(officer, "Notice of election", NOTICE)
    assert "Waits for a decision" in outcome(officer, "Mill Lane closed", CLOSED)

    # After the poll nothing has to be switched off: the same words pass.
    clock.now = AFTER_THE_POLL
    officer = parish.window(parish.communications_officer)
    assert "Waits for a decision" in outcome(officer, "Ford Street", VIEW)
    expect(officer.locator(".strip--election")).to_have_count(0)


@pytest.fixture
def southfold(parish: Parish) -> Parish:
    """A second council on the same installation, begun from the base pack, under an address of its own."""
    Council.objects.filter(id=parish.council.id).update(host="localhost")
    address = parish.address.replace("localhost", "southfold.localhost")
    said = {
        "name": "Southfold Parish Council",
        "kind": "parish",
        "host": "southfold.localhost",
        "address": address,
        "pack": "base",
        "pack_minute": "",
        "clerk_name": "Clerk",
        "clerk_email": "clerk@southfold.example",
        "minute": "2026/7",
        "ends": "",
    }
    found(said, at=NOON)
    council = Council.objects.get(host="southfold.localhost")
    with council_scope(council.id):
        clerk = having_read(Person.objects.get(email="clerk@southfold.example"))
        officer = having_read(person_in(COMMUNICATIONS_OFFICER, WRITE, minute="2026/8", council="southfold"))
        chairman = person_in(CHAIRMAN, minute="", council="southfold")
        board = Channel.objects.get()
    return replace(
        parish,
        council=council,
        clerk=clerk,
        communications_officer=officer,
        councillor=chairman,
        noticeboard=board,
        address=address,
    )


def state(page: Page, section: str) -> None:
    page.goto("/policy/draft/")
    page.get_by_role("link", name=section, exact=True).click()


def kept(page: Page) -> None:
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.locator("main")).to_contain_text("Saved in the draft")


def test_j15_a_second_council_runs_its_own_policy_without_a_line_of_code(parish: Parish, southfold: Parish):
    clerk = southfold.window(southfold.clerk)

    # Its Clerk states how it differs; what the law locks stays on, and nothing typed is lost.
    state(clerk, "Channels and deployments")
    clerk.locator("#channels-comments, [name=channels-comments][value=off]").first.check()
    kept(clerk)
    state(clerk, "Who writes and approves")
    clerk.locator("[name=publish-two_person][value=always]").check()
    for title in ("Clerk", "Chairman"):
        clerk.locator(f"[name=publish-approvers][value={title}]").check()
    clerk.locator("[name=publish-delegation_required][value=no]").check()
    clerk.get_by_role("button", name="Save in the draft").click()
    expect(clerk.locator("#error-summary")).to_contain_text("Local Government Act 1972, section 101")
    expect(clerk.locator("[name=publish-two_person][value=always]")).to_be_checked()
    clerk.locator("[name=publish-delegation_required][value=yes]").check()
    kept(clerk)
    state(clerk, "Listening and answering")
    clerk.locator("[name=listen-reply_target]").fill("2 working days")
    kept(clerk)
    state(clerk, "Messaging groups")
    clerk.locator("[name=messaging-allowed_apps]").fill("none")
    kept(clerk)

    # The council adopts it; the Clerk records the minute, and looks twice.
    clerk.get_by_role("link", name="Enter its adoption").click()
    fill(clerk, {"Minute": "2026/31", "Day of the meeting": "4/11/2026"})
    clerk.get_by_role("button", name="Look at it once more").click()
    expect(clerk.locator("main")).to_contain_text("2 working days")
    clerk.get_by_role("button", name="Adopt it: it never changes afterwards").click()
    expect(clerk.locator("footer")).to_contain_text("Policy version 1, minute 2026/31")

    # It takes effect: its standards are read anew, and an approval is not enough until the Chairman agrees.
    officer = southfold.window(southfold.communications_officer)
    officer.goto("/posts/new/")
    officer.get_by_role("button", name="I have read this").click()
    begin(officer, "Mill Lane", CLOSED.replace("13 April 2027", "1 December 2026"), GROUNDS)
    submit(officer)
    expect(officer.locator("main")).to_contain_text("Waits for a decision")
    clerk.goto("/posts/P-2026-0001/revisions/1/")
    clerk.get_by_role("button", name="Approve: it goes out now, once a second person agrees").click()
    with council_scope(southfold.council.id):
        assert Revision.objects.get().stage == "submitted"
        assert Revision.objects.get().verdict["version"] == "1"
    chairman = southfold.window(southfold.councillor)
    chairman.goto("/posts/P-2026-0001/revisions/1/")
    chairman.get_by_role("button", name="Agree to exactly this").click()
    with council_scope(southfold.council.id):
        assert Revision.objects.get().stage == "approved"

    # Comments are off: the noticeboard says so, and no request can ask for more, nor for a group.
    clerk.goto(f"/channels/{southfold.noticeboard.id}/")
    expect(clerk.locator("main")).to_contain_text("Off, by the policy")
    officer.goto(reverse("new-deployment") + "?kind=channel&network=facebook%20by%20hand")
    officer.get_by_label("What you call it").fill("Southfold page")
    officer.get_by_label("Comments below posts").select_option("on")
    officer.get_by_label("How people are met there").select_option("group")
    officer.get_by_role("button", name="Submit for approval").click()
    refused = officer.locator("#error-summary")
    expect(refused).to_contain_text("“Comments below posts”: your policy, version 1, rules this out")
    expect(refused).to_contain_text("“How people are met there”: your policy, version 1, rules this out")

    # The target for replies stands where it is used, beside what nobody stated; what the law locks stays on.
    clerk.goto("/policy/")
    listening = clerk.locator("#listening-and-answering")
    expect(listening).to_contain_text("2 working days")
    expect(listening).to_contain_text("Hours in which somebody looks: not stated by policy")
    expect(clerk.locator("#rules")).to_contain_text("Locked by law")

    # Whoever hosts both sees counts and versions alone.
    ours, theirs = (str(one) for one in overview(at=NOON))
    assert "no version adopted" in ours
    assert "policy version 1; posts 1, channels 1, delegations in force 2" in theirs
    assert "Mill Lane" not in theirs

    # Neither council sees the other.
    neighbour = parish.window(parish.clerk)
    neighbour.goto("/policy/versions/")
    expect(neighbour.locator("main")).to_contain_text("has adopted no version of its own yet")
    neighbour.goto("/policy/")
    expect(neighbour.locator("main")).not_to_contain_text("2 working days")
    assert neighbour.goto("/posts/P-2026-0001/").status == 404
    stranger = replace(parish, address=parish.address).window(southfold.clerk)
    assert stranger.goto("/policy/").status == 403


def test_the_clerk_puts_the_councils_own_text_in_and_settles_it(parish: Parish):
    clerk = parish.window(parish.clerk, script=False)
    clerk.goto("/policy/text/")
    clerk.get_by_role("link", name="Put our text in").click()
    clerk.get_by_label("The adopted document").set_input_files(
        [{"name": "policy.txt", "mimeType": "text/plain", "buffer": OWN_TEXT.encode()}]
    )
    clerk.get_by_role("button", name="Keep and read this text").click()
    expect(clerk.locator("main")).to_contain_text("Only the Clerk and the Communications Officer may publish")

    clerk.get_by_role("button", name="sure suggestion").click()
    clerk.get_by_role("button", name="Take this back").click()
    clerk.get_by_role("button", name="sure suggestion").click()
    expect(clerk.locator("main")).to_contain_text("confirmed together")

    clerk.locator(".clause", has_text="tower bells").get_by_role("link").click()
    clerk.get_by_label("A person judges it").check()
    clerk.get_by_role("button", name="Keep this").click()
    expect(clerk.locator(".clause", has_text="tower bells")).to_contain_text("A person judges it")

    clerk.get_by_role("link", name="Look at each, and print them for the council").click()
    expect(clerk.locator("mark", has_text="exception")).to_be_visible()
