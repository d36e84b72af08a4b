"""What the directory needs: counted in one query for the desk, and compared with what the policy states."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parishpump.adoption.queries.packs import pack_in_force
from parishpump.partners.actions import end_entry, enter_partner, keep_looks, review_entry, take_over
from parishpump.partners.page_check import Seen
from parishpump.partners.queries import (
    broken_links,
    differences,
    directory_at,
    directory_needs,
    due_for_review,
    unknown_bodies,
)
from parishpump.partners.queries.reviews import year_after, year_before
from tests.conftest import NOON
from tests.partners.scenes import BOROUGH, UNITARY, UNITARY_DAY

TODAY = NOON.date()
BINS = "https://wealdham.example/bins"
FAILS = Seen("fails", "There is no such page any more (404).")
STATED = '[parameters]\nprincipal_authority = "{authority}"\nmonitoring_officer_contact = "{officer}"\n'


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def test_one_query_counts_what_the_longer_way_finds(borough, county, police, clerk, django_assert_num_queries):
    review_entry(borough, note="Its own page", by=clerk, at=NOON)
    keep_looks({"https://wealdham.example/": Seen("works", "Answers."), BINS: FAILS}, at=NOON)
    end_entry(county, last_day=TODAY + timedelta(days=9), reason="It is dissolved.", by=clerk, at=NOON)
    take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)

    for day in (TODAY, TODAY + timedelta(days=10), TODAY + timedelta(days=365), UNITARY_DAY, date(2025, 1, 1)):
        with django_assert_num_queries(1):
            needs = directory_needs(day)
        assert (needs.to_review, needs.broken) == (len(due_for_review(day)), len(broken_links(day)))


def test_a_page_that_answers_again_is_not_counted(borough):
    keep_looks({BINS: FAILS}, at=NOON)
    before = directory_needs(TODAY).broken

    keep_looks({BINS: Seen("works", "Answers.")}, at=NOON + timedelta(days=7))

    assert (before, directory_needs(TODAY).broken) == (1, 0)


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 2, 28), date(2027, 3, 1), date(2025, 3, 1)])
def test_a_year_is_over_on_the_same_day_both_ways(day):
    days = [date(2023, 12, 1) + timedelta(days=number) for number in range(1900)]

    assert [one for one in days if year_after(one) <= day] == [one for one in days if one <= year_before(day)]


def test_the_desk_tells_whoever_keeps_the_directory_and_nobody_else(borough, as_listener, as_councillor):
    keep_looks({BINS: FAILS}, at=NOON)

    desk, others = as_listener.get("/desk/").text, as_councillor.get("/desk/").text

    assert "1 web page of other public bodies does not answer" in desk
    assert "Look again at 1 entry of other public bodies" in desk
    assert "other public bodies does not answer" not in others


def test_where_the_policy_states_another_body_both_pages_say_so_and_what_to_do(borough, own_pack, as_clerk):
    own_pack(STATED.format(authority="Old Wealdham District Council", officer="mo@old.example"))

    directory, policy = as_clerk.get(reverse("partners")).text, as_clerk.get(reverse("policy")).text

    for page in (directory, policy):
        assert "Old Wealdham District Council" in page
        assert "Wealdham Borough Council" in page
        assert "mo@old.example" in page
        assert reverse("pack-draft-group", args=["partners"]) in page


def test_the_same_said_with_other_spaces_and_letters_is_no_difference(borough, own_pack):
    own_pack(STATED.format(authority="wealdham  borough council", officer=BOROUGH.monitoring_officer.upper()))

    assert differences(pack_in_force(NOON), TODAY) == []


def test_what_only_one_of_them_says_is_no_difference(own_pack, clerk):
    own_pack(STATED.format(authority="Wealdham Borough Council", officer="mo@wealdham.example"))
    empty = differences(pack_in_force(NOON), TODAY)

    enter_partner("wealdham", replace(BOROUGH, monitoring_officer=""), by=clerk, at=NOON)

    assert (empty, differences(pack_in_force(NOON), TODAY)) == ([], [])


def test_the_policy_is_read_as_it_holds_on_the_day(borough, own_pack, clerk):
    dated = f'{{"always" = "Wealdham Borough Council", "{UNITARY_DAY}" = "Weald Unitary Council"}}'
    own_pack(f"[parameters]\nprincipal_authority = {dated}\n")
    take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)

    today, then = (differences(pack_in_force(NOON), day) for day in (TODAY, UNITARY_DAY))

    assert today == []
    assert [(one.policy, one.directory) for one in then] == [("Weald Unitary Council", "West Wealdshire Council")]


def test_a_body_of_the_policy_that_the_directory_does_not_name_is_said(borough, own_pack, as_clerk):
    bodies = '"wealdham borough  council" = "bins, 1 May 2026", "Weald Water" = "leaks, 1 May 2026"'
    own_pack(f"[parameters.partners]\ndirectory = {{{bodies}}}\n")

    unknown = unknown_bodies(pack_in_force(NOON), among=directory_at(TODAY))

    assert unknown == [("Weald Water", "leaks, 1 May 2026")]
    assert "sends people to 1 body that this directory does not name" in as_clerk.get(reverse("partners")).text
