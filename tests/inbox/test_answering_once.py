"""One answer for everybody: it names nobody who asked, goes the way of every notice, and each who asked is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parishpump.archive.models import Record
from parishpump.inbox.actions.answering import NotPublic, TracesRemain, approve_each, make_public_answer, tell_all
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.models import Asked, Message, PublicAnswer, Source
from parishpump.inbox.queries.answers import alike_answers, answers_listed, asking_the_same
from parishpump.publishing.actions.deciding import Blocked, OwnWork, approve, submit
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.content import Content
from parishpump.publishing.models import Approval, Draft
from tests.conftest import NOON
from tests.inbox.answering import asked, memory_source, sent
from tests.inbox.conftest import signed_in
from tests.inbox.village import hear_one, village_page
from tests.publishing.reading import having_read

LATER = NOON + timedelta(minutes=5)
QUESTION = "The drain in Mill Lane: by what day is it repaired?"
ANSWER = "Kent Highways repairs the drain in Mill Lane on Thursday 26 November 2026."
LINK = "https://northfold.example/n/P-2026-0001/"
TOLD = "Thank you for asking. The council has answered this for everybody."


@pytest.fixture
def source(clerk, noticeboard, monkeypatch) -> Source:
    return memory_source(clerk, monkeypatch)[0]


@pytest.fixture
def question(source) -> Message:
    return asked(source, author="Ash Oakley", handle="ashoakley.example")


def made(message, by, *, question=QUESTION, answer=ANSWER, looked=False) -> PublicAnswer:
    facts = {"question": question, "answer": answer, "topic": None, "looked": looked}
    return make_public_answer(message, **facts, by=having_read(by), at=NOON)


def published(message, by, approver, board) -> PublicAnswer:
    answer = made(message, by)
    content = notice(board)
    approve(submit(answer.post, content, overrides={}, by=by, at=NOON), by=approver, at=NOON)
    deliver(now=lambda: LATER)
    answer.refresh_from_db()
    answer.post.refresh_from_db()
    return answer


def test_it_begins_a_notice_with_the_question_above_the_answer(question, communications_officer):
    answer = made(question, communications_officer)

    draft = Draft.objects.get(post=answer.post)
    assert (draft.content["title"], draft.content["text"]) == (QUESTION, ANSWER)
    assert not answer.post.is_answer
    assert Asked.objects.get().message == question


@pytest.mark.parametrize("words", ["Thank you, Ash Oakley.", "Oakley asked this.", "See @ashoakley.example"])
def test_with_a_name_or_an_account_in_it_nothing_is_begun_even_if_somebody_looked(
    question, communications_officer, words
):
    with pytest.raises(TracesRemain):
        made(question, communications_officer, answer=f"{ANSWER} {words}", looked=True)

    assert not PublicAnswer.objects.exists()


def test_other_traces_are_for_a_person_and_the_record_keeps_their_kind_and_place_alone(
    question, communications_officer
):
    words = f"{ANSWER} It is outside 12 Mill Lane."
    with pytest.raises(TracesRemain):
        made(question, communications_officer, answer=words)

    made(question, communications_officer, answer=words, looked=True)

    body = Record.objects.get(kind="public answer begun").body
    assert [one["kind"] for one in body["traces looked at and left"]] == ["house"]
    assert "12 Mill" not in str(body)


def notice(board, **changed) -> Content:
    facts = {
        "title": QUESTION,
        "text": ANSWER,
        "zone": "Europe/London",
        "channel_ids": (board.id,),
        "sources": ("Minute 2026/140",),
        "purpose": "Know the answer",
        "audience": "Everybody",
        "category": "Roads and travel",
        "comes_down": NOON + timedelta(days=9),
    }
    return Content(**facts | changed)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": f"{ANSWER} Thank you, Ash Oakley."}, "Ash Oakley"),
        ({"title": "What @ashoakley.example asked about the drain"}, "@ashoakley.example"),
        ({"text": f"{ANSWER} Write to ash@oakley.example."}, "ash@oakley.example"),
    ],
)
def test_an_edit_in_the_composer_cannot_bring_back_whoever_asked(
    source, communications_officer, noticeboard, changed, words
):
    question = asked(
        source, author="Ash Oakley", handle="ashoakley.example", text="The drain? I am at ash@oakley.example."
    )
    answer = made(question, communications_officer)

    with pytest.raises(Blocked) as refused:
        submit(answer.post, notice(noticeboard, **changed), overrides={}, by=communications_officer, at=NOON)

    found = [one for one in refused.value.verdict.of("must") if one.rule == "personal.asker"]
    assert {one.words for one in found} == {words}
    assert "names nobody who asked" in found[0].fix


def test_what_named_nobody_when_it_was_submitted_is_judged_again_when_it_is_approved(
    question, communications_officer, deputy_clerk, noticeboard
):
    answer = made(question, communications_officer)
    content = notice(noticeboard, text=f"{ANSWER} Elm Weald saw to it.")
    revision = submit(answer.post, content, overrides={}, by=communications_officer, at=NOON)
    other = hear_one(village_page(), QUESTION, number=8, author="Elm Weald")
    Asked.objects.create(answer=answer, message=other, at=NOON)

    with pytest.raises(Blocked) as refused:
        approve(revision, by=having_read(deputy_clerk), at=LATER)

    assert "Elm Weald" in {one.words for one in refused.value.verdict.of("must")}


def test_the_composer_marks_whoever_asked_and_says_what_to_do(question, as_officer, communications_officer):
    answer = made(question, communications_officer)
    address = reverse("draft", args=[answer.post.reference])
    Draft.objects.filter(post=answer.post).update(content={"title": QUESTION, "text": f"{ANSWER} Ask Ash Oakley."})

    page = as_officer.get(address).content.decode()

    assert "names somebody who asked this" in page
    assert "names nobody who asked" in page
    assert "names whoever asked" in as_officer.get(reverse("public-answer", args=[answer.number])).content.decode()


def test_two_tabs_make_one_answer(question, communications_officer):
    assert made(question, communications_officer) == made(question, communications_officer)


def test_a_policy_that_wants_an_answer_to_each_is_kept_to(question, communications_officer, own_pack):
    own_pack("[parameters]\nlisten.one_reply_to_many = false\n")

    with pytest.raises(Refused):
        made(question, communications_officer)


def test_nobody_is_told_before_it_is_published(question, communications_officer):
    answer = made(question, communications_officer)

    with pytest.raises(NotPublic):
        tell_all(answer, [question], text=TOLD, link=LINK, by=communications_officer, at=NOON)


def test_once_published_it_is_found_by_words_and_offered_where_it_comes_near(
    question, communications_officer, deputy_clerk, noticeboard
):
    answer = published(question, communications_officer, deputy_clerk, noticeboard)

    assert [one.answer for one in alike_answers("When will the drain in Mill Lane be repaired?", at=LATER)] == [answer]
    assert [*answers_listed(LATER, words="drains")] == [answer]
    assert [*answers_listed(LATER, words="bonfire")] == []


def test_all_who_asked_are_told_each_by_a_reply_of_its_own_and_who_cannot_be_is_listed(
    question, source, communications_officer, deputy_clerk, noticeboard
):
    second = asked(source, 2, text="When do they repair the drain in Mill Lane?")
    nowhere = hear_one(village_page(), "When is the drain in Mill Lane repaired?", number=7)
    answer = published(question, communications_officer, deputy_clerk, noticeboard)

    suggested = asking_the_same(answer)
    came = tell_all(answer, [question, second, nowhere], text=TOLD, link=LINK, by=communications_officer, at=LATER)

    assert {one.reference for one in suggested} == {second.reference, nowhere.reference}
    assert [one.reply is None for one in came] == [False, False, True]
    assert "No address is known" in came[2].why
    assert all(LINK in one.reply.post.revisions.get().text for one in came[:2])


def test_many_are_approved_at_once_each_with_its_own_approval_and_own_work_is_refused(
    question, source, communications_officer, deputy_clerk, noticeboard
):
    second = asked(source, 2, text="When do they repair the drain in Mill Lane?")
    answer = published(question, communications_officer, deputy_clerk, noticeboard)
    tell_all(answer, [question, second], text=TOLD, link=LINK, by=communications_officer, at=LATER)
    replies = [one.reply for one in Asked.objects.select_related("reply__post__latest")]

    refused = approve_each(replies, by=communications_officer, at=LATER)
    approved = approve_each(replies, by=deputy_clerk, at=LATER)

    assert all(isinstance(one.refusal, (OwnWork, PermissionError)) for one in refused)
    assert len({one.approval.id for one in approved}) == 2
    assert Approval.objects.filter(revision__post__is_answer=True).count() == 2


def test_the_page_takes_the_asker_out_and_refuses_the_name(question, as_officer, communications_officer, deputy_clerk):
    text = f"Dear Ash Oakley, {ANSWER}"
    sent(question, communications_officer, deputy_clerk, at=LATER, text=text)
    address = reverse("answer-for-all", args=[question.reference])

    first = as_officer.get(address).content.decode()
    refused = as_officer.post(address, {"question": QUESTION, "answer": text, "topic": ""})
    done = as_officer.post(address, {"question": QUESTION, "answer": ANSWER, "topic": ""})

    assert "Ash Oakley" not in first[first.index('<form class="act') : first.index('class="talk')]
    assert refused.status_code == 422
    assert "Name in the answer" in refused.content.decode()
    assert done["Location"] == reverse("draft", args=[PublicAnswer.objects.get().post.reference])


def test_telling_and_approving_on_their_pages(
    question, as_officer, communications_officer, deputy_clerk, noticeboard, it_is
):
    it_is(LATER)
    answer = published(question, communications_officer, deputy_clerk, noticeboard)
    approver = signed_in(deputy_clerk)
    page, approval = (reverse(name, args=[answer.number]) for name in ("public-answer", "public-answer-approval"))

    told = as_officer.post(f"{page}telling/", {"message": question.id, "text": TOLD})
    asked_for = approver.get(approval).content.decode()
    reply = Asked.objects.get().reply
    done = approver.post(approval, {"reply": reply.id}).content.decode()

    assert "The reply waits for approval." in told.content.decode()
    assert TOLD in asked_for
    assert ">Approved<" in done
    assert QUESTION in as_officer.get(reverse("public-answers")).content.decode()


def test_the_public_reads_the_answers_without_who_asked(
    question, communications_officer, deputy_clerk, noticeboard, it_is, resident
):
    answer = published(question, communications_officer, deputy_clerk, noticeboard)
    it_is(LATER)

    shown = resident.get("/answers/?words=drain").content.decode()

    assert QUESTION in shown
    assert answer.post.reference in shown
    assert "Oakley" not in shown
    assert "No answer is like that" in resident.get("/answers/?words=zanzibar").content.decode()


def test_more_who_asked_cost_no_more_queries(
    question, source, communications_officer, deputy_clerk, noticeboard, it_is
):
    it_is(LATER)
    answer = published(question, communications_officer, deputy_clerk, noticeboard)
    approver = signed_in(deputy_clerk)
    address = reverse("public-answer-approval", args=[answer.number])
    counts = []
    for numbers in ((), range(2, 5)):
        others = [asked(source, number, text=f"When do they repair drain {number}?") for number in numbers]
        tell_all(answer, [question, *others], text=TOLD, link=LINK, by=communications_officer, at=LATER)
        approver.get(address)
        with CaptureQueriesContext(connection) as made_now:
            approver.get(address)
        counts.append(len(made_now))

    assert counts[0] == counts[1]
