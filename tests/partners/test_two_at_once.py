"""Two officers, or two tabs, at the same moment: one decides, the other is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from parishpump.councils.tenancy import council_scope
from parishpump.partners import actions
from parishpump.partners.models import Entry, Partner, StandingText
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from tests.channels.test_two_at_once import at_once
from tests.conftest import NOON, make_council, person_in
from tests.partners.scenes import BOROUGH, UNITARY


@pytest.fixture
def committed(own_database) -> Iterator[int]:
    """A council on a database of the test's own, where transactions really commit."""
    council = make_council("Northfold")
    with council_scope(council.id):
        yield council.id


@pytest.fixture
def listener(committed) -> Person:
    return person_in("clerk", LISTEN, minute="1")


def test_of_two_changes_at_once_one_stands(committed, listener):
    entry = actions.enter_partner("wealdham", BOROUGH, by=listener, at=NOON)

    def change(phone: str) -> object:
        return actions.take_over(entry.partner, replace(UNITARY, phone=phone), seen=1, by=listener, at=NOON)

    came = at_once(committed, lambda: change("1"), lambda: change("2"))

    assert Entry.objects.count() == 2
    assert sum(isinstance(one, actions.ChangedMeanwhile) for one in came) == 1


def test_of_two_who_enter_a_body_one_is_told_that_it_is_there(committed, listener):
    def enter() -> object:
        return actions.enter_partner("wealdham", BOROUGH, by=listener, at=NOON)

    came = at_once(committed, enter, enter)

    assert (Partner.objects.count(), Entry.objects.count()) == (1, 1)
    assert sum(isinstance(one, actions.KnownAlready) for one in came) == 1


def test_of_two_ends_one_stands(committed, listener):
    entry = actions.enter_partner("wealdham", BOROUGH, by=listener, at=NOON)

    def end(days: int) -> object:
        last = NOON.date() + timedelta(days=days)
        return actions.end_entry(entry, last_day=last, reason="Gone", by=listener, at=NOON)

    came = at_once(committed, lambda: end(1), lambda: end(2))

    assert sum(isinstance(one, actions.EndedAlready) for one in came) == 1


def test_of_two_texts_at_once_one_stands(committed, listener):
    def approve(text: str) -> object:
        return actions.approve_text(text, service="rubbish", partner=None, seen=0, by=listener, at=NOON)

    came = at_once(committed, lambda: approve("One."), lambda: approve("Two."))

    assert StandingText.objects.count() == 1
    assert sum(isinstance(one, actions.ChangedMeanwhile) for one in came) == 1
