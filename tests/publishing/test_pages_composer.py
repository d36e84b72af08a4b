"""The composer: everything typed is kept, the policy is read beside it, and nothing is lost on the way."""

import pytest
from django.urls import reverse

from parishpump.channels.actions import close_channel
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Draft, Post, Revision
from parishpump.publishing.queries.revisions import content_of
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.publishing.lives import WORDS, submitted
from tests.publishing.pages import at_desk, button, clock_at, draft_of, page, said, shown_in, typed

pytestmark = pytest.mark.django_db
WRONG_DAY = "The lane is closed from Monday 1 December 2026. The diversion is by Church Road."


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def post(noticeboard, communications_officer) -> Post:
    return begin_post(by=communications_officer, at=NOON)


@pytest.fixture
def officer(communications_officer):
    return at_desk(communications_officer)


@pytest.fixture
def facebook(clerk):
    return open_channel(
        "Facebook Page",
        "facebook by hand",
        address="https://facebook.example/nf",
        purpose="",
        minute="",
        by=clerk,
        at=NOON,
    )


def test_a_new_post_begins_with_its_headline(officer, noticeboard):
    answer = officer.post(reverse("new-post"), {"title": "Mill Lane closed"}, follow=True)

    assert answer.status_code == 200
    assert shown_in(answer, "title") == "Mill Lane closed"


def test_opening_the_first_page_of_a_new_post_begins_none(officer, noticeboard):
    assert officer.get(reverse("new-post")).status_code == 200
    assert not Post.objects.exists()


def test_a_new_post_can_begin_with_the_words_of_another(officer, communications_officer, noticeboard):
    old = submitted(communications_officer, noticeboard).post

    answer = officer.post(reverse("new-post"), {"from": old.reference}, follow=True)

    assert shown_in(answer, "text") == WORDS
    assert shown_in(answer, "comes_down") == ""
    assert Post.objects.count() == 2


def test_an_empty_post_is_not_told_off(officer, post):
    answer = officer.get(page("draft", post))

    assert "Start writing." in said(answer)
    assert "must be settled" not in said(answer)


def test_what_was_typed_is_kept_though_it_makes_no_sense_yet(officer, post):
    officer.post(page("draft", post), typed(0, goes_out="when the cows come home", repeat_until="never"))

    answer = officer.get(page("draft", post))
    assert shown_in(answer, "goes_out") == "when the cows come home"
    assert shown_in(answer, "repeat_until") == "never"
    assert draft_of(post).version == 1


def test_broken_characters_are_left_out_and_the_words_are_kept(officer, post):
    officer.post(
        page("draft", post), typed(0, text="Mill\x00 Lane\r\nis closed \ud83d".encode("utf-8", "replace").decode())
    )

    assert draft_of(post).content["text"] == "Mill Lane\nis closed ?"


def test_the_policy_marks_the_words_that_it_is_about(officer, post):
    officer.post(page("draft", post), typed(0, text=WRONG_DAY))

    answer = officer.get(page("draft", post))
    assert '<mark class="should">Monday</mark>' in answer.content.decode()
    assert "1 December 2026 is a Tuesday" in said(answer)


def test_use_these_words_puts_them_into_the_text_without_a_script(officer, post):
    officer.post(page("draft", post), typed(0, text=WRONG_DAY))
    mark = button(officer.get(page("draft", post)), "use")

    officer.post(page("draft", post), typed(1, text=f"Come and see. {WRONG_DAY}", use=mark))

    assert "from Tuesday 1 December 2026" in draft_of(post).content["text"]
    assert draft_of(post).content["text"].startswith("Come and see.")


def test_a_warning_is_kept_with_a_reason_that_the_page_shows(officer, post):
    officer.post(page("draft", post), typed(0, text=WRONG_DAY))
    mark = button(officer.get(page("draft", post)), "keep")

    officer.post(page("draft", post), typed(1, text=WRONG_DAY, keep=mark, **{f"keep_{mark}": "It is a quotation."}))

    assert draft_of(post).overrides[0]["reason"] == "It is a quotation."
    assert "Your reason: “It is a quotation.”" in said(officer.get(page("draft", post)))


def test_a_reason_can_be_taken_back(officer, post):
    officer.post(page("draft", post), typed(0, text=WRONG_DAY))
    mark = button(officer.get(page("draft", post)), "keep")
    officer.post(page("draft", post), typed(1, text=WRONG_DAY, **{f"keep_{mark}": "It is a quotation."}))

    officer.post(
        page("draft", post), typed(2, text=WRONG_DAY, unkeep=button(officer.get(page("draft", post)), "unkeep"))
    )

    assert draft_of(post).overrides == []


def test_a_must_is_not_kept_with_a_reason(officer, post):
    officer.post(page("draft", post), typed(0, text="It is a disgrace that nobody came."))
    answer = officer.get(page("draft", post))

    musts = answer.context["musts"]
    officer.post(
        page("draft", post), typed(1, text="It is a disgrace that nobody came.", **{f"keep_{musts[0].mark}": "So."})
    )

    assert draft_of(post).overrides == []


def test_the_preview_has_the_exact_words_of_each_channel(officer, post, noticeboard, facebook):
    fields = typed(0, facebook, **{f"own_{facebook.id}": "Mill Lane is closed."})
    officer.post(page("draft", post), fields)

    answer = said(officer.get(page("draft", post)))
    assert f"Mill Lane is closed. https://northfold.example/n/{post.reference}/" in answer
    assert "own text, " in answer
    assert "Facebook Page is put up by hand" in answer


def test_a_closed_channel_is_explained_and_left_out(officer, post, facebook, clerk):
    officer.post(page("draft", post), typed(0, facebook))
    close_channel(facebook, reason="unused", by=clerk, at=NOON)

    answer = officer.get(page("draft", post))
    assert "Facebook Page is not offered any more: the channel is closed." in said(answer)
    assert facebook.id not in answer.context["content"].channel_ids


def test_submitting_freezes_a_revision_and_says_who_decides(officer, post, clerk, noticeboard):
    answer = officer.post(page("submission", post), typed(0), follow=True)

    revision = Revision.objects.get(post=post)
    assert answer.redirect_chain[-1][0] == page("revision", post, 1)
    assert "The Clerk decides." in said(answer)
    assert (revision.stage, revision.title) == ("submitted", "Mill Lane closed from 1 December")


def test_submitting_keeps_the_hour_that_was_typed(officer, post, clerk):
    officer.post(page("submission", post), typed(0, goes_out="Fri 27 Nov 2026, 12:30pm"))

    revision = Revision.objects.get(post=post)
    assert revision.goes_out_wall == "2026-11-27T12:30"
    assert revision.goes_out.isoformat() == "2026-11-27T12:30:00+00:00"


def test_what_blocks_is_named_with_a_link_and_every_word_is_kept(officer, post):
    answer = officer.post(page("submission", post), typed(0, text="It is a disgrace that nobody came."))

    assert answer.status_code == 422
    assert '<a href="#f1">1, “a disgrace” is an opinion' in answer.content.decode()
    assert shown_in(answer, "text") == "It is a disgrace that nobody came."
    assert not Revision.objects.exists()


def test_a_time_that_cannot_be_read_stands_at_its_field_and_in_the_summary(officer, post):
    answer = officer.post(page("submission", post), typed(0, goes_out="soonish"))

    assert answer.status_code == 422
    assert 'href="#id_goes_out"' in answer.content.decode()
    assert shown_in(answer, "goes_out") == "soonish"
    assert draft_of(post).content["goes_out"] == "soonish"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"goes_out": "Mon 23 Nov 2026, 9am"}, "That time has passed."),
        ({"comes_down": "Mon 23 Nov 2026, 9am"}, "It would come down before it went out."),
        (
            {"event_start": "Tue 1 Dec 2026, 9am", "event_end": "Tue 1 Dec 2026, 8am"},
            "The event would end before it starts.",
        ),
        ({"repeat": "weekly"}, "A post that goes out again needs its first time."),
        ({"repeat": "weekly", "goes_out": "Fri 27 Nov 2026, 9am"}, "Say the last day"),
        ({"title": "x" * 201}, "201 characters, and 200 fit"),
        ({"link": "not an address"}, "is not a whole web address"),
    ],
)
def test_each_thing_that_cannot_be_is_said_in_plain_words(officer, post, fields, words):
    answer = officer.post(page("submission", post), typed(0, **fields))

    assert answer.status_code == 422
    assert words in said(answer)
    assert not Revision.objects.exists()


def test_a_second_tab_does_not_overwrite_and_both_texts_are_shown(officer, post):
    officer.post(page("draft", post), typed(0, text="The words of the first tab.", tab="one"))

    answer = officer.post(page("draft", post), typed(0, text="The words of the second tab.", tab="two"))

    assert answer.status_code == 409
    assert shown_in(answer, "text") == "The words of the second tab."
    assert "The words of the first tab." in said(answer)
    assert draft_of(post).content["text"] == "The words of the first tab."


def test_of_two_texts_the_person_chooses(officer, post):
    officer.post(page("draft", post), typed(0, text="The words of the first tab.", tab="one"))
    conflict = officer.post(page("draft", post), typed(0, text="The words of the second tab.", tab="two"))

    officer.post(
        page("draft", post), typed(shown_in(conflict, "version"), text="The words of the second tab.", tab="two")
    )

    assert draft_of(post).content["text"] == "The words of the second tab."


def test_a_tab_does_not_quarrel_with_its_own_save_by_the_way(officer, post):
    officer.post(page("draft-check", post), typed(0, text="Half a sent"), headers={"HX-Request": "true"})

    answer = officer.post(page("draft", post), typed(0, text="Half a sentence, and the rest."))

    assert answer.status_code == 302
    assert draft_of(post).content["text"] == "Half a sentence, and the rest."


def test_submitting_what_another_tab_submitted_loses_nothing(officer, post, clerk):
    officer.post(page("submission", post), typed(0))

    answer = officer.post(page("submission", post), typed(0, text="Other words.", tab="two"))

    assert answer.status_code == 409
    assert shown_in(answer, "text") == "Other words."
    assert Revision.objects.count() == 1


def test_looking_at_a_draft_and_saving_it_unchanged_makes_nobody_a_writer(officer, post, clerk):
    officer.post(page("draft", post), typed(0))

    at_desk(clerk).post(page("draft", post), typed(1, tab="two"))

    assert clerk.id not in draft_of(post).writers


def test_words_that_were_sent_back_stay_their_writers_words(officer, post, clerk, deputy_clerk, communications_officer):
    officer.post(page("submission", post), typed(0))
    at_desk(clerk).post(page("return", post, 1), {"reason": "Say the hours."})

    at_desk(deputy_clerk).post(page("draft", post), typed("new", title="Mill Lane closed from 9am"))

    assert draft_of(post).writers == sorted([communications_officer.id, deputy_clerk.id])


def test_opening_what_was_sent_back_makes_the_very_same_content(officer, post, clerk, facebook):
    fields = {
        "goes_out": "Fri 27 Nov 2026, 12:30pm",
        "event_start": "Tue 1 Dec 2026, 9am",
        "event_end": "Tue 1 Dec 2026, 5pm",
        "venue": "Village hall",
        "link": "https://northfold.example/lane",
        "named": "Weald Drainage Ltd: email of 3 November",
        f"own_{facebook.id}": "Mill Lane is closed.",
    }
    officer.post(page("submission", post), typed(0, facebook, **fields))
    revision = Revision.objects.get(post=post)
    at_desk(clerk).post(page("return", post, 1), {"reason": "Say the hours."})

    answer = officer.get(page("draft", post))

    assert answer.context["content"] == content_of(revision)


def test_while_typing_the_draft_is_saved_and_the_parts_come_back_without_the_fields(officer, post):
    answer = officer.post(page("draft-check", post), typed(0, text=WRONG_DAY), headers={"HX-Request": "true"})

    part = answer.content.decode()
    assert 'id="saved"' in part
    assert 'id="policy"' in part
    assert 'name="version" value="1"' in part
    assert 'name="text"' not in part
    assert draft_of(post).content["text"] == WRONG_DAY


def test_while_typing_a_moment_is_echoed_with_its_weekday(officer, post):
    answer = officer.post(page("draft-check", post), typed(0, goes_out="27/11 1230"), headers={"HX-Request": "true"})

    assert "Friday 27 November 2026 at 12:30pm" in said(answer)


def test_while_typing_a_save_in_another_tab_is_said_and_not_overwritten(officer, post):
    officer.post(page("draft", post), typed(0, text="The first tab.", tab="one"))

    answer = officer.post(
        page("draft-check", post), typed(0, text="The second.", tab="two"), headers={"HX-Request": "true"}
    )

    assert "This draft was saved in another window." in said(answer)
    assert draft_of(post).content["text"] == "The first tab."


def test_a_draft_that_is_thrown_away_can_be_brought_back(officer, post):
    officer.post(page("draft", post), typed(0))
    answer = officer.post(page("draft-removal", post), typed(1), follow=True)
    assert "Bring the draft back" in said(answer)

    back = officer.get(page("draft", post))
    officer.post(page("draft", post), typed(shown_in(back, "version"), text=shown_in(back, "text")))

    assert draft_of(post).content["title"] == "Mill Lane closed from 1 December"
    assert Post.objects.get(id=post.id).thrown_away_at is None


def test_a_withdrawn_or_unknown_post_has_no_composer(officer, post):
    assert officer.get(reverse("draft", args=["P-2026-9999"])).status_code == 404
    assert officer.get(reverse("draft", args=["nonsense"])).status_code == 404


def test_the_composer_asks_the_database_a_bounded_number_of_times(
    officer, post, facebook, django_assert_max_num_queries
):
    officer.post(page("draft", post), typed(0, facebook))

    with django_assert_max_num_queries(13):
        officer.get(page("draft", post))
    with django_assert_max_num_queries(20):
        officer.post(page("draft-check", post), typed(1, facebook, text=WRONG_DAY), headers={"HX-Request": "true"})
    assert Draft.objects.count() == 1
