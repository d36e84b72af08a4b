"""What every page's frame shows, to whom."""

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import clear_url_caches, include, path

from parishpump.config.frame import frame
from parishpump.config.urls import urlpatterns as everyday
from parishpump.councils.tenancy import council_scope
from parishpump.people.actions import appoint
from parishpump.people.models import Seat
from parishpump.people.powers import CLERK
from parishpump.publishing.actions.pausing import pause
from tests.conftest import MAY, NOON
from tests.publishing.pages import said


def test_an_officer_sees_who_they_are_here_and_where_they_can_go(as_clerk, desk):
    desk.submitted("Mill Lane closed")

    page = said(as_clerk.get("/desk/"))

    assert "Acting as Clerk minute 2026/118 , to 12 May 2027" in page
    assert "Desk Posts 1 waiting for approval Conversations Pictures Calendar Channels People" in page
    assert "People Policy Register The record Write a post" in page
    assert "Policy minute 2026/061" in page


def test_who_may_not_write_is_not_offered_to(as_councillor, noticeboard):
    page = as_councillor.get("/desk/").content.decode()

    assert "Acting as Councillor" in said(as_councillor.get("/desk/"))
    assert "Write a post" not in page


def test_the_page_where_one_is_is_marked(as_clerk, noticeboard):
    assert 'href="/calendar/" aria-current="page"' in as_clerk.get("/calendar/").content.decode()


def test_a_pause_is_said_on_every_officer_page_with_its_reason_and_how_many_are_held(as_clerk, desk):
    desk.approved("One")
    desk.approved("Two")
    pause(reason="Burst main.", by=desk.clerk, at=NOON)

    for address in ("/desk/", "/register/", "/my-account/"):
        assert "Everything is paused since 12 noon today, by the Clerk: Burst main. Two posts are held." in said(
            as_clerk.get(address)
        )


def test_a_visitor_is_not_told_why_everything_is_paused(northfold, clerk, it_is):
    cache.clear()
    pause(reason="A matter of staff.", by=clerk, at=NOON)

    page = said(Client(headers={"host": "northfold.example"}).get("/account/login/"))

    assert "Nothing new is published for now." in page
    assert "matter of staff" not in page
    assert "Acting as" not in page


def test_who_works_for_two_councils_can_change_between_them(as_clerk, clerk, southfold):
    assert "Change council" not in said(as_clerk.get("/desk/"))
    with council_scope(southfold.id):
        appoint(clerk, CLERK, since=MAY, minute="2026/1", by=None, at=NOON)

    assert Seat.objects.filter(person=clerk).count() == 2
    assert "Change council" in said(as_clerk.get("/desk/"))


@pytest.fixture
def demonstration(settings):
    """The doors that only the demonstration opens."""
    settings.PARISHPUMP_DEMO = True
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    yield
    clear_url_caches()


urlpatterns = [*everyday, path("demonstration/", include("parishpump.demo.urls"))]


def test_the_demonstration_says_that_it_is_one_and_lets_one_change_person(as_clerk, noticeboard, demonstration):
    page = as_clerk.get("/desk/")

    assert "This is the demonstration council." in said(page)
    assert '<a href="/demonstration/">Change person</a>' in page.content.decode()


def test_a_policy_that_cannot_be_read_takes_no_page_down(as_clerk, northfold, noticeboard):
    northfold.pack = "/nowhere/policy.toml"
    northfold.save()

    assert as_clerk.get("/desk/").status_code == 200


@pytest.mark.parametrize("path", ["/health/", "/first-run/"])
def test_before_there_is_a_council_there_is_nothing_to_show(path):
    shown = frame(RequestFactory().get(path))

    assert shown["council"] is None
    assert not shown["nav"]
    assert not shown["strips"]
    assert not shown["foot_links"]
