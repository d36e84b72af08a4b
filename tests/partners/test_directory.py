"""The directory as it stands on a day: what holds, what takes over, what is over, and what stays as it was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from parishpump.archive.models import Record
from parishpump.partners.actions import (
    BegunAlready,
    ChangedMeanwhile,
    EndedAlready,
    KnownAlready,
    NotInForce,
    end_entry,
    enter_partner,
    review_entry,
    take_over,
)
from parishpump.partners.models import Entry
from parishpump.partners.queries import (
    directory_at,
    due_for_review,
    entry_of,
    history_of,
    monitoring_officer_at,
    principal_authority_at,
    reviewed,
    to_come_after,
    trusted_sources_at,
    who_does,
)
from parishpump.partners.queries.directory import spans
from parishpump.partners.queries.reviews import year_after
from parishpump.people.queries import NotDelegated
from tests.conftest import NOON
from tests.partners.scenes import BOROUGH, COUNTY, UNITARY, UNITARY_DAY

TODAY = NOON.date()
BEFORE = UNITARY_DAY - timedelta(days=1)


def states(entry: Entry, day: date) -> list[str]:
    return [one.state_on(day) for one in spans(history_of(entry.partner))]


@pytest.fixture
def reorganised(borough, county, clerk) -> Entry:
    """One unitary council takes over from the borough, and the county ends the day before."""
    unitary = take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)
    end_entry(county, last_day=BEFORE, reason="The county council is dissolved.", by=clerk, at=NOON)
    return unitary


def test_when_the_principal_authority_changes_everything_changes_on_that_day(reorganised):
    assert monitoring_officer_at(BEFORE).contact == "monitoring.officer@wealdham.example"
    assert monitoring_officer_at(UNITARY_DAY).contact == "monitoring.officer@westwealdshire.example"
    assert principal_authority_at(BEFORE).name == "Wealdham Borough Council"
    assert principal_authority_at(UNITARY_DAY).name == "West Wealdshire Council"
    assert [one.name for one in who_does("pothole", BEFORE)] == ["Wealdshire County Council"]
    assert [one.name for one in who_does("pothole", UNITARY_DAY)] == ["West Wealdshire Council"]
    assert [one.name for one in directory_at(UNITARY_DAY)] == ["West Wealdshire Council"]


def test_a_record_made_before_keeps_the_entry_that_held_then(reorganised, borough):
    kept = borough.id  # what a record of today points to

    entry = Entry.objects.get(id=kept)

    assert (entry.name, entry.monitoring_officer) == (BOROUGH.name, BOROUGH.monitoring_officer)
    entered = Record.objects.get(kind="partner entered", subject="partner wealdham").body
    assert entered["monitoring officer"] == BOROUGH.monitoring_officer


def test_what_is_to_come_is_told_and_changes_nothing_today(reorganised, borough):
    assert entry_of(borough.partner, TODAY) == borough
    assert to_come_after(TODAY) == [reorganised]
    assert states(borough, TODAY) == ["to come", "now"]
    assert states(borough, UNITARY_DAY) == ["now", "over"]


def test_a_change_that_is_called_off_never_holds(reorganised, borough, clerk):
    end_entry(reorganised, last_day=TODAY, reason="The government thought again.", by=clerk, at=NOON)

    assert entry_of(borough.partner, UNITARY_DAY) == borough
    assert to_come_after(TODAY) == []
    assert states(borough, TODAY) == ["called off", "now"]


def test_new_facts_take_over_until_those_that_were_entered_before_them(reorganised, borough, clerk):
    moved = replace(BOROUGH, phone="01632 960201", valid_from=date(2027, 1, 1))

    take_over(borough.partner, moved, seen=2, by=clerk, at=NOON)

    assert entry_of(borough.partner, date(2026, 12, 31)).phone == "01632 960200"
    assert entry_of(borough.partner, BEFORE).phone == "01632 960201"
    assert entry_of(borough.partner, UNITARY_DAY).phone == "01632 960400"


def test_of_two_entries_from_one_day_the_later_counts(borough, clerk):
    today = replace(BOROUGH, phone="01632 960201", valid_from=TODAY)
    take_over(borough.partner, today, seen=1, by=clerk, at=NOON)
    take_over(borough.partner, replace(today, phone="01632 960202"), seen=2, by=clerk, at=NOON)

    assert entry_of(borough.partner, TODAY).phone == "01632 960202"
    assert states(borough, TODAY) == ["now", "corrected", "over"]


def test_an_entry_with_a_last_day_holds_no_longer(clerk):
    enter_partner("for-a-while", replace(COUNTY, valid_to=TODAY), by=clerk, at=NOON)

    assert len(directory_at(TODAY)) == 1
    assert directory_at(TODAY + timedelta(days=1)) == []


def test_before_it_was_said_nothing_holds(borough):
    assert directory_at(BOROUGH.valid_from - timedelta(days=1)) == []


def test_what_held_on_a_day_that_is_over_is_not_said_anew(borough, clerk):
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(BegunAlready):
        take_over(borough.partner, replace(UNITARY, valid_from=yesterday), seen=1, by=clerk, at=NOON)
    with pytest.raises(BegunAlready):
        end_entry(borough, last_day=yesterday, reason="It was gone.", by=clerk, at=NOON)


def test_a_body_is_entered_once(borough, clerk):
    with pytest.raises(KnownAlready):
        enter_partner("wealdham", COUNTY, by=clerk, at=NOON)


def test_an_entry_ends_once(borough, clerk):
    end_entry(borough, last_day=TODAY, reason="Dissolved.", by=clerk, at=NOON)

    with pytest.raises(EndedAlready):
        end_entry(borough, last_day=BEFORE, reason="Dissolved later.", by=clerk, at=NOON)


def test_whoever_has_not_seen_the_last_entry_is_told(borough, clerk, deputy_clerk):
    take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)

    with pytest.raises(ChangedMeanwhile):
        take_over(borough.partner, replace(UNITARY, phone="1"), seen=1, by=clerk, at=NOON)


def test_a_councillor_enters_nothing(councillor, borough):
    with pytest.raises(NotDelegated):
        enter_partner("x", COUNTY, by=councillor, at=NOON)
    with pytest.raises(NotDelegated):
        review_entry(borough, note="Looked", by=councillor, at=NOON)


@pytest.mark.parametrize("table", ["partner", "entry", "ending", "review"])
def test_the_directory_is_written_once(reorganised, borough, clerk, table):
    review_entry(borough, note="Its contact page", by=clerk, at=NOON)
    rows = {"partner": borough.partner, "entry": borough, "ending": Entry.objects.get(name=COUNTY.name).ending}
    row = rows.get(table) or borough.reviews.get()

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        type(row).objects.filter(id=row.id).update(council_id=row.council_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(row).objects.filter(id=row.id).delete()


def test_an_entry_keeps_the_numbers_of_its_services(borough):
    assert borough.codes == {"rubbish": 524, "planning": 487, "council tax": 57}


def test_of_two_who_do_it_the_one_with_a_page_for_it_comes_first(borough, county, clerk):
    enter_partner("other", replace(COUNTY, name="A Body", services=("rubbish",)), by=clerk, at=NOON)

    assert [one.name for one in who_does("rubbish", TODAY)] == ["Wealdham Borough Council", "A Body"]
    assert who_does("gas", TODAY) == []


def test_nobody_has_looked_until_somebody_has(borough, police, clerk):
    review_entry(borough, note="Its contact page", by=clerk, at=NOON)

    assert [one.entry for one in due_for_review(TODAY)] == [police]
    assert [one.is_reviewed for one in reviewed(directory_at(TODAY))] == [True, False]


def test_a_year_after_a_look_the_next_is_due(borough, clerk):
    review_entry(borough, note="Its contact page", by=clerk, at=NOON)

    assert due_for_review(date(2027, 11, 23)) == []
    assert [one.entry for one in due_for_review(date(2027, 11, 24))] == [borough]


def test_a_year_after_a_leap_day_is_the_first_of_march():
    assert year_after(date(2028, 2, 29)) == date(2029, 3, 1)


def test_a_new_entry_is_looked_at_anew(borough, clerk):
    review_entry(borough, note="Its contact page", by=clerk, at=NOON)
    changed = take_over(borough.partner, replace(BOROUGH, valid_from=TODAY), seen=1, by=clerk, at=NOON)

    assert [one.entry for one in due_for_review(TODAY)] == [changed]
    with pytest.raises(NotInForce):
        review_entry(borough, note="Too late", by=clerk, at=NOON)


def test_nobody_is_trusted_before_a_person_has_looked(police, clerk):
    assert trusted_sources_at(TODAY) == []

    review_entry(police, note="Its contact page", by=clerk, at=NOON)

    assert trusted_sources_at(TODAY) == [police]


def test_the_directory_costs_the_same_however_long_it_is(clerk, django_assert_num_queries):
    for number in range(12):
        enter_partner(f"body-{number}", replace(COUNTY, name=f"Body {number}"), by=clerk, at=NOON)

    with django_assert_num_queries(1):
        directory_at(TODAY)
    with django_assert_num_queries(2):
        due_for_review(TODAY)
