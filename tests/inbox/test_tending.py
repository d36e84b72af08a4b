"""Tending a message before it is decided: claims, notes, topics, looks."""

from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.inbox.actions.tending import (
    add_note,
    ask_for_clarification,
    assign,
    claim,
    end_waiting,
    let_go,
    look,
    mark_fast_moving,
    settle_duty,
    tag_topic,
)
from parishpump.inbox.actions.topics import close_topic, open_topic, tie_topic
from parishpump.inbox.actions.triaging import (
    ClaimedBy,
    triage,
)
from parishpump.inbox.models import Look, Note, Topic
from parishpump.people.queries import NotDelegated
from tests.conftest import NOON
from tests.inbox.deciding import LATER, listened
from tests.inbox.village import SMOKE, hear_one


def test_of_two_who_claim_one_wins_and_the_other_is_told_by_whom(page, bonfires, communications_officer, clerk):
    message = hear_one(page, SMOKE)
    claim(message, by=communications_officer, at=NOON)

    for act in (
        lambda: claim(message, by=clerk, at=NOON),
        lambda: let_go(message, by=clerk, at=NOON),
        lambda: triage(message, listened(bonfires), by=clerk, at=NOON),
    ):
        with pytest.raises(ClaimedBy) as refused:
            act()
        assert refused.value.office == "Communications Officer"


def test_a_claim_runs_out_after_two_hours(page, communications_officer, clerk):
    message = hear_one(page, SMOKE)
    claim(message, by=communications_officer, at=NOON)

    assert claim(message, by=clerk, at=NOON + timedelta(hours=2)).claimed_by == clerk


def test_a_claim_let_go_is_free(page, communications_officer, clerk):
    message = hear_one(page, SMOKE)
    claim(message, by=communications_officer, at=NOON)
    let_go(message, by=communications_officer, at=NOON)

    assert claim(message, by=clerk, at=NOON).claimed_by == clerk


def test_asking_what_is_meant_waits_for_the_writer_until_somebody_ends_it(page, communications_officer):
    message = hear_one(page, SMOKE)

    asked = ask_for_clarification(message, "Which road?", by=communications_officer, at=LATER)
    message.refresh_from_db()
    waited = message.waits_for_writer
    end_waiting(message, by=communications_officer, at=LATER)

    message.refresh_from_db()
    assert (asked.asks_for, waited, message.waits_for_writer) == ("Which road?", True, False)


def test_notes_assignments_marks_and_looks_are_each_on_the_record(page, communications_officer, clerk):
    message = hear_one(page, SMOKE)

    add_note(message, "Rang the borough.", by=communications_officer, at=LATER)
    assign(message, clerk, why="second reader", by=communications_officer, at=LATER)
    mark_fast_moving(message, by=communications_officer, at=LATER)
    look(message, "writer", by=communications_officer, at=LATER)

    kinds = list(Record.objects.filter(subject=f"message {message.reference}").values_list("kind", flat=True))
    assert kinds[1:] == [
        "note added to message",
        "message assigned",
        "message marked as fast-moving",
        "message looked at",
    ]
    assert Note.objects.get().text == "Rang the borough."
    assert Look.objects.get().by == communications_officer
    message.refresh_from_db()
    assert (message.assigned_to, message.fast_moving_at) == (clerk, LATER)


def test_a_topic_is_opened_once_whatever_its_letters_and_tied_to_a_minute(communications_officer):
    first = open_topic("Bonfires", by=communications_officer, at=NOON)
    again = open_topic("  bonfires ", by=communications_officer, at=LATER)
    tie_topic(first, "minute 2026/203", by=communications_officer, at=LATER)
    close_topic(first, by=communications_officer, at=LATER)

    reopened = open_topic("BONFIRES", by=communications_officer, at=LATER)

    assert first == again == reopened
    assert (Topic.objects.get().decision, Topic.objects.get().closed_at) == ("minute 2026/203", None)


def test_whom_a_decision_touches_is_kept_with_the_topic(page, bonfires, communications_officer):
    message = hear_one(page, SMOKE)

    tag_topic(
        message,
        bonfires,
        affected="allotment holders",
        wants_contact=True,
        by=communications_officer,
        at=LATER,
    )

    message.refresh_from_db()
    assert (message.topic, message.affected, message.wants_contact) == (bonfires, "allotment holders", True)


def test_nobody_decides_without_the_power_to(page, bonfires, councillor):
    message = hear_one(page, SMOKE)

    for act in (
        lambda: triage(message, listened(bonfires), by=councillor, at=LATER),
        lambda: claim(message, by=councillor, at=LATER),
        lambda: look(message, "writer", by=councillor, at=LATER),
        lambda: add_note(message, "Hm.", by=councillor, at=LATER),
        lambda: settle_duty(message, reason="No.", by=councillor, at=LATER),
        lambda: open_topic("Mine", by=councillor, at=LATER),
    ):
        with pytest.raises(NotDelegated):
            act()
