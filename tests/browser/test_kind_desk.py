"""Journey J14 (its second half): a comment that was hidden, its writer's appeal, another person's decision.

PARISHPUMP_SHOTS=FOLDER keeps a picture of each page on the way, to be looked at by a person.
"""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.steps import carry_out_steps
from parishpump.inbox.models import AbuseReport, Message, Moderation
from parishpump.inbox.reader import Reader
from parishpump.networks.registry import open_network
from tests.browser.cared_for import screenshot
from tests.browser.chromium import assert_fit
from tests.browser.parish import Parish
from tests.conftest import NOON
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.inbox.hearing import said
from tests.inbox.village import hear_one, village_page
from tests.networks.parcels import parcel

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("PARISHPUMP_SHOTS", "")
CRITICISM = "Ten years of meetings, and Mill Lane still floods. This council could not drain a sink."
LATER = NOON + timedelta(minutes=10)
QUESTIONS = {
    "1. Who gains if we answer?": "Neither",
    "2. Can we answer and stay impartial?": "Yes",
    "3. Is it lawful to answer here, in public?": "Yes",
    "4. Whose job is it?": "Ours",
}


def look(page: Page, name: str) -> None:
    """Fit for everybody; and kept, where pictures are wanted."""
    assert_fit(page)
    if SHOTS:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def network(settings) -> Iterator[FakeNetworkServer]:
    settings.PARISHPUMP_PRIVATE_NETWORKS = True
    with FakeNetworkServer("demonstration") as running:
        yield running


@pytest.fixture
def comment(parish: Parish, network: FakeNetworkServer, clock) -> Message:
    """What a resident wrote below a post of the council's, as it was read."""
    parish.on_network(network)
    post = open_network("demonstration", network.credentials, allow_private=True).publish(
        parcel("Mill Lane is closed.")
    )
    Reader(now=lambda: NOON).read()
    network.network.says(CRITICISM, answers=post.reference, at=NOON + timedelta(minutes=1))
    clock.now = LATER
    Reader(now=lambda: LATER).read()
    return Message.objects.get(text=CRITICISM)


def hide_it(page: Page, message: Message) -> Moderation:
    """Hide a comment under the house rules, from its card."""
    page.goto(f"/conversations/{message.reference}/")
    for question, answer in QUESTIONS.items():
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    page.get_by_label("Hide under the house rules").check()
    page.get_by_role("button", name="Record, and take the next").click()
    page.get_by_label("Hide", exact=True).check()
    expect(page.get_by_role("group", name="Ground")).not_to_contain_text(re.compile("critic", re.IGNORECASE))
    page.get_by_label("Harassment of a person").check()
    page.get_by_label("What in it gives that ground").fill("It mocks those who serve on the council.")
    look(page, "j14-step")
    page.get_by_role("button", name="Keep a copy, and take this step").click()
    return Moderation.objects.get()


def test_j14_another_person_hears_the_appeal_and_criticism_is_shown_again(parish: Parish, network, comment, clock):
    decider, clerk, resident = parish.window(parish.deputy_clerk), parish.window(parish.clerk), parish.window()

    # The Deputy Clerk hides it; the network confirms.
    step = hide_it(decider, comment)
    carry_out_steps(at=LATER)
    assert network.network.written[comment.key].hidden
    decider.reload()
    expect(decider.locator("main")).to_contain_text("confirmed by the network")
    look(decider, "j14-hidden")

    # Its writer appeals by the public page, with the key that they were told.
    resident.goto(f"/appeal/{step.reference}/")
    resident.get_by_label("Why was it wrong?").fill("I criticised the council, and nobody in it.")
    resident.get_by_label("Key from our message to you").fill(step.key)
    resident.get_by_label("Where we tell you the outcome").fill("resident@village.example")
    look(resident, "j14-appeal-form")
    resident.get_by_role("button", name="Send my appeal").click()
    expect(resident.locator("main")).to_contain_text("is received")

    # It waits on the Clerk's desk, not on the decider's, who cannot decide it by its address either.
    decider.goto("/desk/")
    expect(decider.locator("main")).not_to_contain_text("Hear the appeal")
    decider.goto(f"/conversations/appeals/{step.appeals.get().id}/")
    expect(decider.locator("main")).to_contain_text("You decided this step yourself")
    clerk.goto("/desk/")
    look(clerk, "j14-desk")
    clerk.get_by_role("link", name=f"Hear the appeal against {step.reference}").click()
    expect(clerk.locator("main")).to_contain_text(CRITICISM)
    expect(clerk.locator("main")).to_contain_text("Criticism of the council is no ground")
    look(clerk, "j14-hearing")
    clerk.get_by_label("Upheld: the step was wrong").check()
    clerk.get_by_label("Reasons").fill("It criticises the council, and that is never a ground.")
    clerk.get_by_role("button", name="Record the outcome").click()
    expect(clerk.locator("main")).to_contain_text("Outcome: upheld")
    look(clerk, "j14-outcome")

    # The network shows it again, its writer is told by an answer, and the public counts say so.
    carry_out_steps(at=LATER + timedelta(minutes=1))
    assert not network.network.written[comment.key].hidden
    clerk.get_by_role("button", name="Begin an answer with these words").click()
    expect(clerk.get_by_label("Your answer")).to_have_value(re.compile("who did not take the first decision"))
    clock.now = LATER + timedelta(minutes=2)
    resident.goto("/house-rules/")
    figures = resident.get_by_role("table")
    expect(figures.get_by_role("row", name="Taken back, or over 1")).to_be_visible()
    expect(figures.get_by_role("row", name="Appeals: upheld 1")).to_be_visible()
    look(resident, "j14-counts")


def test_a_councillor_reports_abuse_at_home_and_the_clerk_hands_the_evidence_on(parish: Parish):
    councillor, clerk = parish.window(parish.councillor, script=False), parish.window(parish.clerk)

    # Nobody has to have a delegation for it, nor a script.
    councillor.goto("/desk/")
    councillor.get_by_role("link", name="Report it").click()
    councillor.get_by_label("To a private account").check()
    councillor.get_by_label("What happened").fill("He wrote that he knows my car.")
    councillor.get_by_label("When", exact=True).fill("Tue 24 Nov 2026, 10am")
    shot = {"name": "shot.png", "mimeType": "image/png", "buffer": screenshot().content}
    councillor.get_by_label("Screenshots").set_input_files([shot])
    councillor.get_by_role("button", name="Report it").click()
    expect(councillor.locator("main")).to_contain_text("You need do nothing more")
    expect(councillor.locator("main")).to_contain_text("call 999")

    # The Clerk looks, tells the police with the evidence file, and notes their number.
    report = AbuseReport.objects.get()
    clerk.goto("/desk/")
    clerk.get_by_role("link", name=f"Look at the report of abuse {report.reference}").click()
    look(clerk, "abuse-report")
    with clerk.expect_download() as saved:
        clerk.get_by_role("button", name="Make the evidence file").click()
    held = ZipFile(BytesIO(Path(saved.value.path()).read_bytes()))
    assert {"index.html", "manifest.json", "SHA256SUMS"} < set(held.namelist())
    clerk.get_by_label("Reported to the police").check()
    clerk.get_by_label("Their reference number").fill("46/12345/26")
    clerk.get_by_role("button", name="Write it down").click()

    # The councillor reads what came of it.
    councillor.reload()
    expect(councillor.locator("main")).to_contain_text("Reported to the police, 46/12345/26")


def test_an_officer_hands_a_writer_over_and_reads_them_no_more(parish: Parish):
    message = hear_one(village_page(), "Nobody can stand you. Go away.")
    officer, clerk = parish.window(parish.communications_officer), parish.window(parish.clerk)

    officer.goto(f"/conversations/{message.reference}/")
    officer.get_by_role("link", name="Report abuse").first.click()
    officer.get_by_label("Who deals with whoever did it from now on").select_option("the Clerk")
    look(officer, "abuse-new")
    officer.get_by_role("button", name="Report it").click()
    again = said("at://village/again", "I have not done with you.", at=LATER, handle=message.handle)
    catch(message.source, [again], cursor=None, at=LATER)

    for page, folded in ((officer, True), (clerk, False)):
        page.goto("/conversations/")
        assert ("I have not done with you" not in page.content()) is folded
    clerk.goto("/conversations/?show=mine")
    expect(clerk.locator("main")).to_contain_text("I have not done with you")
