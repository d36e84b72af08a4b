"""Standing texts: which one is meant, that each is approved, and that versions stay."""

import pytest
from django.db import DatabaseError, transaction

from parishpump.archive.models import Record
from parishpump.partners.actions import ChangedMeanwhile, approve_text, take_back_text, take_over
from parishpump.partners.models import StandingText
from parishpump.partners.queries import entry_of, standing_texts, wording_for
from parishpump.people.queries import NotDelegated
from tests.conftest import NOON
from tests.partners.scenes import BOROUGH, UNITARY, UNITARY_DAY


def approved(text: str, clerk, *, service: str = "", partner=None, seen: int = 0) -> StandingText:
    return approve_text(text, service=service, partner=partner, seen=seen, by=clerk, at=NOON)


def test_without_a_text_the_words_are_ours_and_say_so(borough):
    wording = wording_for("rubbish", borough)

    assert not wording.is_approved
    assert wording.text.endswith("can help you directly: https://wealdham.example/bins")


def test_the_closest_text_is_meant(borough, county, clerk):
    approved("For roads.", clerk, service="pothole")
    approved("For the borough.", clerk, partner=borough.partner)
    approved("For bins of the borough.", clerk, service="rubbish", partner=borough.partner)

    assert wording_for("rubbish", borough).text == "For bins of the borough."
    assert wording_for("planning", borough).text == "For the borough."
    assert wording_for("pothole", county).text == "For roads."
    assert not wording_for("school", county).is_approved


def test_a_text_stays_right_when_the_body_changes(borough, clerk):
    approved("{body} does this: ring {phone}.", clerk, partner=borough.partner)
    take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)

    later = entry_of(borough.partner, UNITARY_DAY)

    assert wording_for("rubbish", borough).text == "Wealdham Borough Council does this: ring 01632 960200."
    assert wording_for("rubbish", later).text == "West Wealdshire Council does this: ring 01632 960400."


def test_what_the_text_wants_and_nobody_knows_is_named(borough, clerk):
    approved("Write to {email}", clerk, partner=borough.partner)

    assert wording_for("rubbish", borough).missing == ("email",)


def test_a_new_version_takes_over_and_the_old_stays(borough, clerk):
    approved("First.", clerk, service="rubbish")
    approved("Second.", clerk, service="rubbish", seen=1)

    assert [one.text for one in standing_texts()] == ["Second."]
    assert list(StandingText.objects.order_by("number").values_list("text", flat=True)) == ["First.", "Second."]


def test_a_text_that_is_taken_back_is_offered_no_more(borough, clerk):
    standing = approved("First.", clerk, service="rubbish")

    take_back_text(standing, reason="Too curt.", by=clerk, at=NOON)

    assert standing_texts() == []
    assert not wording_for("rubbish", borough).is_approved
    assert Record.objects.get(kind="standing text taken back").body["reason"] == "Too curt."


def test_whoever_has_not_seen_the_last_version_is_told(borough, clerk):
    standing = approved("First.", clerk, service="rubbish")
    approved("Second.", clerk, service="rubbish", seen=1)

    with pytest.raises(ChangedMeanwhile):
        approved("Also second.", clerk, service="rubbish", seen=1)
    with pytest.raises(ChangedMeanwhile):
        take_back_text(standing, reason="Too curt.", by=clerk, at=NOON)


def test_a_councillor_approves_no_text(councillor, borough):
    with pytest.raises(NotDelegated):
        approved("Mine.", councillor, service="rubbish")


def test_an_approved_text_is_frozen(clerk, northfold):
    standing = approved("First.", clerk, service="rubbish")

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        StandingText.objects.filter(id=standing.id).update(text="Other words.")


def test_asking_for_words_is_one_query(borough, clerk, django_assert_num_queries):
    for number, service in enumerate(BOROUGH.services):
        approved(f"Text {number}.", clerk, service=service)

    with django_assert_num_queries(1):
        wording_for("rubbish", borough)


def test_two_bodies_have_each_their_own_text(borough, county, clerk):
    approved("Borough.", clerk, partner=borough.partner)
    approved("County.", clerk, partner=county.partner)

    assert {one.text for one in standing_texts()} == {"Borough.", "County."}
    assert wording_for("school", county).text == "County."
