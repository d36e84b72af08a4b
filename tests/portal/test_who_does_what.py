"""The public page of other bodies: what a person of the council has reviewed, and nothing else."""

import pytest
from django.utils import timezone

from parishpump.partners.actions import enter_partner, review_entry
from tests.conftest import NOON
from tests.partners.scenes import BOROUGH, COUNTY
from tests.portal.conftest import body


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def reviewed(clerk) -> None:
    review_entry(enter_partner("wealdham", BOROUGH, by=clerk, at=NOON), note="Its page", by=clerk, at=NOON)
    enter_partner("wealdshire", COUNTY, by=clerk, at=NOON)


def test_what_nobody_reviewed_is_not_public(resident, reviewed):
    page = body(resident.get("/who-does-what/"))

    assert "Wealdham Borough Council" in page
    assert "01632 960200" in page
    assert "24 November 2026" in page
    assert "Wealdshire County Council" not in page


def test_a_service_leads_to_its_own_page(resident, reviewed):
    page = body(resident.get("/who-does-what/?words=bins"))

    assert 'href="https://wealdham.example/bins"' in page
    assert "1 service with “bins”" in page


def test_nothing_found_says_what_to_do(resident, reviewed):
    assert "Nothing here says “zanzibar”" in body(resident.get("/who-does-what/?words=zanzibar"))


def test_a_complaint_about_a_councillor_goes_to_the_monitoring_officer(resident, reviewed):
    page = body(resident.get("/who-does-what/"))

    assert "Monitoring Officer of Wealdham Borough Council" in page
    assert "monitoring.officer@wealdham.example" in page


def test_before_anything_is_reviewed_the_page_says_so(resident, clerk, noticeboard):
    assert "has not reviewed its list of other public bodies yet" in body(resident.get("/who-does-what/"))


def test_the_page_costs_the_same_however_much_there_is(resident, reviewed, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        resident.get("/who-does-what/")
