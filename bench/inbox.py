"""Server time and queries of the inbox with 20,000 open messages in it."""

import random
import string
from datetime import datetime, timedelta

import psycopg
from django.test import Client
from django.utils import timezone

from bench.ground import fresh_database
from bench.pages import measure
from bench.seed import Seeded
from parishpump.councils.tenancy import council_scope
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.inbox.models import Conversation, Message, Source, Topic
from parishpump.people.actions import delegate
from parishpump.people.models import Office, Person
from parishpump.people.powers import LISTEN

MESSAGES = 20_000
A_THREAD = 20  # messages
PER_PAGE = 30
DUTIES = ("foi", "eir", "subject access", "formal complaint")
_TALK = """
    the smoke from the bonfires on Orchard Way is back and we cannot open a window who mends the street light outside
    the school the drain in Mill Lane is blocked again thank you for the flowers by the pond when is the next meeting
    of the parish council about the allotments and the lease is the precept going up the bus did not come this morning
    can you tell me who cuts the verge by the church the bins were not emptied and the footpath to the ford is closed
"""
TALK = _TALK.split()


def inbox(postgres: ConnectionInfo) -> dict[str, float]:
    """The 95th percentiles in milliseconds, and the numbers of queries."""
    database = fresh_database(postgres, "inbox")
    seeded, now = Seeded({}), timezone.now()
    with council_scope(seeded.council.id):
        seed_messages(seeded.officer, MESSAGES, at=now)
        office = Office.objects.get(person=seeded.officer)
        day = now.date()
        minute, ends = "2026/119", day + timedelta(days=300)
        delegate(office, [LISTEN], minute=minute, starts=day, ends=ends, by=None, at=now)
        with psycopg.connect(database.superuser_url, autocommit=True) as session:
            session.execute("VACUUM (ANALYZE)")  # as autovacuum does within the minute after so many rows
        busy = Message.objects.filter(number=MESSAGES // 2).only("number", "received_at").get()
    client = Client(headers={"host": "northfold.example"})
    client.force_login(seeded.officer)
    found: dict[str, float] = {}
    for name, path in (
        ("inbox", "/conversations/"),
        ("search", "/conversations/?words=smoke+orch"),
        ("phrase", "/conversations/?words=%22street+light%22"),
        ("last_page", f"/conversations/?page={MESSAGES // PER_PAGE}"),
        ("message", f"/conversations/{busy.reference}/"),
        ("topics", "/conversations/topics/"),
        ("inbox_desk", "/desk/"),
    ):
        found |= measure(client, name, path)
    return found


def seed_messages(by: Person, number: int, *, at: datetime) -> None:
    """So many open messages, a few minutes apart, twenty to a thread; one in fifty may carry a legal duty."""
    chance = random.Random(871)
    source = Source.objects.create(
        kind=Source.FEED, name="Village page", since=at, next_at=at, opened_at=at, opened_by=by
    )
    topics = [Topic.objects.create(name=f"Topic {place}", opened_at=at, opened_by=by) for place in range(20)]
    threads = Conversation.objects.bulk_create(
        Conversation(source=source, key=f"thread {place}", title="Our own notice", begun_at=at)
        for place in range(number // A_THREAD + 1)
    )
    Message.objects.bulk_create(
        (
            _message(place, source, threads[place // A_THREAD], chance.choice([None, *topics]), chance, at)
            for place in range(1, number + 1)
        ),
        batch_size=1000,
    )


def _message(
    place: int, source: Source, thread: Conversation, topic: Topic | None, chance: random.Random, at: datetime
) -> Message:
    words = " ".join(chance.choices(TALK, k=chance.randint(8, 60)))
    said = f"{words} {''.join(chance.choices(string.ascii_lowercase, k=9))}"
    received = at - timedelta(minutes=7 * place)
    return Message(
        number=place,
        conversation=thread,
        source=source,
        key=f"https://village.example/{place}",
        route="comment",
        author="A resident",
        handle=f"resident{place % 4000}.example",
        text=said,
        public=True,
        language="en",
        received_at=received,
        logged_at=received,
        fingerprint="0" * 64,
        labels=chance.choice([["question"], ["issue report"], ["complaint"], ["praise"], ["abuse"], []]),
        duties=[chance.choice(DUTIES)] if place % 50 == 0 else [],
        services=chance.choice([["smoke"], ["street light"], []]),
        reasons=[{"label": "question", "words": said[:12], "start": 0, "end": 12}],
        topic=topic,
    )
