"""Asking back: one question at a time, and when its writer has answered it waits for us."""

from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.clarified import note_answers
from parishpump.inbox.actions.replying import submit_reply
from parishpump.inbox.actions.tending import NotSentYet, ask_for_clarification
from parishpump.inbox.models import Clarification, Message, Reply, Source
from parishpump.inbox.queries.replies import unsent_question
from parishpump.publishing.actions.deciding import approve
from parishpump.publishing.actions.deliver import deliver
from tests.conftest import NOON
from tests.inbox.answering import asked, memory_source
from tests.inbox.hearing import said
from tests.publishing.reading import having_read

LATER = NOON + timedelta(minutes=5)
WHICH = "Which drain do you mean?"


@pytest.fixture
def source(clerk, noticeboard, monkeypatch) -> Source:
    return memory_source(clerk, monkeypatch)[0]


@pytest.fixture
def question(source) -> Message:
    return asked(source)


def ask_back(message, by, *, words=WHICH) -> Clarification:
    return ask_for_clarification(message, words, by=having_read(by), at=NOON)


def goes_out(approver, by) -> None:
    reply = Reply.objects.get()
    submit_reply(reply, text=WHICH, sources=(), overrides={}, by=by, at=NOON)
    reply.post.refresh_from_db()
    approve(reply.post.latest, by=approver, at=NOON)
    deliver(now=lambda: LATER)


def writes_again(source, *, thread="at://village/1", handle="resident.example", number=2) -> Message:
    one = said(f"at://village/{number}", "The one by the school.", thread=thread, handle=handle)
    (message,) = catch(source, [one], cursor=None, at=LATER).new
    return message


def test_a_second_question_while_one_has_not_gone_is_no_second_draft(question, communications_officer):
    ask_back(question, communications_officer)

    with pytest.raises(NotSentYet) as refused:
        ask_back(question, communications_officer, words="And since when?")

    assert refused.value.reply == Reply.objects.get()
    assert Clarification.objects.count() == 1


def test_the_page_leads_to_the_question_that_has_not_gone_and_keeps_what_was_typed(
    question, as_officer, communications_officer
):
    reply = (ask_back(question, communications_officer), Reply.objects.get())[1]

    page = as_officer.post(
        f"/conversations/{question.reference}/clarification/", {"asks_for": "And since when?"}, follow=True
    )

    assert page.redirect_chain[-1][0] == f"/conversations/replies/{reply.post.reference}/"
    assert "has not gone yet" in page.text
    assert "And since when?" in page.text


def test_once_it_has_gone_another_can_be_asked(question, communications_officer, deputy_clerk):
    ask_back(question, communications_officer)
    goes_out(deputy_clerk, communications_officer)

    nothing_left = unsent_question(question)
    ask_back(question, communications_officer, words="And since when?")

    assert nothing_left is None
    assert Clarification.objects.count() == 2


def test_when_its_writer_has_answered_it_waits_for_us(source, question, communications_officer):
    asked_back = ask_back(question, communications_officer)
    answer = writes_again(source)

    note_answers(at=LATER)

    question.refresh_from_db()
    asked_back.refresh_from_db()
    assert (question.waits_for_writer, asked_back.answered_by) == (False, answer)
    assert Record.objects.filter(kind="clarification answered", subject=f"message {question.reference}").exists()
    assert note_answers(at=LATER) == []


def test_what_was_closed_meanwhile_stays_closed_and_waits_no_more(source, question, communications_officer):
    ask_back(question, communications_officer)
    Message.objects.filter(id=question.id).update(closed_at=NOON)
    writes_again(source)

    note_answers(at=LATER)

    question.refresh_from_db()
    assert (question.waits_for_writer, question.closed_at) == (False, NOON)


@pytest.mark.parametrize("other", [{"handle": "neighbour.example"}, {"thread": "at://village/elsewhere"}])
def test_what_somebody_else_says_or_says_elsewhere_is_no_answer(source, question, communications_officer, other):
    ask_back(question, communications_officer)
    writes_again(source, **other)

    note_answers(at=LATER)

    question.refresh_from_db()
    assert question.waits_for_writer
