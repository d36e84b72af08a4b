"""What hangs on the noticeboard."""

from datetime import timedelta

from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.pausing import pause, stand_down
from parishpump.publishing.models import Delivery, Post, Revision
from tests.conftest import NOON
from tests.portal.conftest import body
from tests.portal.scenes import HALF_PAST
from tests.publishing.lives import submitted


def many(post: Post, number: int) -> None:
    """As many more notices like this one, put straight into the tables: for counting, not for publishing."""
    posts = Post.objects.bulk_create(
        Post(number=1000 + n, begun_at=NOON, begun_by_id=post.begun_by_id, published_at=NOON) for n in range(number)
    )
    facts = {field.attname: getattr(post.public, field.attname) for field in Revision._meta.concrete_fields}
    facts.pop("id")
    revisions = Revision.objects.bulk_create(Revision(**{**facts, "post_id": one.id}) for one in posts)
    for one, revision in zip(posts, revisions, strict=True):
        one.public = revision
    Post.objects.bulk_update(posts, ["public"])
    hung = Delivery.objects.get(revision=post.public)
    Delivery.objects.bulk_create(
        Delivery(
            revision=revision,
            channel_id=hung.channel_id,
            key=f"{revision.id:032x}",
            due_at=NOON,
            next_at=NOON,
            state="sent",
            settled_at=NOON,
        )
        for revision in revisions
    )


def test_an_empty_noticeboard_teaches(resident):
    page = body(resident.get("/"))

    assert "Nothing hangs here at the moment." in page
    assert '<a href="/official-channels/">Where else the council publishes</a>' in page


def test_the_newest_notice_hangs_first(resident, pin):
    pin(title="The older")
    pin(title="The newer", at=NOON + timedelta(minutes=1))

    page = body(resident.get("/"))

    assert page.index("The newer</a>") < page.index("The older</a>")


def test_what_waits_is_withdrawn_or_came_down_does_not_hang(
    resident, pin, it_is, clerk, communications_officer, noticeboard
):
    submitted(communications_officer, noticeboard, title="It waits")
    withdraw(pin(title="It went"), reason="Called off.", by=clerk, at=HALF_PAST)
    pin(title="It came down", comes_down=NOON + timedelta(days=1))
    pin(title="It hangs", comes_down=NOON + timedelta(days=2))

    it_is(NOON + timedelta(days=1))
    page = body(resident.get("/"))

    assert "It hangs" in page
    assert not any(title in page for title in ("It waits", "It went", "It came down"))


def test_an_event_to_come_is_marked_until_it_is_over(resident, pin, it_is):
    start = NOON + timedelta(days=2)
    pin(event_start=start, event_end=start + timedelta(hours=2), venue="Village hall")

    before = body(resident.get("/"))
    it_is(start + timedelta(hours=3))
    after = body(resident.get("/"))

    assert "Event</span> Thursday 26 November 2026 at 12 noon, Village hall" in before
    assert "Event</span>" not in after


def test_one_category_can_be_chosen(resident, pin):
    pin(title="Lane", category="Roads and travel")
    pin(title="Budget", category="Money")

    everything, roads = body(resident.get("/")), body(resident.get("/?about=Roads+and+travel"))
    unknown = body(resident.get("/?about=<script>"))

    assert "Roads and travel (1)" in everything
    assert "Money (1)" in everything
    assert "Lane</a>" in roads
    assert "Budget</a>" not in roads
    assert "Lane</a>" in unknown
    assert "Budget</a>" in unknown


def test_a_pause_is_said_in_public_words_on_every_page(resident, mill_lane, clerk):
    pause(reason="An internal matter.", by=clerk, at=HALF_PAST)

    for path in ("/", f"/n/{mill_lane.reference}/", "/published/", "/official-channels/"):
        page = body(resident.get(path))
        assert "paused it on Tuesday 24 November 2026 at 12:30pm, by the Clerk" in page
        assert "An internal matter" not in page
    stand_down(by=clerk, at=HALF_PAST + timedelta(minutes=1))
    assert "paused" not in body(resident.get("/"))


def test_nothing_of_one_council_hangs_at_another(resident, mill_lane, southfold):
    page = resident.get("/", headers={"host": "southfold.example"})

    assert b"Southfold Parish Council" in page.content
    assert b"Mill Lane" not in page.content


def test_before_there_is_a_council_everybody_is_sent_to_the_first_run(client, db):
    assert client.get("/").headers["Location"] == "/first-run/"


def test_it_takes_the_same_number_of_queries_with_five_hundred(resident, mill_lane, django_assert_max_num_queries):
    many(mill_lane, 500)

    with django_assert_max_num_queries(8):
        page = body(resident.get("/?page=2"))
    with django_assert_max_num_queries(8):
        resident.get("/feed.atom")
    with django_assert_max_num_queries(9):
        register = body(resident.get("/published/?words=mill+lane&year=2026"))

    assert "Page 2 of 26, 501 notices" in page
    assert "501 notices with “mill lane” of 2026" in register


def test_a_page_number_that_is_none_shows_the_nearest(resident, mill_lane):
    for typed in ("0", "-1", "x", "99999999999999999999"):
        assert b"Mill Lane" in resident.get("/", {"page": typed}).content
