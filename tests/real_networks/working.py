"""What goes on in Northfold while a journey is clicked through: reading, carrying, approving."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from parishpump.channels.models import Channel
from parishpump.inbox.actions.replying import close_answered
from parishpump.inbox.models import Arrival, Message, Source, Version
from parishpump.inbox.reader import Reader
from parishpump.publishing.courier import Courier
from parishpump.publishing.lifecycle import SENT
from parishpump.publishing.models import Attempt, Delivery, Post
from tests.browser.parish import Parish
from tests.channels.opening import approved, proposed
from tests.networks.listening import patiently
from tests.publishing import lives

PATIENCE = 30  # seconds
ROADS = "The drain in Mill Lane is being repaired. The diversion is by Church Road."


def connect(parish: Parish, clerk: Page, name: str, network: str, sign_in: dict[str, str]) -> Channel:
    """The Clerk opens an approved channel on a real network; its sign-in is tried there."""
    said = proposed(name, network=network, purpose="News and answers")
    request = approved(said, minute="2026/140", by=parish.clerk, at=timezone.now())
    clerk.goto(reverse("channel-opening", args=[request.id]))
    for label, value in sign_in.items():
        clerk.get_by_label(label, exact=True).fill(value)
    clerk.get_by_role("button", name="Test the sign-in and open this channel").click()
    expect(clerk.locator("main")).to_contain_text(name)
    return Channel.objects.get(name=name)


def read_everything() -> int:
    """A turn of the reader, in which every source is due; how many messages there are after it."""
    Source.objects.update(next_at=timezone.now())
    Reader(now=timezone.now).read()
    return Message.objects.count()


def read_until(number: int) -> None:
    """Turn after turn until so many messages are there: real networks tell of a post a moment later."""
    patiently(lambda: read_everything() >= number)


@contextmanager
def courier_at_work() -> Iterator[None]:
    """The real courier, in a thread of its own as in the worker."""
    stop = threading.Event()
    courier = threading.Thread(target=Courier(now=timezone.now).run, args=[stop])
    courier.start()
    try:
        yield
    finally:
        stop.set()
        courier.join(PATIENCE)


def carry() -> None:
    """The courier carries everything that waits."""
    ends = time.monotonic() + PATIENCE
    with courier_at_work():
        while left := list(Delivery.objects.exclude(state=SENT).values_list("channel__name", "state", "problem")):
            assert time.monotonic() < ends, f"the courier did not carry {left}"
            time.sleep(0.2)
    close_answered(at=timezone.now())


def publish(parish: Parish, channel: Channel) -> Delivery:
    """A post of the council that went out there."""
    at = timezone.now()
    facts = {"title": "Mill Lane drain", "text": ROADS, "comes_down": at + timedelta(days=12)}
    lives.approved(parish.communications_officer, parish.clerk, parish.noticeboard, channel, at=at, **facts)
    carry()
    return Delivery.objects.get(channel=channel)


def decide(page: Page, message: Message, outcome: str, *, whose: str = "Ours") -> None:
    """The card of a message, filled in with this outcome, as far as its button."""
    page.goto(f"/conversations/{message.reference}/")
    for question, said in (
        ("1. Who gains if we answer?", "Parishioners"),
        ("2. Can we answer and stay impartial?", "Yes"),
        ("3. Is it lawful to answer here, in public?", "Yes"),
        ("4. Whose job is it?", whose),
    ):
        page.get_by_role("group", name=question).get_by_label(said, exact=True).check()
    page.get_by_label(outcome, exact=True).check()


def submit_answer(page: Page, rests_on: str, text: str = "") -> Post:
    """The answer that is open in the officer's browser is submitted."""
    if text:
        page.get_by_label("Your answer").fill(text)
    page.get_by_label("What it rests on").fill(rests_on)
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator("main")).to_contain_text("What it answers")
    return Post.objects.filter(is_answer=True).latest("id")


def approve(page: Page, post: Post) -> None:
    """Somebody else lets it out."""
    page.goto(f"/posts/{post.reference}/revisions/1/")
    page.get_by_role("button", name="Approve").first.click()
    expect(page.locator("main")).to_contain_text("Approved")


def what_there_is() -> tuple[int, ...]:
    """How much was heard and sent: what a second reading and a second round must leave alone."""
    return tuple(table.objects.count() for table in (Message, Arrival, Version, Delivery, Attempt))


def assert_a_second_round_changes_nothing() -> None:
    """The reader reads on from where it stood, and then all of it from the beginning; the courier goes round twice."""
    before = what_there_is()
    read_everything()
    Source.objects.update(cursor="")
    with courier_at_work():
        read_everything()
        time.sleep(1)
    with courier_at_work():
        time.sleep(1)
    assert what_there_is() == before
    assert not Source.objects.filter(failing_since__isnull=False).exists()
