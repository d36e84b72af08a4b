"""At most once by email: SMTP cannot be asked what became of a letter, so what is not known waits for a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parishpump.channels.actions import sign_in
from parishpump.channels.models import Channel
from parishpump.networks.contract import Receipt
from parishpump.networks.mailbox import Mailbox
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.content import Answering
from parishpump.publishing.models import Delivery
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.fakes.fake_mail_server import FakeMailServer
from tests.publishing.lives import approved
from tests.publishing.test_at_most_once import KILLS, council, slowed  # noqa: F401 - a fixture
from tests.publishing.workers import WorkerProcess, put_right, until

ASKER = "resident@village.example"


@pytest.fixture
def mail():
    with FakeMailServer() as server:
        yield server


@pytest.fixture
def channel(council, mail) -> Channel:  # noqa: F811
    opened = open_channel("Mailbox", "mailbox", address="", purpose="", minute="", by=council.clerk, at=NOON)
    sign_in(opened, mail.credentials, ends_at=None, by=council.clerk, at=NOON)
    return opened


def answer(council, channel: Channel) -> None:  # noqa: F811
    """One approved answer by email, due now."""
    now = timezone.now()
    post = begin_post(by=council.officer, at=now, is_answer=True)
    letter = Answering("<1@village.example> ab12", "<1@village.example>", ASKER)
    approved(
        council.officer,
        council.clerk,
        channel,
        at=now,
        post=post,
        answering=letter,
        comes_down=now + timedelta(days=12),
    )


def delivery() -> Delivery:
    return Delivery.objects.get()


def test_it_goes_once_to_whoever_wrote_into_the_same_thread(council, mail, channel):  # noqa: F811
    answer(council, channel)

    deliver(now=timezone.now)
    put_right()

    (letter,) = mail.taken
    assert delivery().state == "sent"
    assert f"To: {ASKER}".encode() in letter
    assert b"In-Reply-To: <1@village.example>" in letter


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.name)
def test_killed_before_the_attempt_is_committed_it_goes_once(council, own_database, mail, channel, kill):  # noqa: F811
    with slowed(own_database, "publishing_attempt", "INSERT") as reached:
        worker = WorkerProcess(own_database.app_url).ready()
        answer(council, channel)
        until(reached)
        worker.end(kill)

    put_right()

    assert (delivery().state, len(mail.taken)) == ("sent", 1)


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.name)
def test_killed_before_the_result_is_stored_it_is_found_again(council, own_database, mail, channel, kill):  # noqa: F811
    with slowed(own_database, "publishing_delivery", "UPDATE", "NEW.state = 'sent'") as reached:
        worker = WorkerProcess(own_database.app_url).ready()
        answer(council, channel)
        until(reached)
        worker.end(kill)

    put_right()

    assert (delivery().state, len(mail.taken)) == ("sent", 1)


@pytest.mark.parametrize(("mishap", "taken"), [("lost after", 1), ("lost before", 0)])
def test_a_lost_connection_is_never_sent_again_blind(council, mail, channel, mishap, taken):  # noqa: F811
    mail.fail(mishap)
    answer(council, channel)

    deliver(now=timezone.now)
    put_right()

    assert len(mail.taken) == taken
    assert delivery().state == "unknown"
    assert "Sent" in delivery().problem


@pytest.mark.parametrize(("mishap", "state"), [("letter refused", "rejected"), ("letter later", "sent")])
def test_a_clear_answer_of_the_mail_server_is_believed(council, mail, channel, mishap, state):  # noqa: F811
    mail.fail(mishap)
    answer(council, channel)

    deliver(now=timezone.now)
    put_right()

    assert delivery().state == state
    assert len(mail.taken) == (state == "sent")


def test_a_letter_cannot_be_taken_back(mail):
    client = Mailbox(mail.credentials, transport=None, allow_private=True)

    with pytest.raises(Exception, match="refused"):
        client.withdraw(Receipt("<pp-1@northfold.example>", ""))
