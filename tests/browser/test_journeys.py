"""Journeys J2 and J3, clicked through as the Communications Officer and the Clerk would."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_scope
from parishpump.people.powers import CHAIRMAN
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.models import Post, Revision
from tests.browser.doing import begin, submit
from tests.browser.parish import Parish, photograph
from tests.conftest import NOON, person_in
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.faults import Fault
from tests.publishing.reading import having_read

pytestmark = pytest.mark.browser

RESOLVED = "The council resolved on 4 November 2026 to support a Community Speed Watch on the A20 (minute 2026/190)."
OPINION = "The borough’s decision is a disgrace. Thanks to Weald Drainage Ltd for fitting us in."
OBJECTION = "The council objected to the plan on 4 November 2026 because the lane floods (minute 2026/140)."
GROUNDS = {
    "What should people be able to do?": "Know that it starts, and volunteer",
    "For whom": "People who live along the A20",
    "What it rests on": "Minute 2026/190: Community Speed Watch",
    "Comes down": "Thu 31 Dec 2026, 5pm",
}
ALT = "A road with a round white sign in a red ring"
PASSPORT = {"Alt text: what the picture tells": ALT, "Owner": "Northfold Parish Council", "Licence": "Own work"}


@pytest.fixture
def network() -> Iterator[FakeNetworkServer]:
    with FakeNetworkServer("demonstration") as running:
        yield running


def add_photograph(page: Page) -> None:
    page.get_by_label("Add pictures").set_input_files([photograph()])
    page.get_by_role("button", name="Add the chosen files").click()
    for label, said in PASSPORT.items():
        page.get_by_label(label, exact=True).fill(said)


def carry(*, after: int) -> None:
    """The courier's round, so many minutes after noon."""
    deliver(now=lambda: NOON + timedelta(minutes=after))


def test_j2_a_factual_post_goes_out_and_one_changed_word_asks_for_approval_again(parish: Parish, network):
    parish.on_network(network)
    officer, clerk = parish.window(parish.communications_officer), parish.window(parish.clerk)
    resident = parish.window()

    # The officer writes it, with minute, review date and photograph; the checks pass.
    begin(officer, "Community Speed Watch on the A20", RESOLVED, GROUNDS)
    officer.get_by_label("Village network", exact=True).check()
    add_photograph(officer)
    expect(officer.locator("#policy")).to_contain_text("Nothing stands against these words")
    previews = officer.locator("#previews")
    expect(previews).to_contain_text("Noticeboard")
    expect(previews).to_contain_text("Village network")
    submit(officer)
    expect(officer.locator("main")).to_contain_text("The Clerk or the Deputy Clerk decides")

    # The Clerk sees both versions exactly, and approves.
    clerk.goto("/desk/")
    clerk.get_by_role("link", name=re.compile("Community Speed Watch on the A20")).first.click()
    link = f"{parish.address}/n/P-2026-0001/"
    expect(clerk.get_by_text(f"(minute 2026/190). {link}")).to_be_visible()
    clerk.get_by_role("button", name="Approve: it goes out now").click()
    expect(clerk.locator("main")).to_contain_text("Approved")

    # The web copy goes first, also where the network is busy; the social copy links to it.
    network.fail(Fault.RATE_LIMITED)
    carry(after=0)
    resident.goto("/")
    resident.get_by_role("link", name="Community Speed Watch on the A20").click()
    expect(resident.get_by_role("img", name=ALT)).to_be_visible()
    assert network.network.taken == []
    carry(after=30)
    (shown,) = network.network.taken
    assert shown.text.endswith(link)
    assert shown.alts == (ALT,)
    assert resident.goto(link).ok

    # One word is changed: the new version waits, what is public stays.
    officer.goto("/posts/P-2026-0001/")
    officer.get_by_role("button", name="Write a correction").click()
    officer.get_by_label("Text for every channel").fill(RESOLVED.replace("support", "back"))
    officer.get_by_label("What was wrong?").fill("A clearer word.")
    submit(officer)
    expect(officer.locator("main")).to_contain_text("Waits for a decision")
    for public in ("/published/?words=Speed", "/n/P-2026-0001/"):
        resident.goto(public)
        expect(resident.locator("main")).to_contain_text("Community Speed Watch")
    expect(resident.locator("main")).to_contain_text("to support a Community Speed Watch")
    assert [(one.number, one.stage) for one in Revision.objects.order_by("number")] == [
        (1, "approved"),
        (2, "submitted"),
    ]
    assert Post.objects.get().public.number == 1


def test_j3_opinion_and_a_supplier_are_stopped_until_the_minuted_objection_takes_their_place(parish: Parish):
    officer = parish.window(parish.communications_officer)

    begin(officer, "Mill Lane", OPINION, GROUNDS)
    submit(officer)
    expect(officer.locator("#error-summary")).to_be_focused()
    findings = officer.locator(".findings > li")
    named = set(re.findall("[A-Z]{3}-[0-9]+", " ".join(findings.locator(".t").all_inner_texts())))
    assert named == {"POL-4", "RUL-19", "RUL-7"}
    assert findings.count() >= 3
    assert all(len(one.locator(".fix").inner_text()) > len("Try: ") for one in findings.all())
    said = {
        clause: findings.filter(has=officer.locator(".t", has_text=clause)).locator("h3").all_inner_texts()
        for clause in ("POL-4", "RUL-19", "RUL-7")
    }
    assert any("is an opinion, and no minute holds it" in words for words in said["POL-4"])
    assert any("Weald Drainage Ltd" in words and "no approval" in words for words in said["RUL-19"])
    assert any("tone" in words for words in said["RUL-7"])
    assert not Revision.objects.exists()

    officer.get_by_label("Text for every channel").fill(OBJECTION)
    officer.get_by_label("What it rests on").fill("Minute 2026/140: objection, with its reasons")
    submit(officer)
    expect(officer.locator("main")).to_contain_text("Waits for a decision")
    assert Revision.objects.get().stage == "submitted"

    clerk = parish.window(parish.clerk)
    clerk.goto("/posts/P-2026-0001/revisions/1/")
    expect(clerk.get_by_role("button", name="Approve: it goes out now")).to_be_visible()


def test_j3_a_picture_of_a_child_without_permission_cannot_go_out(parish: Parish):
    officer = parish.window(parish.communications_officer)
    begin(officer, "Community Speed Watch on the A20", RESOLVED, GROUNDS)
    add_photograph(officer)
    officer.get_by_text("People shown in picture 1").click()
    officer.get_by_label("Who is shown").first.fill("a pupil")
    officer.get_by_label("Under 18").first.check()

    submit(officer)
    expect(officer.locator("#error-summary")).to_contain_text("Written permission of a parent for a pupil")

    officer.get_by_label("Where their written consent is kept").first.fill("Form 12 in the office")
    officer.get_by_label("Day on which it was given").first.fill("3 March 2026")
    submit(officer)
    expect(officer.locator("main")).to_contain_text("Waits for a decision")

    officer.goto("/pictures/")
    expect(officer.get_by_role("link", name=ALT)).to_be_visible()
    expect(officer.locator("main")).to_contain_text("Complete")


def test_j15_two_persons_stand_behind_a_post_where_the_policy_asks_for_it(parish: Parish, tmp_path):
    file = tmp_path / "northfold.toml"
    file.write_text(
        '[pack]\nname = "northfold"\ncouncil = "Northfold"\nextends = "base"\n[parameters]\n'
        'publish.approvers = ["Clerk"]\npublish.second_approvers = ["Chair"]\npublish.two_person = "always"\n'
    )
    Council.objects.filter(id=parish.council.id).update(pack=str(file))
    current_scope().memory.clear()
    chairman = parish.window(person_in(CHAIRMAN, minute=""))
    officer, clerk = parish.window(having_read(parish.communications_officer)), parish.window(parish.clerk)
    begin(officer, "Community Speed Watch on the A20", RESOLVED, GROUNDS)
    expect(officer.locator("#two-persons")).to_contain_text("Two persons stand behind this one")
    submit(officer)

    clerk.goto("/posts/P-2026-0001/revisions/1/")
    clerk.get_by_role("button", name="Approve: it goes out now, once a second person agrees").click()
    expect(clerk.locator("main")).to_contain_text("Waits for a second person")
    carry(after=0)
    assert Post.objects.get().public is None

    chairman.goto("/posts/P-2026-0001/revisions/1/")
    chairman.get_by_role("button", name="Agree to exactly this, as Chairman").click()
    expect(chairman.locator("main")).to_contain_text("You agreed to version 1 as Chairman")
    carry(after=1)
    assert Post.objects.get().public.number == 1
