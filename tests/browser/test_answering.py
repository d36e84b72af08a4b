"""A question is answered where it was asked, and journey J7, clicked through as the officers would."""

from datetime import timedelta

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from parishpump.inbox.actions.replying import close_answered
from parishpump.inbox.models import Message, Praise
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.models import Draft, Post
from tests.browser.chromium import assert_fit
from tests.browser.parish import Parish
from tests.conftest import NOON
from tests.inbox.answering import REPAIRED, asked, memory_source

pytestmark = pytest.mark.browser

KIND = "What a lovely job the gardening volunteers and the Deputy Clerk made of the churchyard. Thank you, Ash Oakley"


def decide(page: Page, message: Message, outcome: str) -> None:
    """The card of a message, filled in with this outcome."""
    page.goto(f"/conversations/{message.reference}/")
    for question, said in (
        ("1. Who gains if we answer?", "Both"),
        ("2. Can we answer and stay impartial?", "Yes"),
        ("3. Is it lawful to answer here, in public?", "Yes"),
        ("4. Whose job is it?", "Ours"),
    ):
        page.get_by_role("group", name=question).get_by_label(said, exact=True).check()
    page.get_by_label(outcome, exact=True).check()
    page.get_by_role("button", name="Record, and take the next").click()


def test_a_question_is_answered_approved_and_stands_in_its_thread(parish: Parish, monkeypatch):
    source, network = memory_source(parish.clerk, monkeypatch)
    question = asked(source)
    officer, deputy = parish.window(parish.communications_officer), parish.window(parish.deputy_clerk)

    # Deciding to reply leads to the answer, beside the conversation.
    decide(officer, question, "Reply")
    expect(officer.locator("main")).to_contain_text("When is the Mill Lane drain repaired?")
    post = Post.objects.get(is_answer=True)

    # What is typed is kept by the way, judged, and shown exactly as it will go out, signed once.
    officer.get_by_label("Your answer").fill(f"{REPAIRED} It is a disgrace!!!")
    expect(officer.locator("#saved")).to_contain_text("Saved")
    expect(officer.locator("#policy .findings li").first).to_be_visible()
    assert "disgrace" in Draft.objects.get(post=post).content["text"]
    officer.get_by_label("Your answer").fill(REPAIRED)
    officer.get_by_label("What it rests on").fill("Minute 2026/140")
    expect(officer.locator("#previews")).to_contain_text("Communications Officer, Northfold Parish Council")
    assert_fit(officer)
    officer.get_by_role("button", name="Submit for approval").click()
    expect(officer.locator("main")).to_contain_text("What it answers")

    # Somebody else approves; it goes out once, under the question, and the message is closed.
    deputy.goto(f"/posts/{post.reference}/revisions/1/")
    deputy.get_by_role("button", name="Approve").first.click()
    deliver(now=lambda: NOON + timedelta(minutes=5))
    close_answered(at=NOON + timedelta(minutes=6))
    (sent,) = network.shown.values()
    assert (sent.in_reply_to, sent.text.count("Communications Officer")) == (question.key, 1)
    officer.goto(f"/conversations/{question.reference}/")
    expect(officer.locator("main")).to_contain_text("Closed")
    expect(officer.locator("main").get_by_text("Sent", exact=True)).to_be_visible()


def test_j7_praise_is_passed_on_and_published_only_with_permission(parish: Parish, monkeypatch):
    source, _ = memory_source(parish.clerk, monkeypatch)
    praise = asked(source, text=KIND, author="Ash Oakley", handle="ashoakley.example")
    officer, receiver = parish.window(parish.communications_officer), parish.window()

    # It is forwarded to those named, without the sender's name.
    decide(officer, praise, "Pass the praise on")
    officer.get_by_label("Or a team that holds no office here").fill("Gardening volunteers")
    officer.get_by_label("Its email address").fill("garden@team.example")
    officer.get_by_role("button", name="Send it").click()
    assert "lovely job" in mail.outbox[-1].body
    assert "Oakley" not in mail.outbox[-1].body

    # Whoever gets it says so.
    link = next(word for word in mail.outbox[-1].body.split() if "/praise/" in word)
    receiver.goto("/praise/" + link.partition("/praise/")[2])
    receiver.get_by_role("button", name="It reached me").click()
    expect(receiver.locator("main")).to_contain_text("Received")
    assert Praise.objects.get().received_at is not None

    # Nothing is republished before permission is recorded; then just the permitted words are.
    address = f"/conversations/praise/{Praise.objects.get().id}/"
    officer.goto(address)
    officer.get_by_role("button", name="Publish this praise").click()
    expect(officer.locator("main")).to_contain_text("Nobody has asked yet whether these words may be published.")
    officer.get_by_role("button", name="Thank them, and ask whether it may be published").click()
    expect(officer.get_by_label("Your answer")).to_contain_text("Without your yes nothing is published.")
    officer.goto(address)
    officer.get_by_label("Yes, it may be published").check()
    officer.get_by_label("The words that may be published").fill("A lovely job.")
    officer.get_by_role("button", name="Record what they said").click()
    officer.get_by_role("button", name="Publish this praise").click()
    expect(officer.get_by_label("Text for every channel")).to_have_value("A lovely job.")
