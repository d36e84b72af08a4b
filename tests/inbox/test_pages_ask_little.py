"""However much is in the inbox, its pages ask as little of the database, and all that they show is in the answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parishpump.inbox.actions.settling import Decision
from parishpump.inbox.actions.tending import add_note, assign, claim, look
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.actions.triaging import triage
from parishpump.inbox.models import Message
from parishpump.inbox.queries.around import around_the_list
from parishpump.inbox.queries.beside import beside
from parishpump.inbox.queries.beside_sql import AROUND, EARLIER
from tests.conftest import NOON
from tests.inbox.answering import asked, memory_source, sent
from tests.inbox.village import LEASE, SMOKE, hear, hear_one, village_page

MOST = 12  # queries
LATER = NOON + timedelta(minutes=5)
ABUSIVE = "You are useless idiots and I hope you die."


@pytest.fixture
def page(clerk):
    return village_page(clerk)


def questions(client: Client, path: str) -> int:
    """How many queries a page takes, once the process has read what it reads but once."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked_for:
        assert client.get(path).status_code == 200
    return len(asked_for)


@pytest.mark.parametrize(
    "path",
    [
        "/conversations/",
        "/conversations/?show=all&order=topic",
        "/conversations/?words=smoke",
        "/conversations/?page=2",
        "/conversations/M-2026-0002/",
        "/conversations/topics/",
        "/desk/",
    ],
)
def test_sixty_messages_take_no_more_queries_than_three(page, as_officer, path):
    hear(page, *[f"{SMOKE} House {number}." for number in range(3)])
    of_three = questions(as_officer, path)
    hear(page, *[f"{SMOKE} House {number}." for number in range(57)], first=4)

    of_sixty = questions(as_officer, path)

    assert of_sixty == of_three <= MOST


def test_a_card_with_a_past_takes_no_more_than_a_new_one(as_officer, communications_officer, clerk, monkeypatch):
    source, _ = memory_source(clerk, monkeypatch)
    message = asked(source)
    of_a_new_one = questions(as_officer, f"/conversations/{message.reference}/")
    triage(message, Decision("listened", topic=open_topic("Drains", by=clerk, at=NOON)), by=clerk, at=NOON)
    add_note(message, "Kent rang back.", by=clerk, at=NOON)
    sent(message, communications_officer, clerk, at=LATER)

    path = f"/conversations/{message.reference}/"
    said = as_officer.get(path).content.decode()

    for words in ("Kent rang back.", "listened", "Our answers", "https://memory.example/"):
        assert words in said
    assert questions(as_officer, path) <= of_a_new_one <= MOST


def test_beside_a_message_stand_those_around_it_and_the_rest_is_counted(page, communications_officer):
    heard = [
        hear_one(page, f"{SMOKE} House {number}.", at=NOON + timedelta(minutes=number), number=number)
        for number in range(1, 15)
    ]

    thread = beside(heard[6], person=communications_officer.id, at=LATER).thread

    assert list(thread.before) == heard[6 - AROUND : 6]
    assert list(thread.after) == heard[7 : 7 + AROUND]
    assert (thread.earlier, thread.later) == (1, 2)


def test_what_the_same_account_wrote_before_is_shown_newest_first_and_counted(page, communications_officer):
    heard = [
        hear_one(page, f"{SMOKE} Night {number}.", at=NOON + timedelta(hours=number), number=number)
        for number in range(1, 9)
    ]
    Message.objects.update(handle="ash.example")
    heard[-1].refresh_from_db()

    found = beside(heard[-1], person=communications_officer.id, at=LATER)

    assert list(found.earlier) == heard[-2 : -2 - EARLIER : -1]
    assert found.earlier_many == 7


def test_a_look_counts_for_whoever_looked_alone(page, communications_officer, clerk):
    message = hear_one(page, SMOKE)
    look(message, "writer", by=communications_officer, at=NOON)
    look(message, "writer", by=communications_officer, at=LATER)

    assert beside(message, person=communications_officer.id, at=LATER).looks == {"writer": LATER}
    assert beside(message, person=clerk.id, at=LATER).looks == {}


def test_messages_are_counted_by_how_they_stand(page, communications_officer, clerk):
    plain, mine, theirs, folded, duty = (
        *hear(page, SMOKE, f"{SMOKE} 2", f"{SMOKE} 3", ABUSIVE, at=NOON - timedelta(days=2)),
        hear_one(page, LEASE, number=5),
    )
    assert folded.folded
    assign(mine, communications_officer, why="", by=clerk, at=NOON)
    claim(theirs, by=clerk, at=NOON)
    Message.objects.filter(id=plain.id).update(waits_for_writer=True)

    counts = around_the_list(person=communications_officer.id, at=LATER).counts

    assert (counts.open, counts.duty, counts.folded) == (4, 1, 1)
    assert (counts.mine, counts.claimed, counts.waiting, counts.to_answer) == (1, 1, 1, 0)
    assert (counts.oldest, counts.oldest_duty) == (NOON - timedelta(days=2), duty.received_at)
