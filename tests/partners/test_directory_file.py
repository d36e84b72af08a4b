"""A directory as a file: strict to read, and read as it was written."""

from dataclasses import replace
from datetime import date

import pytest

from parishpump.partners.content import trouble_with_address
from parishpump.partners.directory_file import Directory, DirectoryError, Row, key_of, read_directory, write_directory
from parishpump.partners.shipped import SHIPPED
from tests.partners.scenes import BOROUGH, COUNTY, POLICE, UNITARY

GOOD = """
[[partners]]
key = "wealdham"
name = "Wealdham Borough Council"
kind = "principal authority"
remit = "Bins."
services = ["rubbish"]
valid_from = 2026-01-01
"""


def faults_of(text: str) -> str:
    with pytest.raises(DirectoryError) as refused:
        read_directory(text)
    return " ".join(refused.value.faults)


def test_what_is_written_is_read_again():
    rows = (Row("wealdham", BOROUGH), Row("wealdham", replace(UNITARY, valid_to=date(2031, 3, 31))), Row("x", POLICE))
    directory = Directory("Weald “and” more\\", "A note", (*rows, Row("county", replace(COUNTY, remit='Roads "all"'))))

    assert read_directory(write_directory(directory)) == directory


def test_a_body_needs_little():
    (row,) = read_directory(GOOD).rows

    assert (row.key, row.facts.services, row.facts.pages, row.facts.valid_to) == ("wealdham", ("rubbish",), (), None)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('kind = "principal authority"', 'kind = "guild"', "none of ours"),
        ('["rubbish"]', '["alchemy"]', "“alchemy” is no service"),
        ("valid_from = 2026-01-01", 'valid_from = "soon"', "has to be a day"),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-01\nvalid_to = 2025-01-01", "valid_to is before"),
        ('remit = "Bins."', 'colour = "green"', "“colour” is not known here"),
        ('remit = "Bins."', 'remit = "Bins."\npages = { front = "http://x.example/" }', "begins with https"),
        ('remit = "Bins."', 'remit = "Bins."\npages = { front = "https://localhost/" }', "whole web address"),
        ('remit = "Bins."', 'remit = "Bins."\ntrusted_source = "yes"', "true or false"),
        ('"wealdham"', '"Weald Ham"', "small letters"),
        ('kind = "principal authority"', 'kind = "police"\nmonitoring_officer = "x"', "only a principal authority"),
        ("[[partners]]", "[[bodies]]", "“bodies” is not known here"),
    ],
)
def test_every_fault_is_named(before, after, said):
    text = GOOD.replace(before, after)

    assert text != GOOD
    assert said in faults_of(text) or "between one and" in faults_of(text)


def test_all_faults_are_told_at_once_with_the_body():
    said = faults_of(GOOD.replace("principal authority", "guild").replace('"rubbish"', '"alchemy"'))

    assert said.count("Wealdham Borough Council:") == 2


def test_two_entries_of_a_body_begin_on_different_days():
    assert "begin on the same day" in faults_of(GOOD + GOOD)


def test_what_is_no_file_of_ours_is_refused():
    assert "no TOML" in faults_of("[[partners")
    assert "larger than" in faults_of("#" * 300_001)
    assert "between one and" in faults_of('[directory]\nname = "Empty"')


@pytest.mark.parametrize(
    "address", ["https://a b.example/", "https://me:word@x.example/", "ftp://x.example", "https://["]
)
def test_no_address_of_a_public_page(address):
    assert trouble_with_address(address)


def test_a_body_gets_its_key_from_its_name():
    assert key_of("King’s Lynn & West Council") == "king-s-lynn-west-council"
    assert key_of("…") == "body"


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one.id)
def test_what_comes_with_us_is_public_and_says_to_check_it(shipped):
    directory = shipped.read()

    assert "No person of your council has checked them" in directory.note
    assert all("check before you rely" in row.facts.source for row in directory.rows)
    assert len({row.key for row in directory.rows}) == len(directory.rows) >= 14
    assert sum(bool(row.facts.monitoring_officer) for row in directory.rows) == 1
    assert not any("@" in row.facts.email for row in directory.rows)
