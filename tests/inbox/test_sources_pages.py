"""Conversations followed: the register, what is done with a source, and what the public sees."""

from datetime import timedelta

import pytest
from django.test import Client

from parishpump.archive.models import Record
from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.sources import follow_feed, own_source
from parishpump.inbox.models import Source
from tests.conftest import NOON
from tests.inbox.conftest import signed_in
from tests.inbox.hearing import said

REGISTER, PUBLIC = "/conversations-monitored/", "/conversations-we-follow/"
FEED = {
    "name": "County news",
    "address": "https://county.example/feed",
    "words": "Mill Lane, Northfold\nprecept",
    "public_body": "on",
}
MOST = 12


@pytest.fixture
def county(clerk) -> Source:
    return follow_feed("County news", "https://county.example/feed", words=["Northfold"], by=clerk, at=NOON)


def fail(source: Source) -> None:
    Source.objects.filter(id=source.id).update(
        failing_since=NOON - timedelta(hours=3),
        problem="The page answers that it is closed.",
        tries=4,
        next_at=NOON + timedelta(minutes=20),
        read_at=NOON - timedelta(hours=4),
    )


def test_a_feed_is_followed_with_its_words(as_officer):
    as_officer.post(f"{REGISTER}new/", FEED)

    source = Source.objects.get()
    assert (source.watch_words, source.next_at) == (["Mill Lane", "Northfold", "precept"], NOON)
    assert Record.objects.get(kind="source opened").body["address"] == FEED["address"]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"public_body": ""}, "is not ticked"),
        ({"address": "not an address"}, "not a whole web address"),
        ({"name": ""}, "is empty"),
        ({"words": "x" * 90}, "longer than 80"),
    ],
)
def test_a_feed_that_cannot_be_followed_says_why(as_officer, said, says):
    page = as_officer.post(f"{REGISTER}new/", FEED | said)

    assert page.status_code == 422
    assert says in page.text


def test_no_feed_is_followed_twice(as_officer, county):
    assert "followed already" in as_officer.post(f"{REGISTER}new/", FEED).text


def test_the_register_says_when_each_was_read_and_why_one_fails(as_officer, county):
    fail(county)
    catch(county, [said()], cursor=None, at=NOON)

    page = as_officer.get(REGISTER).text

    assert "One conversation cannot be read." in page
    assert "since 9am today: The page answers that it is closed." in page
    assert "8am today" in page
    assert "12:20pm today" in page
    assert 'data-h="Messages in 30 days" class="num">1<' in page


def test_the_public_sees_where_and_when_and_not_why(resident, county):
    fail(county)

    page = resident.get(PUBLIC).text

    assert "County news" in page
    assert "since Tuesday 24 November 2026 at 9am" in page
    assert "answers that it is closed" not in page


def test_the_public_page_says_the_hours_that_the_policy_states(resident, own_pack):
    assert "states no hours in which somebody looks" in resident.get(PUBLIC).text

    own_pack('[parameters.listen]\nmonitored_hours = ["09:00-11:00"]\nmonitored_days = ["Tuesday"]\n')

    assert "Tuesday, 9am to 11am" in resident.get(PUBLIC).text


def test_a_source_rests_and_is_read_again(as_officer, county):
    as_officer.post(f"{REGISTER}{county.id}/rest/", {"reason": "It is being moved."})
    county.refresh_from_db()
    assert (county.paused_at, county.paused_because) == (NOON, "It is being moved.")

    as_officer.post(f"{REGISTER}{county.id}/reading/")

    county.refresh_from_db()
    assert county.paused_at is None
    kinds = Record.objects.filter(kind__startswith="source").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["source opened", "source paused", "source resumed"]


def test_a_feed_is_closed_and_stays_in_the_register(as_officer, county):
    as_officer.post(f"{REGISTER}{county.id}/end/", {"reason": "Nobody writes there any more."})

    county.refresh_from_db()
    assert county.closed_at == NOON
    assert "Nobody writes there any more." in as_officer.get(REGISTER).text


def test_our_own_form_cannot_be_closed_here(as_officer):
    own = own_source(Source.ASK, at=NOON)

    page = as_officer.post(f"{REGISTER}{own.id}/end/", {"reason": "Enough."}, follow=True)

    assert "one of the council’s own" in page.text
    assert Source.objects.get().closed_at is None


def test_the_words_are_changed_on_its_page(as_officer, county):
    as_officer.post(f"{REGISTER}{county.id}/words/", {"words": "precept\nprecept\nA20"})

    county.refresh_from_db()
    assert county.watch_words == ["precept", "A20"]


@pytest.mark.parametrize("path", ["rest/", "words/", "end/", "reading/"])
def test_a_councillor_looks_and_changes_nothing(councillor, county, it_is, path):
    client: Client = signed_in(councillor)

    assert client.get(f"{REGISTER}{county.id}/").status_code == 200
    assert client.post(f"{REGISTER}{county.id}/{path}", {"reason": "No."}).status_code == 403


def test_a_failing_source_waits_on_the_desk(as_officer, county):
    fail(county)

    page = as_officer.get("/desk/").text

    assert "Find out why County news cannot be read" in page


def test_a_source_that_works_is_not_on_the_desk(as_officer, county):
    assert "County news" not in as_officer.get("/desk/").text


@pytest.mark.parametrize("address", [REGISTER, PUBLIC, "/desk/"])
def test_the_queries_are_as_few_with_many_sources(as_officer, clerk, django_assert_max_num_queries, address):
    for number in range(30):
        fail(follow_feed(f"Feed {number}", f"https://county.example/{number}", words=[], by=clerk, at=NOON))

    with django_assert_max_num_queries(MOST):
        assert as_officer.get(address).status_code == 200
