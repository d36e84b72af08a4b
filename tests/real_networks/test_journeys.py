"""Journeys J5, J6 and J7: officers at their browsers, residents on real networks, our reader and courier between."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from parishpump.inbox.models import HandOff, Message, Praise, Referral
from parishpump.networks.mailbox import Mailbox
from parishpump.partners.actions import enter_partner
from parishpump.publishing.models import Post
from tests.browser.parish import Parish
from tests.inbox.village import LEASE, SMOKE, entry_facts
from tests.networks.listening import Resident, patiently
from tests.networks.parcels import parcel
from tests.real_networks.bluesky_network import BlueskyNetwork
from tests.real_networks.mail_server import CLERK, RESIDENT, TEAM, MailServers
from tests.real_networks.residents import WordPressResident, resident_on
from tests.real_networks.wordpress_site import WordPressSite
from tests.real_networks.working import (
    approve,
    assert_a_second_round_changes_nothing,
    carry,
    connect,
    decide,
    publish,
    read_until,
    submit_answer,
)

pytestmark = [pytest.mark.real_network, pytest.mark.browser]

LAMP = "The street light outside the school on Mill Lane is out again. Who mends it?"
LIGHTS = "https://weald.example/lights"
WHEN = "When is the Mill Lane drain finished?"
FINISHED = "The drain in Mill Lane is finished by Friday. Kent Highways does the work."
KIND = "What a lovely job the gardening volunteers and the Deputy Clerk made of the churchyard. Thank you all."


@pytest.fixture(autouse=True)
def on_this_machine(settings) -> None:
    """The networks are on this machine, which a council's own installation may not call."""
    settings.PARISHPUMP_PRIVATE_NETWORKS = True


@pytest.fixture
def officer(parish: Parish) -> Page:
    return parish.window(parish.communications_officer)


@pytest.fixture
def clerk(parish: Parish) -> Page:
    return parish.window(parish.clerk)


@pytest.fixture
def on_bluesky(bluesky: BlueskyNetwork) -> Iterator[Resident]:
    with resident_on(bluesky) as one:
        yield one


def test_j5_a_street_light_is_sent_on_in_the_thread_on_bluesky(
    parish: Parish, officer: Page, clerk: Page, bluesky: BlueskyNetwork, on_bluesky: Resident
):
    enter_partner("weald-county-council", entry_facts("Weald County Council"), by=parish.clerk, at=timezone.now())
    page, sign_in = "https://northfold.example/bluesky", bluesky.credentials
    channel = connect(
        parish,
        clerk,
        "Bluesky",
        "bluesky",
        {
            "Its public page": page,
            "Server": sign_in["service"],
            "Handle": sign_in["handle"],
            "App password": sign_in["app_password"],
        },
    )
    ours = publish(parish, channel)

    # A resident answers the council's post; the reader takes it in, once.
    said = on_bluesky.says(LAMP, answers=ours.reference)
    read_until(1)
    message = Message.objects.get()
    assert (message.key, message.handle, message.text) == (said, "resident.test", LAMP)
    assert message.conversation.post == ours.revision.post

    # The officer sends it on to whose job it is, as the directory stands; somebody else approves.
    officer.goto(f"/conversations/{message.reference}/")
    expect(officer.locator("main")).to_contain_text("Street lights: Weald County Council")
    decide(officer, message, "Redirect", whose="Another body’s")
    officer.get_by_role("button", name="Record, and take the next").click()
    expect(officer.get_by_label("Your answer")).to_have_value(re.compile(LIGHTS))
    answer = submit_answer(officer, f"The partner directory: {LIGHTS}")
    approve(clerk, answer)
    carry()

    # The resident sees it below their own words, once, from the council's account.
    (below,) = patiently(lambda: on_bluesky.below(said))
    assert LIGHTS in below
    assert "Weald County Council" in below
    message.refresh_from_db()
    assert (message.outcome, message.closed_at is not None) == ("redirect", True)
    assert HandOff.objects.get().body == "Weald County Council"
    assert_a_second_round_changes_nothing()
    assert on_bluesky.below(said) == [below]


def test_j6_smoke_is_listened_to_and_a_request_is_not_lost_among_it_on_wordpress(
    parish: Parish, officer: Page, clerk: Page, wordpress: WordPressSite
):
    resident, sign_in = WordPressResident(wordpress), wordpress.credentials
    channel = connect(
        parish,
        clerk,
        "Website news",
        "wordpress",
        {
            "Its public page": wordpress.address,
            "Website": wordpress.address,
            "User name": sign_in["username"],
            "Application password": sign_in["application_password"],
        },
    )
    ours = publish(parish, channel)

    # Twenty comments on the smoke, and one that asks for what the council holds.
    for number in range(20):
        resident.says(f"{SMOKE} House {number}.", answers=ours.reference)
    lease = resident.says(LEASE, answers=ours.reference)
    read_until(21)
    asked = Message.objects.get(key=lease)

    # All are chosen at once: twenty close with their theme, the request stays open with the date of the comment.
    officer.goto("/conversations/")
    officer.get_by_label("All 21 that this list shows").check()
    officer.get_by_label("Listened, no reply").check()
    officer.get_by_label("Or a new topic").first.fill("bonfires")
    officer.get_by_role("button", name="Record for all that are ticked").click()
    expect(officer.locator("main")).to_contain_text("20 messages are on the record")
    expect(officer.locator("main")).to_contain_text("1 request opened instead")
    closed = Message.objects.filter(outcome="listened", topic__name="bonfires", closed_at__isnull=False)
    assert (closed.count(), asked in closed) == (20, False)
    assert (Referral.objects.get().message, Referral.objects.get().received_at) == (asked, asked.received_at)
    assert asked.received_at == resident.written_at(lease) < asked.logged_at

    # A later question is answered in its thread.
    question = resident.says(WHEN, answers=ours.reference)
    read_until(22)
    decide(officer, Message.objects.get(key=question), "Reply")
    officer.get_by_role("button", name="Record, and take the next").click()
    approve(clerk, submit_answer(officer, "Minute 2026/140", FINISHED))
    carry()
    (below,) = patiently(lambda: resident.below(question))
    assert FINISHED in below
    assert Message.objects.get(key=question).closed_at is not None
    assert_a_second_round_changes_nothing()
    assert resident.below(question) == [below]


def test_j7_praise_by_email_is_passed_on_and_published_with_leave(
    parish: Parish, officer: Page, clerk: Page, mail: MailServers, settings
):
    the_councils_own_mail_goes_by(mail, settings)
    mail.empty()
    writer = Mailbox(mail.credentials_of(RESIDENT), transport=None, allow_private=True)
    connect(parish, clerk, "Clerk’s mailbox", "mailbox", typed(mail))

    # Somebody writes; the reader takes it in.
    writer.publish(replace(parcel(KIND, title="The churchyard"), to=CLERK))
    read_until(1)
    praise = Message.objects.get()
    assert (praise.text.strip(), praise.handle, praise.route) == (KIND, RESIDENT, "email")

    # It is passed on to those named, who get it without the writer's name or address.
    decide(officer, praise, "Pass the praise on")
    officer.get_by_role("button", name="Record, and take the next").click()
    officer.get_by_label("Or a team that holds no office here").fill("Gardening volunteers")
    officer.get_by_label("Its email address").fill(TEAM)
    officer.get_by_role("button", name="Send it").click()
    expect(officer.locator("main")).to_contain_text("It is on its way to Gardening volunteers.")
    (passed,) = letters_to(mail, TEAM)
    assert "lovely job" in passed.get_content()
    assert RESIDENT not in passed.as_string()

    # The writer is asked, in the thread of their own letter; until they answer nothing is published.
    address = f"/conversations/praise/{Praise.objects.get().id}/"
    officer.goto(address)
    officer.get_by_role("button", name="Thank them, and ask whether it may be published").click()
    expect(officer.get_by_label("Your answer")).to_contain_text("Without your yes nothing is published.")
    approve(clerk, submit_answer(officer, "The letter of thanks itself"))
    carry()
    (asked,) = letters_to(mail, RESIDENT)
    named = praise.key.partition(" ")[0]
    assert (asked["From"].addresses[0].addr_spec, asked["To"]) == (CLERK, RESIDENT)
    assert (asked["In-Reply-To"], asked["References"]) == (named, named)
    assert "Without your yes nothing is published." in asked.get_body(("plain",)).get_content()
    officer.goto(address)
    officer.get_by_role("button", name="Publish this praise").click()
    expect(officer.locator("main")).to_contain_text("Whoever wrote has not answered yet.")
    assert not Post.objects.filter(is_answer=False).exists()

    # Their yes comes into the same conversation; once it is recorded, the permitted words become a draft.
    (question,) = writer.listen("", since=timezone.now() - timedelta(days=2), under=()).heard
    writer.publish(
        replace(
            parcel("Yes, gladly.", title=question.title), to=CLERK, in_reply_to=question.key, thread=question.thread
        )
    )
    read_until(2)
    yes = Message.objects.latest("id")
    assert yes.conversation == praise.conversation
    officer.goto(address)
    officer.get_by_label("Yes, it may be published").check()
    officer.get_by_label("The words that may be published").fill("A lovely job.")
    officer.get_by_role("button", name="Record what they said").click()
    officer.get_by_role("button", name="Publish this praise").click()
    expect(officer.get_by_label("Text for every channel")).to_have_value("A lovely job.")
    assert_a_second_round_changes_nothing()
    assert (len(letters_to(mail, RESIDENT)), len(letters_to(mail, TEAM))) == (1, 1)


def typed(mail: MailServers) -> dict[str, str]:
    """The sign-in of the council's mailbox, under the labels of the page."""
    sign_in = mail.credentials
    return {
        "The address that people write to": sign_in["address"],
        "Server for reading": sign_in["imap_server"],
        "Port for reading": sign_in["imap_port"],
        "Server for sending": sign_in["smtp_server"],
        "Port for sending": sign_in["smtp_port"],
        "User name": sign_in["username"],
        "Password": sign_in["password"],
    }


def the_councils_own_mail_goes_by(mail: MailServers, settings) -> None:
    """What the installation itself writes to people goes by the real Postfix."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", mail.ports["SMTP"]
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = CLERK, mail.credentials["password"]
    settings.DEFAULT_FROM_EMAIL = CLERK


def letters_to(mail: MailServers, address: str) -> list[EmailMessage]:
    """What lies in a mailbox, waited for, as it was delivered."""

    def there() -> list[EmailMessage]:
        return [message_from_bytes(file.read_bytes(), EmailMessage, policy=default) for file in mail.letters(address)]

    return patiently(there)
