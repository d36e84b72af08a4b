"""The pages of stories that run away: what is shown to whom, and what is written there."""

import re
from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.inbox.actions.stories import end_story
from parishpump.inbox.actions.watching import look_out
from parishpump.inbox.models import Message, PressEnquiry, SavedText, Source, Story, StoryNote
from parishpump.people.models import Person
from parishpump.people.powers import CHAIRMAN
from parishpump.publishing.models import Post
from tests.conftest import NOON, person_in
from tests.inbox.conftest import signed_in
from tests.inbox.running_away import quiet_village, speak

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
LIST = "/conversations/stories/"
MOST = 25
ASKED = {"outlet": "Weald Gazette", "contact": "newsdesk@gazette.example", "question": "Whose fire is it?"}


@pytest.fixture
def village(clerk) -> Source:
    return quiet_village(clerk)


@pytest.fixture
def story(village, it_is) -> Story:
    """Twenty messages in a quarter of an hour, and the page is looked at an hour later."""
    look_out(at=NOON)
    speak(village, at=NOON + timedelta(minutes=4), times=20)
    look_out(at=NOON + QUARTER)
    it_is(NOON + HOUR)
    return Story.objects.get()


@pytest.fixture
def page(story) -> str:
    return f"{LIST}{story.id}/"


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_page_shows_the_chart_in_words_with_the_table_beside_it(page, as_officer):
    answer = as_officer.get(page)

    shown = answer.content.decode()
    assert "Smoke, messages an hour: 20 at most, Tue 24 Nov from 12 noon; 0 to 1 are usual then." in shown
    assert shown.count('role="img"') >= 2
    assert 'class="bar bar--hot"' in shown
    assert "Hours in which a message came" in shown


def test_the_page_says_what_drives_it_and_folds_abuse_away(page, village, as_officer):
    speak(village, at=NOON + timedelta(minutes=6), text="You are idiots", labels=["abuse"])
    first = Message.objects.filter(conversation__key="smoke").order_by("id").first()
    speak(village, at=NOON + timedelta(minutes=7), text="Same here", answers=first)

    shown = text_of(as_officer.get(page))

    assert "1 of them folded away: abuse" in shown
    assert "idiots" not in shown
    assert "Words that many share: back, bonfire" in shown
    assert "1 answer from others" in shown


def test_a_line_is_written_into_the_timeline(page, story, as_officer):
    as_officer.post(f"{page}lines/", {"words": "The farm was telephoned."})

    line = StoryNote.objects.get(story=story, words="The farm was telephoned.")
    assert (line.office, line.at) == ("Communications Officer", NOON + HOUR)
    assert Record.objects.filter(kind="story noted", subject=f"story {story.id}").exists()


def test_a_statement_begins_from_saved_words_as_a_post(page, story, as_officer, deputy_clerk):
    words = {"title": "We look into it", "use": "holding statement", "text": "We know of it."}
    signed_in(deputy_clerk).post("/conversations/saved-texts/new/", words)
    saved = SavedText.objects.get()

    answer = as_officer.post(f"{page}statements/", {"text": saved.id})

    post = Post.objects.get()
    assert answer.headers["Location"] == f"/posts/{post.reference}/draft/"
    assert post.draft.content["text"] == "We know of it."
    assert f"Open {post.reference}" in text_of(as_officer.get(page))


def test_without_a_holding_statement_the_page_says_where_they_are_kept(page, as_officer):
    shown = as_officer.get(page).text

    assert "No holding statement is approved yet" in shown
    assert 'href="/conversations/saved-texts/"' in shown


def test_an_enquiry_is_entered_with_its_deadline_and_answered_once(page, as_officer):
    as_officer.post(f"{page}enquiries/", ASKED | {"deadline": "today 5pm"})
    asked = PressEnquiry.objects.get()
    for answer in ("The council lit none.", "Something else."):
        as_officer.post(f"{page}enquiries/{asked.id}/answer/", {f"e{asked.id}-answer": answer})

    asked.refresh_from_db()
    assert asked.deadline == NOON + 5 * HOUR
    assert (asked.answer, asked.answered_office) == ("The council lit none.", "Communications Officer")
    assert Record.objects.filter(kind="press enquiry answered").count() == 1


def test_a_message_that_looks_like_a_journalists_is_taken_in_once(page, village, as_officer):
    (message,) = speak(
        village, at=NOON, thread="paper", text="For the Gazette: whose fire is it?", labels=["press enquiry"]
    )
    offered = text_of(as_officer.get(page))
    for _ in range(2):
        as_officer.post(f"{page}enquiries/", ASKED | {"message": message.reference})

    assert "These look like a journalist’s" in offered
    assert PressEnquiry.objects.get().asked_at == message.received_at
    assert "whose fire is it?" in as_officer.get(f"{page}?message={message.reference}").content.decode()


@pytest.mark.parametrize(
    ("part", "typed", "says"),
    [
        ("lines/", {"words": ""}, "“What happened” is empty"),
        ("enquiries/", ASKED | {"outlet": ""}, "“Who asks” is empty"),
        ("enquiries/", ASKED | {"deadline": "when it suits"}, "Write it like"),
        ("end/", {"why": ""}, "“Why it is over” is empty"),
    ],
)
def test_what_cannot_be_kept_says_why_and_keeps_what_was_typed(page, as_officer, part, typed, says):
    answer = as_officer.post(f"{page}{part}", typed)

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_story_ends_with_words_and_nothing_is_added_afterwards(page, story, as_officer):
    as_officer.post(f"{page}end/", {"why": "The fire is out."})
    as_officer.post(f"{page}lines/", {"words": "One more thing."})
    as_officer.post(f"{page}statements/", {"text": ""})

    story.refresh_from_db()
    assert (story.ended_at, story.ended_words) == (NOON + HOUR, "The fire is out.")
    assert not StoryNote.objects.filter(words="One more thing.").exists()
    assert not Post.objects.exists()
    assert "The fire is out." in text_of(as_officer.get(LIST))


def test_the_list_teaches_where_nothing_runs(as_officer):
    assert "Nothing runs away." in text_of(as_officer.get(LIST))


def test_the_chairman_reads_it_without_what_was_said_in_private(page, village):
    speak(village, at=NOON + timedelta(minutes=5), text="My daughter was ill", public=False)

    answer = signed_in(person_in(CHAIRMAN, minute="")).get(page)

    assert "1 message came in private" in text_of(answer)
    assert "daughter" not in answer.content.decode()
    assert "<form class=" not in answer.content.decode()


def test_a_councillor_is_told_why_it_is_shut(page, councillor: Person):
    answer = signed_in(councillor).get(page)

    assert answer.status_code == 403
    assert "Stories are for those who listen" in text_of(answer)


def test_the_desk_puts_it_above_all_else(story, as_officer):
    shown = text_of(as_officer.get("/desk/"))

    assert "A story runs away since" in shown
    assert shown.index("Look at what runs away: Smoke") < shown.index("Today")


def test_the_desk_of_a_chairman_shows_it_too(story):
    assert "Look at what runs away: Smoke" in text_of(signed_in(person_in(CHAIRMAN, minute="")).get("/desk/"))


def test_when_it_is_over_the_desk_is_still(story, as_officer, clerk):
    end_story(story, "The fire is out.", by=clerk, at=NOON + HOUR)

    assert "runs away" not in text_of(as_officer.get("/desk/"))


def test_the_inbox_says_it_on_a_line(story, as_officer):
    assert "A story runs away: Smoke" in text_of(as_officer.get("/conversations/"))


def test_the_page_asks_as_much_however_much_was_said(page, village, as_officer, django_assert_max_num_queries):
    speak(village, at=NOON + timedelta(minutes=9), times=2_000)

    with django_assert_max_num_queries(MOST):
        as_officer.get(page)
