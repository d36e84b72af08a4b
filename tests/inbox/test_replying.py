"""An answer is a publication: checked, approved, sent once into its thread, and never on the noticeboard."""

from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.replying import NoWayToAnswer, begin_reply, close_answered, submit_reply
from parishpump.inbox.models import Message, Reply, Source
from parishpump.people.queries import NotDelegated
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.deciding import OwnWork, approve
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.models import Delivery
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.fakes.memory_network import MemoryNetwork, plug_in
from tests.inbox.hearing import said
from tests.publishing.reading import having_read

LATER = NOON + timedelta(minutes=5)
WORDS = "The drain in Mill Lane is repaired on Thursday 26 November 2026. Kent Highways does the work."
MINUTE = ("Minute 2026/140",)


@pytest.fixture
def network(clerk, noticeboard, monkeypatch) -> MemoryNetwork:
    server = MemoryNetwork()
    plug_in(monkeypatch, server)
    return server


@pytest.fixture
def source(clerk, network) -> Source:
    channel = open_channel("Memory", "memory", address="", purpose="", minute="", by=clerk, at=NOON)
    return Source.objects.create(
        kind=Source.CHANNEL, name="Memory", channel=channel, since=NOON, next_at=NOON, opened_at=NOON
    )


@pytest.fixture
def question(source) -> Message:
    (message,) = catch(source, [said()], cursor="1", at=NOON).new
    return message


def submitted(message: Message, by, text: str = WORDS) -> Reply:
    reply = begin_reply(message, purpose="reply", by=having_read(by), at=NOON)
    submit_reply(reply, text=text, sources=MINUTE, overrides={}, by=by, at=NOON)
    reply.post.refresh_from_db()
    return reply


def test_it_goes_into_its_thread_once_signed_with_the_office(question, network, communications_officer, deputy_clerk):
    reply = submitted(question, communications_officer)
    approve(reply.post.latest, by=deputy_clerk, at=NOON)

    deliver(now=lambda: LATER)
    deliver(now=lambda: LATER + timedelta(minutes=5))

    (sent,) = network.shown.values()
    assert len(network.accepted) == 1
    assert (sent.in_reply_to, sent.thread) == ("at://village/1", "at://village/1")
    assert sent.text == f"{WORDS}\n\nCommunications Officer, Northfold Parish Council"


def test_nothing_leaves_before_somebody_else_approves(question, network, communications_officer):
    reply = submitted(question, communications_officer)

    deliver(now=lambda: LATER)

    assert network.accepted == []
    with pytest.raises((OwnWork, NotDelegated)):
        approve(reply.post.latest, by=communications_officer, at=NOON)


def test_it_is_never_on_the_noticeboard(question, network, communications_officer, deputy_clerk):
    reply = submitted(question, communications_officer)
    approve(reply.post.latest, by=deputy_clerk, at=NOON)

    deliver(now=lambda: LATER)

    reply.post.refresh_from_db()
    assert (reply.post.published_at, reply.post.public) == (None, None)
    assert Delivery.objects.get(revision__post=reply.post).channel.network == "memory"


def test_the_message_is_closed_when_its_answer_has_arrived(question, network, communications_officer, deputy_clerk):
    reply = submitted(question, communications_officer)
    approve(reply.post.latest, by=deputy_clerk, at=NOON)
    before = close_answered(at=LATER)

    deliver(now=lambda: LATER)
    closed = close_answered(at=LATER)

    assert (before, closed) == ([], [question])
    question.refresh_from_db()
    assert question.closed_at == LATER
    assert close_answered(at=LATER) == []


def test_to_ask_what_was_meant_closes_nothing(question, network, communications_officer, deputy_clerk):
    reply = begin_reply(question, purpose="clarification", by=having_read(communications_officer), at=NOON)
    submit_reply(reply, text="Which drain do you mean?", sources=(), overrides={}, by=communications_officer, at=NOON)
    reply.post.refresh_from_db()
    approve(reply.post.latest, by=deputy_clerk, at=NOON)

    deliver(now=lambda: LATER)

    assert len(network.accepted) == 1
    assert close_answered(at=LATER) == []


def test_a_second_tab_goes_on_with_the_same_answer(question, communications_officer):
    first = begin_reply(question, purpose="reply", by=having_read(communications_officer), at=NOON)

    second = begin_reply(question, purpose="reply", by=communications_officer, at=LATER)

    assert first == second


def test_somebody_who_left_no_address_cannot_be_answered(communications_officer, northfold):
    source = Source.objects.create(kind=Source.ASK, name="Ask", since=NOON, next_at=NOON, opened_at=NOON)
    (message,) = catch(source, [said("ask:1", handle="")], cursor=None, at=NOON).new

    with pytest.raises(NoWayToAnswer):
        begin_reply(message, purpose="reply", by=communications_officer, at=NOON)


def test_an_answer_can_be_taken_down_where_it_stands(question, network, communications_officer, deputy_clerk):
    reply = submitted(question, communications_officer)
    approve(reply.post.latest, by=deputy_clerk, at=NOON)
    deliver(now=lambda: LATER)

    withdraw(reply.post, reason="The date was wrong", by=deputy_clerk, at=LATER)
    deliver(now=lambda: LATER + timedelta(minutes=1))

    assert network.shown == {}


def test_the_record_says_what_was_answered_and_to_what(question, communications_officer):
    submitted(question, communications_officer)

    begun, asked = Record.objects.filter(kind__in=("answer begun", "post submitted"))
    assert begun.subject == f"message {question.reference}"
    assert asked.body["content"]["answering"] == {"reference": "at://village/1", "thread": "at://village/1", "to": ""}
