"""The register of everything published."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.models import Post
from tests.conftest import NOON
from tests.desk.scenes import channel, left_as, many_published
from tests.portal.scenes import put_up
from tests.publishing.pages import said


@pytest.fixture
def four(desk, it_is):
    """One up, one that came down, one corrected, one withdrawn."""
    people = (desk.officer, desk.clerk, desk.noticeboard)
    put_up(*people, title="Stays up")
    put_up(*people, title="Came down", comes_down=NOON + timedelta(hours=1))
    corrected = put_up(*people, title="Wrong at first")
    put_up(*people, title="Right now", post=corrected, correction="The day was wrong.")
    gone = put_up(*people, title="Taken from view")
    withdraw(gone, reason="Not true any more.", by=desk.clerk, at=NOON + timedelta(minutes=1))
    it_is(NOON + timedelta(hours=2))


@pytest.mark.parametrize(
    ("state", "title"),
    [("current", "Stays up"), ("expired", "Came down"), ("corrected", "Right now"), ("withdrawn", "Taken from view")],
)
def test_each_state_can_be_asked_for(as_clerk, four, state, title):
    page = said(as_clerk.get(f"/register/?state={state}"))

    assert title in page
    assert [other for other in ("Came down", "Taken from view") if f" {other} P-" in page and other != title] == []


def test_everything_that_was_published_stays_with_who_let_it(as_clerk, four):
    page = said(as_clerk.get("/register/"))

    assert "4 posts" in page
    assert page.count("Clerk, minute 2026/118") >= 4
    assert "Withdrawn 24 November 2026" in page


def test_what_was_not_published_is_not_in_it(as_clerk, desk):
    desk.submitted("Not yet")

    assert "Nothing is published yet." in said(as_clerk.get("/register/"))


@pytest.mark.parametrize("words", ["drain repaired", "RIGHT", "roads travel now", "P-2026-0003"])
def test_it_is_found_by_words_of_title_text_and_category_and_by_its_reference(as_clerk, four, words):
    assert "Right now" in said(as_clerk.get("/register/", {"words": words}))


def test_words_that_nothing_has_are_said_again_with_a_way_out(as_clerk, four):
    page = said(as_clerk.get("/register/?words=allotmnt%00"))

    assert "Nothing published says “allotmnt”." in page
    assert "Show everything" in page


def test_it_is_narrowed_by_channel(as_clerk, desk, it_is):
    social = channel("Mastodon", "mastodon", desk.clerk)
    many_published(2, desk, until=NOON, every=timedelta(days=1))
    revision = desk.approved("On Mastodon too", social)
    Post.objects.filter(id=revision.post_id).update(published_at=NOON, public=revision)
    left_as(revision, social, "sent")

    assert "1 post " in said(as_clerk.get(f"/register/?channel={social.id}"))


def test_a_year_begins_at_midnight_on_the_councils_clocks(as_clerk, desk, it_is):
    a_day, midnight = timedelta(days=1), datetime(2026, 1, 1, tzinfo=UTC)
    many_published(1, desk, until=midnight - timedelta(minutes=1), every=a_day, title="Last year")
    many_published(1, desk, until=midnight, every=a_day, title="This year")

    page = said(as_clerk.get("/register/?year=2026"))

    assert "This year" in page
    assert "Last year" not in page
    assert "2026 2025" in page


def test_it_is_sorted_as_asked(as_clerk, four):
    page = said(as_clerk.get("/register/?order=oldest"))

    assert page.index("Stays up") < page.index("Taken from view")


@pytest.mark.parametrize("query", ["year=99999999999999", "channel=-1", "channel=½", "state=x", "order=", "page=9"])
def test_what_cannot_be_read_in_an_address_narrows_nothing(as_clerk, four, query):
    answer = as_clerk.get(f"/register/?{query}")

    assert answer.status_code == 200
    assert "4 posts" in said(answer)


def test_it_is_taken_away_as_a_table_as_narrow_as_it_is_shown(as_clerk, four):
    answer = as_clerk.get("/register.csv?state=withdrawn")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Disposition"].startswith('attachment; filename="register-2026-11-24')
    assert [(row["Headline"], row["State"], row["Under"]) for row in rows] == [
        ("Taken from view", "Withdrawn", "minute 2026/118")
    ]


def test_a_headline_cannot_become_a_formula(as_clerk, desk):
    many_published(1, desk, until=NOON, every=timedelta(days=1), title="=HYPERLINK(1)")

    assert "'=HYPERLINK(1) 1" in as_clerk.get("/register.csv").content.decode()


def test_a_councillor_may_read_it_and_a_stranger_may_not(as_councillor, four, southfold, northfold):
    assert "Stays up" in said(as_councillor.get("/register/"))
    northfold.host, southfold.host = "elsewhere.example", "northfold.example"
    northfold.save()
    southfold.save()

    answer = as_councillor.get("/register/")

    assert answer.status_code == 403
    assert "Stays up" not in answer.content.decode()
