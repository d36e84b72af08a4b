"""What the council says of itself, and the page for what there is not."""

from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve

from parishpump.channels.actions import close_channel
from parishpump.portal.views.errors import not_found
from parishpump.portal.views.statements import network_in_words
from parishpump.publishing.actions.amending import withdraw
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.portal.conftest import body


def test_the_official_channels_are_those_that_are_open(resident, clerk, noticeboard, northfold):
    northfold.contacts = ["clerk@northfold.example"]
    northfold.save()
    address = "https://social.example/@northfold"
    open_channel("Our Mastodon", "mastodon", address=address, purpose="Closures", minute="2026/090", by=clerk, at=NOON)
    old = open_channel("Old page", "facebook by hand", address="", purpose="", minute="", by=clerk, at=NOON)
    close_channel(old, reason="Nobody used it.", by=clerk, at=NOON + timedelta(minutes=1))

    page = body(resident.get("/official-channels/"))

    assert "2 channels in use" in page
    assert f'<a href="{address}">{address}</a>' in page
    assert "minute 2026/090" in page
    assert "Old page, Facebook, put up by hand: closed on 24 November 2026" in page
    assert "Nobody used it" not in page
    assert '<a href="mailto:clerk@northfold.example">' in page


@pytest.mark.parametrize(
    ("network", "words"),
    [("noticeboard", "These pages"), ("bluesky", "Bluesky"), ("facebook by hand", "Facebook, put up by hand")],
)
def test_a_network_has_a_name_for_people(network, words):
    assert network_in_words(network) == words


@pytest.mark.parametrize("path", ["/accessibility/", "/privacy/"])
def test_the_statements_are_the_councils_own(resident, path):
    page = body(resident.get(path))

    assert "Northfold Parish Council" in page
    assert '<a href="/accessibility/">Accessibility</a>' in page


def test_robots_may_read_what_is_published(resident):
    robots = RobotFileParser()
    robots.parse(resident.get("/robots.txt").content.decode().splitlines())

    assert robots.can_fetch("*", "/")
    assert robots.can_fetch("*", "/n/P-2026-0001/")
    assert not robots.can_fetch("*", "/account/login/")


def test_the_page_of_a_withdrawn_notice_asks_not_to_be_found(resident, mill_lane, clerk):
    before = body(resident.get(f"/n/{mill_lane.reference}/"))
    withdraw(mill_lane, reason="Called off.", by=clerk, at=NOON + timedelta(minutes=5))
    after = body(resident.get(f"/n/{mill_lane.reference}/"))

    assert ("noindex" in before, "noindex" in after) == (False, True)


@pytest.mark.parametrize(("path", "look"), [("/n/P-2026-0404/", "portal"), ("/account/login/", "plain-page")])
def test_there_is_no_such_page_in_the_look_of_its_door(northfold, path, look):
    request = RequestFactory().get(path)
    request.council, request.resolver_match, request.user = northfold, resolve(path), AnonymousUser()

    answer = not_found(request, Http404())

    assert answer.status_code == 404
    assert f'<body class="{look}">' in answer.content.decode()
