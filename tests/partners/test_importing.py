"""Taking a directory in: never by itself, never over what the council has."""

from parishpump.archive.models import Record
from parishpump.partners.actions import take_in
from parishpump.partners.directory_file import Directory, Row
from parishpump.partners.models import Entry, Partner
from parishpump.partners.queries import directory_at, monitoring_officer_at, reviewed, to_come_after, who_does
from parishpump.partners.shipped import SHIPPED
from tests.conftest import NOON
from tests.partners.scenes import BOROUGH, COUNTY, UNITARY, UNITARY_DAY

TODAY = NOON.date()


def test_a_council_begins_with_no_directory(northfold):
    assert directory_at(TODAY) == []


def test_the_kent_directory_says_who_does_what(clerk):
    take_in(SHIPPED[0].read(), source="the Kent directory", by=clerk, at=NOON)

    assert [one.name for one in who_does("street light", TODAY)] == ["Kent County Council"]
    assert [one.name for one in who_does("rubbish", TODAY)] == ["Maidstone Borough Council"]
    assert "Maidstone House" in monitoring_officer_at(TODAY).contact
    assert not any(one.is_reviewed for one in reviewed(directory_at(TODAY)))


def test_every_body_that_comes_in_is_on_the_record_with_where_from(clerk):
    taken = take_in(SHIPPED[0].read(), source="the Kent directory", by=clerk, at=NOON)

    records = Record.objects.filter(kind="partner entered")
    assert records.count() == len(taken.entries) == 15
    assert {one.body["taken in from"] for one in records} == {"the Kent directory"}


def test_what_the_council_has_stays_as_it_is(borough, clerk):
    other = Directory("Another", "", (Row("wealdham", COUNTY), Row("wealdshire", COUNTY)))

    taken = take_in(other, source="a file", by=clerk, at=NOON)

    assert (taken.left, [one.name for one in taken.entries]) == (("wealdham",), ["Wealdshire County Council"])
    assert Entry.objects.get(partner__key="wealdham").name == BOROUGH.name


def test_taking_in_twice_changes_nothing(clerk):
    take_in(SHIPPED[0].read(), source="first", by=clerk, at=NOON)

    assert take_in(SHIPPED[0].read(), source="again", by=clerk, at=NOON).entries == ()
    assert Partner.objects.count() == 15


def test_a_body_comes_in_with_its_changes_to_come(clerk):
    rows = (Row("wealdham", UNITARY), Row("wealdham", BOROUGH))

    take_in(Directory("Weald", "", rows), source="a file", by=clerk, at=NOON)

    assert [one.name for one in directory_at(TODAY)] == ["Wealdham Borough Council"]
    assert [one.valid_from for one in to_come_after(TODAY)] == [UNITARY_DAY]
