"""The weekly look: every page once, whose since is kept, and one record of it."""

from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.councils.tenancy import council_scope
from parishpump.partners.actions import enter_partner, keep_looks
from parishpump.partners.jobs import look_for_all
from parishpump.partners.models import PageLook
from parishpump.partners.page_check import Seen
from parishpump.partners.queries import broken_links, directory_at
from parishpump.partners.queries.looks import addresses_due, links_of
from parishpump.people.powers import LISTEN
from tests.conftest import NOON, person_in
from tests.partners.scenes import BOROUGH

A_WEEK = timedelta(days=7)
BINS = "https://wealdham.example/bins"
WORKS, GONE = Seen("works", "Answers."), Seen("fails", "There is no such page any more (404).")


class Web:
    """Sites that answer as they are told; counts who was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gone: set[str] = set()

    def look(self, address: str) -> Seen:
        self.asked.append(address)
        return GONE if address in self.gone else WORKS


@pytest.fixture
def web() -> Web:
    return Web()


def test_each_page_is_looked_at_once_a_week(northfold, borough, web):
    look_for_all([northfold], look=web.look, at=NOON)
    look_for_all([northfold], look=web.look, at=NOON + timedelta(days=1))

    assert sorted(web.asked) == ["https://wealdham.example/", BINS]

    look_for_all([northfold], look=web.look, at=NOON + A_WEEK)

    assert len(web.asked) == 4


def test_a_page_that_fails_is_told_with_since_when(northfold, borough, web):
    web.gone = {BINS}
    look_for_all([northfold], look=web.look, at=NOON)
    look_for_all([northfold], look=web.look, at=NOON + A_WEEK)

    (broken,) = broken_links((NOON + A_WEEK).date())

    assert (broken.address, broken.entry, broken.service) == (BINS, borough, "rubbish")
    assert (broken.look.since, broken.look.at) == (NOON, NOON + A_WEEK)
    assert broken.look.words == "There is no such page any more (404)."


def test_a_page_that_comes_back_works_since_then(northfold, borough, web):
    web.gone = {BINS}
    look_for_all([northfold], look=web.look, at=NOON)
    web.gone = set()
    look_for_all([northfold], look=web.look, at=NOON + A_WEEK)

    assert broken_links((NOON + A_WEEK).date()) == []
    assert PageLook.objects.filter(address=BINS).latest("at").since == NOON + A_WEEK


def test_a_look_is_on_the_record(northfold, borough, web):
    web.gone = {BINS}

    look_for_all([northfold], look=web.look, at=NOON)

    body = Record.objects.get(kind="directory pages looked at").body
    assert body == {"looked at": 2, "not working": [{"page": BINS, "found": GONE.words}]}


def test_a_page_that_two_councils_list_is_asked_for_once(northfold, southfold, borough, web):
    with council_scope(southfold.id):
        clerk = person_in("clerk", LISTEN, minute="7", council="southfold")
        enter_partner("wealdham", BOROUGH, by=clerk, at=NOON)

    assert look_for_all([northfold, southfold], look=web.look, at=NOON) == 2

    with council_scope(southfold.id):
        assert PageLook.objects.count() == 2


def test_an_empty_directory_leaves_no_record(northfold, web):
    assert look_for_all([northfold], look=web.look, at=NOON) == 0
    assert not Record.objects.filter(kind="directory pages looked at").exists()


def test_links_cost_the_same_however_many(northfold, borough, police, django_assert_num_queries):
    keep_looks({BINS: GONE}, at=NOON)
    entries = directory_at(NOON.date())

    with django_assert_num_queries(1):
        assert [one.address for one in links_of(entries)] == ["https://wealdham.example/", BINS]
    with django_assert_num_queries(3):
        assert addresses_due(NOON, NOON.date()) == ["https://wealdham.example/"]
