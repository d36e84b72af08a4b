"""A comment full of tricks, or a megabyte long: harmless on every page, in every feed and email that shows it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from parishpump.inbox.actions.answering import make_public_answer
from parishpump.inbox.actions.praising import pass_praise_on
from parishpump.inbox.actions.stories import open_by_hand
from parishpump.inbox.actions.telling import tell
from parishpump.inbox.jobs import send_story
from parishpump.inbox.models import Message, Story
from parishpump.publishing.actions.deciding import Blocked, approve, submit
from parishpump.publishing.actions.deliver import deliver
from tests.conftest import NOON
from tests.inbox.answering import asked, begun, memory_source
from tests.inbox.conftest import signed_in
from tests.publishing.lives import content
from tests.publishing.reading import having_read

MARKUP = "<script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7|add:7 }}"
TRICKS = f"\u202egpj.exe\u2067 {MARKUP} \x1b[2J"
FORBIDDEN = ("<script>alert", "<img src=x", "\u202e", "\u2067", "\x1b")
A_MEGABYTE = "Hands off our pond " * 55_000
LONGEST_PAGE, LONGEST_EMAIL = 200_000, 20_000  # characters


@pytest.fixture(params=["tricks", "a megabyte"])
def message(request, clerk, noticeboard, monkeypatch) -> Message:
    source, _ = memory_source(clerk, monkeypatch)
    text = TRICKS if request.param == "tricks" else A_MEGABYTE
    return asked(source, text=text, title=text[:400], author=text[:300], handle=text[:500])


def pages_about(message: Message, officer) -> list[str]:
    """Every officers' page on which its words stand."""
    reply = begun(message, officer)
    passed = pass_praise_on(
        message, to="Team", email="g@team.example", words="Well done", named=True, by=officer, at=NOON
    )
    story = open_by_hand(message, by=officer, at=NOON)
    by_reference = ("message", "whole-message", "praise-passing", "moderate", "answer-for-all")
    return [
        reverse("conversations"),
        f"{reverse('conversations')}?words=gpj",
        *(reverse(name, args=[message.reference]) for name in by_reference),
        reverse("reply", args=[reply.post.reference]),
        reverse("praise-passed", args=[passed.id]),
        reverse("stories"),
        reverse("story", args=[story.id]),
        "/desk/",
    ]


def test_no_page_of_an_officer_is_tricked_or_drowned(message, clerk, it_is):
    client: Client = signed_in(clerk)

    for address in pages_about(message, clerk):
        page = client.get(address)

        assert (address, page.status_code) == (address, 200)
        assert (address, [one for one in FORBIDDEN if one in page.text]) == (address, [])
        assert (address, len(page.text) < LONGEST_PAGE) == (address, True)


def test_no_email_is_tricked_or_drowned(message, clerk, it_is):
    client: Client = signed_in(clerk)
    typed = {"team": "Gardening volunteers", "email": "g@team.example", "words": "Well done", "named": "on"}
    client.post(reverse("praise-passing", args=[message.reference]), typed)
    open_by_hand(message, by=clerk, at=NOON)
    tell(send_story, at=NOON + timedelta(minutes=1))

    assert Story.objects.count() == 1
    assert len(mail.outbox) == 2
    for email in mail.outbox:
        assert not {"\u202e", "\u2067", "\x1b"} & set(email.subject + email.body)
        assert len(email.subject) < 400
        assert len(email.body) < LONGEST_EMAIL


@pytest.fixture
def answer_for_all(noticeboard, communications_officer, clerk, monkeypatch):
    """Publish the answer to a question, in the words in which it was asked."""
    source, _ = memory_source(clerk, monkeypatch)
    officer, message = having_read(communications_officer), asked(source)

    def publish(question: str) -> str:
        facts = {"question": question, "answer": "It is the council’s.", "topic": None, "looked": True}
        made = make_public_answer(message, **facts, by=officer, at=NOON)
        notice = content(noticeboard, title=made.question, text=made.answer)
        approve(submit(made.post, notice, overrides={}, by=officer, at=NOON), by=clerk, at=NOON)
        deliver(now=lambda: NOON)
        return made.post.reference

    return publish


def test_characters_that_turn_or_hide_are_stopped_before_they_are_public(answer_for_all):
    with pytest.raises(Blocked) as blocked:
        answer_for_all(f"{TRICKS} Whose pond is it?")

    assert "hidden character" in blocked.value.verdict.findings[0].message


def test_markup_in_a_question_answered_for_all_is_shown_and_never_run(answer_for_all, it_is):
    reference = answer_for_all(f"{MARKUP} Whose pond is it?")

    public = Client(headers={"host": "northfold.example"})
    for address in ("/", "/answers/", f"/n/{reference}/", "/feed.atom", "/feed.json", "/published/"):
        page = public.get(address)
        assert (address, page.status_code, "Whose pond" in page.text) == (address, 200, True)
        if address != "/feed.json":
            assert (address, [one for one in FORBIDDEN if one in page.text]) == (address, [])
