"""Every figure of the policy, live, and of our policy leads to a list that announces exactly that number."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from parishpump.adoption.actions.elections import Poll, enter_election
from parishpump.channels.actions import note_platform
from parishpump.channels.actions.risks import Rating, close_risk, enter_risk
from parishpump.channels.actions.watching import Look
from parishpump.people.actions import delegate
from parishpump.people.models import Office
from parishpump.people.powers import WRITE
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.deciding import approve, expire, send_back
from parishpump.publishing.actions.guiding import acknowledge
from parishpump.publishing.actions.pausing import pause, stand_down
from parishpump.publishing.queries.policy import pack_in_force
from tests.adoption.conftest import adopted
from tests.channels.opening import approved, open_channel, proposed
from tests.channels.opening import submitted as asked_for
from tests.conftest import MAY, NOON
from tests.desk.kept import kept
from tests.desk.scenes import Desk
from tests.portal.scenes import picture, put_up
from tests.publishing.lives import submitted

PATH, PUBLIC = "/the-policy/", "/our-policy/"
LATER = NOON + timedelta(hours=1)
EARLIER = NOON - timedelta(days=40)
# How a list says how many it has: in its caption, or in a line above it.
ANNOUNCED = re.compile(r"<caption>(\d+) |<p class=\"small[^\"]*\">(\d+) (?:pictures?|elections?|of)\b")


def figures(page: str) -> dict[str, set[int]]:
    """By address, the figures that link there; what is on the page itself is left out."""
    found: dict[str, set[int]] = {}
    for address, number in re.findall(r'<a href="([^"#]+)">(\d+)<', page):
        found.setdefault(address.replace("&amp;", "&"), set()).add(int(number))
    return found


def announced(client: Client, address: str) -> int:
    page = client.get(address).content.decode()
    number = ANNOUNCED.search(page)
    assert number, f"{address} does not say how many it lists"
    return int(number[1] or number[2])


@pytest.fixture
def all_sorts(desk, deputy_clerk, it_is) -> Desk:
    """At least one of everything that is counted, and of everything that a figure must leave out."""
    officer, clerk, board = desk.officer, desk.clerk, desk.noticeboard
    adopted(clerk, publish__self_approval="yes", content__default_expiry="20 days")
    _posts(desk, deputy_clerk)
    for name, minute in (("Page", "2026/140"), ("Blog", "2026/141")):
        open_channel(name, "facebook by hand", address="", purpose="", minute=minute, by=clerk, at=NOON)
    asked_for(proposed("Nextdoor", network="nextdoor by hand"), by=officer, at=NOON)
    approved(proposed("A fair", "activity"), minute="2026/142", by=clerk, at=NOON)
    for rating in ("high", "medium"):
        enter_risk(rating, Rating(rating, "", None, date(2027, 2, 1)), channel=board, by=clerk, at=NOON)
    gone = enter_risk("Gone", Rating("high", "", None, date(2027, 2, 1)), channel=None, by=clerk, at=NOON)
    close_risk(gone, reason="It passed.", by=clerk, at=NOON)
    note_platform("facebook by hand", Look(MAY, "New terms.", "We stay.", date(2027, 1, 1)), by=clerk, at=NOON)
    poll = Poll("Parish Council election", area="Northfold", notice_on=date(2027, 3, 22), poll_on=date(2027, 5, 6))
    enter_election(poll, by=clerk, at=NOON)
    picture(officer)
    pack = pack_in_force(NOON).pack
    acknowledge(pack, [one for one in pack.guidance.values() if one.standard], by=officer, at=NOON)
    office = Office.objects.get(person=officer)
    delegate(office, [WRITE], minute="2026/300", starts=MAY, ends=date(2026, 12, 24), by=clerk, at=NOON)
    it_is(LATER)
    return desk


def _posts(desk: Desk, deputy) -> None:
    people = (desk.officer, desk.clerk, desk.noticeboard)
    put_up(*people, title="Stays up")
    withdraw(put_up(*people, title="Taken from view"), reason="Not true any more.", by=desk.clerk, at=NOON)
    wrong = put_up(*people, title="Wrong at first")
    put_up(*people, title="Right now", post=wrong, correction="The day was wrong.")
    send_back(desk.submitted("Fair"), reason="Say where.", by=desk.clerk, at=NOON)
    own = submitted(desk.clerk, desk.noticeboard, at=NOON, title="The Clerk's own")
    approve(own, by=desk.clerk, at=NOON)
    late = desk.submitted("Nobody looked", at=EARLIER, comes_down=NOON + timedelta(days=3))
    expire(late, at=late.decide_by + timedelta(minutes=1))
    kept(desk, title="No purpose given")
    kept(desk, title="Nobody in mind", audience="", at=EARLIER)
    pause(reason="Burst main.", by=deputy, at=NOON)
    stand_down(by=desk.clerk, at=NOON)


def test_every_figure_of_the_policy_live_is_what_its_list_announces(as_clerk, all_sorts):
    found = figures(as_clerk.get(PATH).content.decode())

    assert len(found) > 30
    assert {address: numbers for address, numbers in found.items() if numbers != {announced(as_clerk, address)}} == {}


def test_no_two_figures_that_differ_lead_to_the_same_list(as_clerk, all_sorts):
    found = figures(as_clerk.get(PATH).content.decode())

    assert {address: numbers for address, numbers in found.items() if len(numbers) > 1} == {}


def test_every_figure_of_one_clause_is_what_its_list_announces(as_clerk, all_sorts):
    found = figures(as_clerk.get(f"{PATH}INT-3/").content.decode()) | figures(
        as_clerk.get(f"{PATH}RUL-9/").content.decode()
    )

    assert len(found) >= 4
    assert {address: numbers for address, numbers in found.items() if numbers != {announced(as_clerk, address)}} == {}


def test_every_figure_that_the_public_sees_is_what_its_list_announces(all_sorts):
    resident = Client(headers={"host": "northfold.example"})
    found = figures(resident.get(PUBLIC).content.decode())

    assert len(found) >= 7
    assert {address: numbers for address, numbers in found.items() if numbers != {announced(resident, address)}} == {}


@pytest.mark.parametrize(
    ("address", "words", "way_out"),
    [
        ("/channels/risks/?rating=high", "Only high risks are shown.", "/channels/risks/"),
        ("/channels/?opened=minute", "Only channels that were opened under a minute are shown.", "/channels/"),
        (
            "/channels/deployments/?show=in-force",
            "Only requests that are approved and in force",
            "/channels/deployments/",
        ),
        ("/people/?delegations=end-soon", "Only delegations that end within 90 days are shown.", "/people/"),
        ("/record/?own=work", "Only approvals by which an officer released a post of their own", "/record/"),
        ("/findings/?show=checked&since=today", "Only versions that were checked since", "/findings/?show=checked"),
        ("/published/?state=withdrawn", "Only notices that were withdrawn", "/published/"),
    ],
)
def test_a_list_that_was_narrowed_says_to_what_and_how_to_see_the_rest(as_clerk, all_sorts, address, words, way_out):
    page = as_clerk.get(address).content.decode()

    assert re.search(rf'<b>{words}[^<]*</b> <a href="{re.escape(way_out)}">', page)


def test_what_an_address_asks_for_and_cannot_be_read_narrows_nothing(as_clerk, all_sorts):
    for address in ("/channels/risks/", "/channels/", "/channels/deployments/", "/people/", "/record/"):
        plain = as_clerk.get(address).content.decode()
        odd = as_clerk.get(f"{address}?rating=x&opened=x&show=x&delegations=x&own=x").content.decode()

        assert re.findall(r"<caption>[^<]*", odd) == re.findall(r"<caption>[^<]*", plain)
        assert 'class="narrowed' not in odd
