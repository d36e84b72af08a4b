"""Never unapproved, never twice: whatever people, clocks, workers, networks and restored backups do, in any order."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from parishpump.channels.actions import found_noticeboard
from parishpump.people.powers import APPROVE, PAUSE, PEOPLE, POWERS, WITHDRAW, WRITE
from parishpump.publishing.actions.consigning import Outcome, payload_of
from parishpump.publishing.queries.leave import Gate, Leave
from tests.channels.opening import open_channel
from tests.conftest import NOON, person_in
from tests.fakes.memory_network import MemoryNetwork, plug_in
from tests.publishing.histories import Histories, World

HISTORIES = int(os.environ.get("PARISHPUMP_HISTORIES", "2000"))
PARTS = 4  # each its own random histories, so that workers can share them
STEPS = 14


@pytest.fixture
def world(northfold, monkeypatch) -> World:
    plug_in(monkeypatch, MemoryNetwork())
    clerk = person_in("clerk", *POWERS, minute="1")
    world = World(
        clerk=clerk,
        deputy=person_in("deputy clerk", WRITE, APPROVE, WITHDRAW, PAUSE, minute="2"),
        officer=person_in("communications officer", WRITE, PEOPLE, minute="3"),  # never approves
        board=found_noticeboard(address="https://northfold.example/", by=clerk, at=NOON),
        channel=open_channel("Memory", "memory", address="", purpose="", minute="", by=clerk, at=NOON),
    )
    world.open()
    return world


def run(histories: int) -> None:
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=histories,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_lets_out_what_nobody_approved_or_sends_it_twice(world, part):
    Histories.world = world

    run(HISTORIES // PARTS)


@pytest.fixture
def history(world) -> Iterator[Histories]:
    """One history, told by hand."""
    Histories.world = world
    told = Histories()
    yield told
    told.teardown()


def written_and_approved(history: Histories) -> None:
    revision = history._submit(None, history.officer)
    history._approve(revision, history.deputy)


def test_the_account_is_content_with_what_was_approved(history):
    written_and_approved(history)

    history.carry()

    history.account_agrees()
    assert len(history.network.accepted) == 1


def test_the_account_notices_what_leaves_without_live_authority(history, monkeypatch):
    written_and_approved(history)
    history.take_back("2")
    monkeypatch.setattr(Gate, "leave_for", lambda gate, delivery: Leave("go"))

    history.carry()

    with pytest.raises(AssertionError, match="unapproved"):
        history.account_agrees()


def test_the_account_notices_what_leaves_during_a_pause(history, monkeypatch):
    written_and_approved(history)
    history.pause()
    monkeypatch.setattr("parishpump.publishing.actions.deliver.is_paused", lambda: False)

    history.carry()

    with pytest.raises(AssertionError, match="unapproved"):
        history.account_agrees()


def test_the_account_excuses_only_what_was_on_its_way_with_leave(history, monkeypatch):
    monkeypatch.setattr(Gate, "leave_for", lambda gate, delivery: Leave("go"))
    written_and_approved(history)
    history.take_back("2")
    history.claim()
    history.pause()

    while history.on_the_road:
        history.send()

    with pytest.raises(AssertionError, match="unapproved"):
        history.account_agrees()


def test_the_account_notices_other_words_than_were_approved(history, monkeypatch):
    written_and_approved(history)
    monkeypatch.setattr(
        "parishpump.publishing.actions.deliver.payload_of",
        lambda delivery, leave: {**payload_of(delivery, leave), "text": "Something else."},
    )

    history.carry()

    with pytest.raises(AssertionError, match="unapproved"):
        history.account_agrees()


def test_the_account_notices_what_is_sent_twice(history, monkeypatch):
    written_and_approved(history)
    monkeypatch.setattr("parishpump.publishing.actions.settling.read_back", lambda consignment: Outcome("not there"))
    history.something_will_go_wrong("lost after")
    history.carry()
    history.time_passes(7)
    history.settle()

    history.carry()

    with pytest.raises(AssertionError, match="sent twice"):
        history.account_agrees()
