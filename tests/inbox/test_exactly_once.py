"""Each message exactly once: whoever dies on the way, neither loses nor repeats one."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parishpump.archive import actions as archive
from parishpump.councils.tenancy import council_scope
from parishpump.inbox.actions import capturing, listening
from parishpump.inbox.actions.listening import LEASE, finish, listen, take
from parishpump.inbox.models import Arrival, Message, Source, Version
from parishpump.people.powers import CLERK, POWERS
from tests.conftest import NOON, make_council, person_in
from tests.inbox.hearing import Village, opened, plug_in, said, village_source
from tests.inbox.reading_process import MARK
from tests.publishing.test_at_most_once import slowed
from tests.publishing.workers import until

A_TURN = LEASE + timedelta(minutes=5)


class Killed(BaseException):
    """What a kill -9 looks like from inside: nothing of ours catches it."""


def die(*_args: object, **_options: object) -> None:
    raise Killed


STEPS = {
    "before the call": (listening, "listen"),
    "in the middle of keeping": (archive, "record_all"),
    "when the place is written down": (capturing, "_arrive"),
    "after keeping, before it is concluded": (listening, "conclude"),
    "while it is concluded": (listening, "backed_off"),
}


def read(village: Village, *, at) -> None:
    for reading in listening.take(at=at, most=9):
        listening.finish(reading, listening.listen(reading, opened=opened(village)), at=at)


def put_right(village: Village, *, at, turns: int = 12) -> None:
    """What any reader does in the hour that follows."""
    for turn in range(1, turns + 1):
        read(village, at=at + turn * A_TURN)


@pytest.fixture
def source(clerk, monkeypatch) -> Source:
    plug_in(monkeypatch, "village")
    return village_source(clerk)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("batch", [1, 2])
def test_a_reader_that_dies_neither_loses_nor_repeats(source, monkeypatch, step, batch):
    village = Village(size=2)
    village.say(*(said(f"at://village/{number}", f"Number {number}") for number in range(5)))
    for turn in range(batch - 1):
        read(village, at=NOON + timedelta(seconds=turn))
    room, name = STEPS[step]
    if step == "while it is concluded":
        village.faults = [RuntimeError("so that it has to back off")]

    (reading,) = take(at=NOON + timedelta(seconds=batch), most=9)
    with monkeypatch.context() as dying:
        dying.setattr(room, name, die)
        with pytest.raises(Killed), transaction.atomic():
            listening.finish(reading, listening.listen(reading, opened=opened(village)), at=NOON)
    put_right(village, at=NOON)

    assert sorted(Message.objects.values_list("text", flat=True)) == [f"Number {number}" for number in range(5)]
    assert Version.objects.count() == Arrival.objects.count() == 5


def test_two_readers_at_once_read_a_source_one_after_the_other(source):
    village = Village(size=500)
    village.say(*(said(f"at://village/{number}", f"Number {number}") for number in range(20)))
    first, again = take(at=NOON, most=9), take(at=NOON, most=9)

    finish(first[0], listen(first[0], opened=opened(village)), at=NOON)

    assert (len(first), again, Message.objects.count()) == (1, [], 20)


class Told:
    """A village in which things happen, and what a council must know of it in the end."""

    def __init__(self) -> None:
        self.village, self.minute, self.ever = Village(size=2, overlap=3), 0, 0

    @property
    def now(self):
        self.minute += 1
        return NOON + self.minute * A_TURN

    def happens(self, what: str, which: int) -> None:
        keys = sorted(self.village.there)
        if what == "said":
            self.ever += 1
            self.village.say(said(f"at://village/{self.ever}", f"Word {self.ever}"))
        elif keys and what == "said again":
            one = self.village.there[keys[which % len(keys)]]
            self.village.say(said(one.key, f"{one.text}!"))
        elif keys and what == "edited":
            key = keys[which % len(keys)]
            self.village.edit(key, f"{self.village.there[key].text}?")
        elif keys and what == "deleted":
            self.village.delete(keys[which % len(keys)])

    def is_read(self, how: str) -> None:
        if how == "read":
            read(self.village, at=self.now)
            return
        room, name = STEPS[how]
        kept = getattr(room, name)
        try:
            setattr(room, name, die)
            with transaction.atomic():
                read(self.village, at=self.now)
        except Killed:
            pass
        finally:
            setattr(room, name, kept)


HAPPENINGS = st.tuples(st.sampled_from(["said", "said", "said again", "edited", "deleted"]), st.integers(0, 9))
READINGS = st.tuples(
    st.sampled_from(["read", *(step for step in STEPS if step != "while it is concluded")]), st.just(0)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.one_of(HAPPENINGS, READINGS), max_size=14))
def test_whatever_happens_each_message_is_there_once_as_it_stands(source, history):
    with transaction.atomic():
        told = Told()
        for what, which in history:
            if what in ("read", *STEPS):
                told.is_read(what)
            else:
                told.happens(what, which)
        put_right(told.village, at=told.now, turns=14)

        there = {key: one.text for key, one in told.village.there.items()}
        assert dict(Message.objects.filter(gone_at=None).values_list("key", "text")) == there
        keys = list(Message.objects.values_list("key", flat=True))
        assert len(keys) == len(set(keys)) == Arrival.objects.count()
        for message in Message.objects.all():
            versions = [one.text for one in message.versions.all() if one.what != "deleted"]
            assert all(one != after for one, after in pairwise(versions))
            assert versions[-1] == message.text
        transaction.set_rollback(True)


@pytest.fixture
def council(own_database):
    """A council in a database of the test's own, where everything really commits, with a source that is due."""
    council = make_council("Northfold")
    with council_scope(council.id):
        council.clerk = person_in(CLERK, *POWERS, minute="2026/118")
        now = timezone.now()
        Source.objects.create(
            kind=Source.FEED,
            name="County",
            address="https://county.example/feed",
            since=now,
            next_at=now,
            opened_at=now,
        )
        yield council


def reader(database, folder, *, slow: bool = False) -> subprocess.Popen[str]:
    """A reader in a process of its own, which says when it is in the middle of its call."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.inbox.reading_process", str(folder), "slow" if slow else "fast"],
        env={**os.environ, "DATABASE_URL": database.app_url},
        text=True,
    )


def read_after_the_lease(database, folder) -> None:
    Source.objects.update(next_at=timezone.now())
    assert reader(database, folder).wait(timeout=120) == 0


KILLED_IN = {
    "keeping": ("inbox_version", "INSERT", "true"),
    "concluding": ("inbox_source", "UPDATE", "NEW.read_at IS DISTINCT FROM OLD.read_at"),
}


@pytest.mark.parametrize("step", ["the call", *KILLED_IN])
def test_a_reader_that_is_really_killed_neither_loses_nor_repeats(council, own_database, tmp_path, step):
    if step == "the call":
        process = reader(own_database, tmp_path, slow=True)
        until(lambda: (tmp_path / MARK).exists())
        process.send_signal(signal.SIGKILL)
    else:
        with slowed(own_database, *KILLED_IN[step]) as reached:
            process = reader(own_database, tmp_path)
            until(reached)
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=60)
    process.wait(timeout=60)

    read_after_the_lease(own_database, tmp_path)

    assert sorted(Message.objects.values_list("text", flat=True)) == [f"Number {number}" for number in range(4)]
    assert Version.objects.count() == 4
    assert Source.objects.get().cursor == "4"


def test_two_readers_in_two_processes_keep_each_message_once(council, own_database, tmp_path):
    readers = [reader(own_database, tmp_path, slow=True) for _ in range(2)]

    assert [one.wait(timeout=120) for one in readers] == [0, 0]

    assert sorted(Message.objects.values_list("text", flat=True)) == [f"Number {number}" for number in range(4)]
