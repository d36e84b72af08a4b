"""The list of posts, and one post with its whole history."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Draft, Withdrawal
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.publishing.lives import WORDS, approved, submitted
from tests.publishing.pages import at_desk, clock_at, page, said, shown_in, typed

pytestmark = pytest.mark.django_db
LATER = {"goes_out": NOON + timedelta(days=3), "goes_out_wall": "2026-11-27T12:00"}


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def published(communications_officer, clerk, noticeboard):
    revision = approved(communications_officer, clerk, noticeboard)
    deliver(now=lambda: NOON)
    revision.post.refresh_from_db()
    return revision.post


def titles(answer) -> set[str]:
    return {row.title for row in answer.context["rows"]}


def test_each_filter_shows_the_posts_that_stand_so(communications_officer, clerk, noticeboard, published):
    begin_post(by=communications_officer, at=NOON, content={"title": "A draft"})
    submitted(communications_officer, noticeboard, title="A waiting one")
    approved(communications_officer, clerk, noticeboard, title="A scheduled one", **LATER)
    desk = at_desk(clerk)

    def shown(which: str) -> set[str]:
        return titles(desk.get(reverse("posts"), {"show": which}))

    assert shown("drafts") == {"A draft"}
    assert shown("waiting") == {"A waiting one"}
    assert shown("scheduled") == {"A scheduled one"}
    assert shown("published") == {published.public.title}
    assert shown("needs-you") == shown("over") == set()
    assert len(shown("all")) == len(shown("nonsense")) == 4


def test_what_is_over_or_withdrawn_leaves_the_published_ones(clerk, published, monkeypatch):
    clock_at(monkeypatch, NOON + timedelta(days=13))
    desk = at_desk(clerk)

    assert titles(desk.get(reverse("posts"), {"show": "over"})) == {published.public.title}
    assert titles(desk.get(reverse("posts"), {"show": "published"})) == set()


def test_posts_are_found_by_their_words_and_by_their_reference(clerk, communications_officer, published):
    begin_post(by=communications_officer, at=NOON, content={"title": "Allotments", "text": "Plots are free."})
    desk = at_desk(clerk)

    assert titles(desk.get(reverse("posts"), {"q": "plots allot"})) == {"Allotments"}
    assert titles(desk.get(reverse("posts"), {"q": published.reference.lower()})) == {published.public.title}
    assert "No post here says “allotmnt”." in said(desk.get(reverse("posts"), {"q": "allotmnt"}))


def test_a_list_is_paged_and_costs_the_same_however_long_it_is(
    clerk, communications_officer, noticeboard, django_assert_max_num_queries
):
    for number in range(27):
        begin_post(by=communications_officer, at=NOON, content={"title": f"Draft {number}"})
    desk = at_desk(clerk)

    with django_assert_max_num_queries(12):
        answer = desk.get(reverse("posts"))

    assert len(answer.context["rows"]) == 25
    assert "Page 1 of 2, 27 posts" in said(answer)


def test_an_empty_list_teaches(clerk):
    assert "Posts appear here from the first word to the register." in said(at_desk(clerk).get(reverse("posts")))


def test_a_published_post_says_where_it_went_and_under_whose_authority(clerk, published):
    answer = said(at_desk(clerk).get(page("post", published)))

    assert "Published Public since 12 noon today." in answer
    assert "Noticeboard Published 12 noon today 1" in answer
    assert "Version 1 was approved Clerk, minute 2026/118" in answer
    assert "Published on Noticeboard" in answer
    assert published.public.seal[:8] in answer


def test_a_post_costs_the_same_however_much_happened(clerk, published, django_assert_max_num_queries):
    desk = at_desk(clerk)

    with django_assert_max_num_queries(17):
        desk.get(page("post", published))


def test_somebody_without_a_delegation_reads_and_is_offered_nothing(councillor, published):
    answer = at_desk(councillor).get(page("post", published))

    assert answer.status_code == 200
    assert "Writing and approving need a delegation." in said(answer)
    assert "Write a correction" not in said(answer)


def test_a_correction_opens_the_public_words_and_asks_what_was_wrong(communications_officer, published):
    desk = at_desk(communications_officer)
    desk.post(page("correction", published))
    opened = desk.get(page("draft", published))
    assert shown_in(opened, "text") == WORDS

    without = desk.post(page("submission", published), typed(shown_in(opened, "version"), text=f"{WORDS} Allow time."))
    assert without.status_code == 422
    assert "Say what was wrong" in said(without)

    told = typed(shown_in(without, "version"), text=f"{WORDS} Allow time.", correction="It left out how long it takes.")
    assert desk.post(page("submission", published), told).status_code == 302
    assert published.revisions.get(number=2).correction == "It left out how long it takes."


def test_what_is_not_public_cannot_be_corrected(communications_officer, noticeboard):
    waiting = submitted(communications_officer, noticeboard).post

    answer = at_desk(communications_officer).post(page("correction", waiting), follow=True)

    assert "Only what is public can be corrected." in said(answer)
    assert not Draft.objects.exists()


def test_withdrawing_needs_a_reason_that_the_public_will_read(clerk, published):
    desk = at_desk(clerk)

    refused = desk.post(page("withdrawal", published), {"reason": ""})
    assert refused.status_code == 422
    assert "the public page shows the reason" in said(refused)

    done = desk.post(page("withdrawal", published), {"reason": "The road is open again."}, follow=True)
    assert "Withdrawn at 12 noon today by the Clerk: “The road is open again.”" in said(done)


def test_whoever_may_not_withdraw_is_told_who_can_and_keeps_the_words(communications_officer, clerk, published):
    answer = at_desk(communications_officer).post(page("withdrawal", published), {"reason": "It is wrong."})

    assert answer.status_code == 403
    assert "The Clerk can do this today." in said(answer)
    assert shown_in(answer, "reason") == "It is wrong."
    assert not Withdrawal.objects.exists()


def test_a_withdrawn_post_is_not_written_on_but_can_be_begun_anew(clerk, published):
    withdraw(published, reason="The road is open again.", by=clerk, at=NOON)
    desk = at_desk(clerk)

    assert desk.get(page("draft", published)).status_code == 404
    answer = desk.post(reverse("new-post"), {"from": published.reference}, follow=True)

    assert shown_in(answer, "text") == WORDS


def test_all_versions_are_shown_with_what_changed(clerk, communications_officer, noticeboard, published):
    submitted(communications_officer, noticeboard, post=published, text=f"{WORDS} Allow time.", correction="Too short.")

    answer = at_desk(clerk).get(page("post", published))

    assert "What was wrong: Too short." in said(answer)
    assert "Allow time." in answer.content.decode().partition("<ins>")[2].partition("</ins>")[0]


def test_a_post_that_is_late_says_since_when_in_the_list_and_on_its_page(
    clerk, communications_officer, noticeboard, monkeypatch
):
    post = approved(communications_officer, clerk, noticeboard).post
    clock_at(monkeypatch, NOON + timedelta(minutes=40))
    desk = at_desk(clerk)

    assert "Late 40 minutes" in said(desk.get(reverse("posts"), {"show": "needs-you"}))
    assert "Late 40 minutes" in said(desk.get(page("post", post)))


def test_a_post_that_repeats_folds_its_many_times_away(clerk, communications_officer, noticeboard):
    clubs = open_channel("Club page", "other by hand", address="", purpose="", minute="", by=clerk, at=NOON)
    weekly = approved(
        communications_officer,
        clerk,
        noticeboard,
        clubs,
        text="The litter pick meets at the village hall. Gloves are provided.",
        repeat="weekly",
        repeat_until=NOON.date() + timedelta(weeks=20),
        comes_down=NOON + timedelta(weeks=21),
        **LATER,
    )

    answer = at_desk(clerk).get(page("post", weekly.post))

    assert len(answer.context["deliveries"]) == 14
    assert "7 more" in said(answer)
