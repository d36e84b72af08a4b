"""The contact list of community organisations: nobody without a basis and a permission, and gone when they say so."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from parishpump.archive.models import Record
from parishpump.partners.actions import ChangedMeanwhile
from parishpump.partners.actions.community import (
    Withdrawn,
    change_organisation,
    enter_organisation,
    review_organisation,
    withdraw_permission,
)
from parishpump.partners.community import Contact
from parishpump.partners.models import Organisation
from parishpump.partners.queries.community import is_due, organisations
from parishpump.people.queries import NotDelegated
from tests.conftest import NOON

CLUB = Contact(
    name="Weald Gardening Club",
    does="Gardeners of the village.",
    who="The secretary",
    contact="secretary@gardens.example",
    basis="public task",
    because="It is heard before allotment rents are set.",
    permitted_on=date(2026, 11, 2),
    permitted_how="Email of the secretary, kept in the office.",
)
TYPED = {
    "seen": "0",
    "name": CLUB.name,
    "does": CLUB.does,
    "who": CLUB.who,
    "contact": CLUB.contact,
    "basis": CLUB.basis,
    "because": CLUB.because,
    "permitted_on": "2/11/2026",
    "permitted_how": CLUB.permitted_how,
}


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def club(clerk) -> Organisation:
    return enter_organisation(CLUB, by=clerk, at=NOON)


def test_it_is_entered_with_its_basis_and_what_shows_the_permission(as_listener):
    as_listener.post(reverse("new-organisation"), TYPED)

    listed = as_listener.get(reverse("community")).text
    assert [one.name for one in organisations()] == [CLUB.name]
    for said in (CLUB.contact, "Public task", CLUB.permitted_how):
        assert said in listed


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"basis": ""}, "Without one the contact cannot be kept"),
        ({"because": ""}, "Say why"),
        ({"permitted_how": ""}, "What shows the permission"),
        ({"permitted_on": "soon"}, "Permission given on"),
        ({"permitted_on": "25/11/2126"}, "This day is still to come"),
        ({"contact": ""}, "How you reach them"),
    ],
)
def test_without_a_basis_or_a_permission_nobody_is_kept_and_what_was_typed_stays(as_listener, typed, says):
    page = as_listener.post(reverse("new-organisation"), TYPED | typed)

    assert page.status_code == 422
    assert says in page.text
    assert CLUB.does in page.text
    assert not Organisation.objects.exists()


def test_consent_needs_no_other_reason(as_listener):
    as_listener.post(reverse("new-organisation"), TYPED | {"basis": "consent", "because": ""})

    assert Organisation.objects.get().basis == "consent"


def test_the_record_says_what_permits_it_and_never_how_to_reach_them(club, clerk):
    change_organisation(club, replace(CLUB, contact="01632 960555"), seen=1, by=clerk, at=NOON)

    entered, changed = Record.objects.filter(subject=f"community organisation {club.id}")
    assert entered.body["permitted how"] == CLUB.permitted_how
    assert changed.body["changed"] == ["contact"]
    kept = json.dumps([entered.body, changed.body])
    assert "gardens.example" not in kept
    assert "960555" not in kept


def test_of_two_who_change_it_the_second_is_told_and_keeps_what_they_typed(club, as_listener, clerk):
    change_organisation(club, replace(CLUB, does="Gardeners and growers."), seen=1, by=clerk, at=NOON)
    address = reverse("organisation", args=[club.id])

    refused = as_listener.post(address, TYPED | {"seen": "1", "does": "Those with gardens."})
    kept = as_listener.post(address, TYPED | {"seen": "2", "does": "Those with gardens."})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert "Those with gardens." in refused.text
    with pytest.raises(ChangedMeanwhile):
        change_organisation(club, CLUB, seen=2, by=clerk, at=NOON)


def test_when_permission_is_withdrawn_how_to_reach_them_is_gone_and_the_name_stays(club, as_listener):
    as_listener.post(reverse("organisation-withdrawal", args=[club.id]), {"words": "By telephone."})

    club.refresh_from_db()
    assert (club.contact, club.who, club.withdrawn_at) == ("", "", NOON)
    assert organisations() == []
    assert CLUB.name in as_listener.get(reverse("community")).text
    assert "Not to be contacted" in as_listener.get(reverse("organisation", args=[club.id])).text


def test_of_whoever_withdrew_nothing_more_is_kept(club, clerk):
    withdraw_permission(club, words="By letter.", by=clerk, at=NOON)

    with pytest.raises(Withdrawn):
        change_organisation(club, CLUB, seen=2, by=clerk, at=NOON)
    with pytest.raises(Withdrawn):
        review_organisation(club, by=clerk, at=NOON)
    with pytest.raises(Withdrawn):
        withdraw_permission(club, words="Again.", by=clerk, at=NOON)


def test_after_a_year_the_list_asks_for_a_look(club, as_listener):
    Organisation.objects.update(reviewed_on=NOON.date() - timedelta(days=366))
    before = as_listener.get(reverse("community")).text

    as_listener.post(reverse("organisation-review", args=[club.id]))

    club.refresh_from_db()
    assert "a year ago or more" in before
    assert not is_due(club, NOON.date())
    assert "a year ago or more" not in as_listener.get(reverse("community")).text


def test_how_long_it_is_kept_is_the_policys_where_it_says_so(own_pack, as_listener):
    own_pack('[parameters]\nretention.schedule = { "Contacts of groups" = "2 years after the last look" }\n')

    assert "2 years after the last look" in as_listener.get(reverse("community")).text


def test_who_takes_the_list_away_is_on_the_record_and_no_cell_is_a_formula(clerk, as_listener):
    enter_organisation(replace(CLUB, name='=HYPERLINK("https://evil.example")'), by=clerk, at=NOON)

    file = as_listener.post(reverse("community-file")).content.decode()

    assert "'=HYPERLINK" in file
    assert CLUB.contact in file
    assert Record.objects.get(kind="contact list taken away").body == {"organisations": 1}


def test_only_those_who_listen_for_the_council_see_the_list(club, as_councillor, councillor):
    for name, *about in (("community",), ("new-organisation",), ("organisation", club.id)):
        assert as_councillor.get(reverse(name, args=about)).status_code == 403

    with pytest.raises(NotDelegated):
        enter_organisation(CLUB, by=councillor, at=NOON)


def test_none_is_deleted(club):
    with pytest.raises(DatabaseError), transaction.atomic():
        Organisation.objects.filter(id=club.id).delete()
