"""What the public says is laid before the meeting that decides: without names, with its list, and what came after."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from parishpump.archive.models import Record
from parishpump.inbox.actions.tending import tag_topic
from parishpump.inbox.actions.topics import NothingNew, Over, lay_before_meeting, open_topic, set_meeting
from parishpump.inbox.models import Laid, Source, Topic
from parishpump.inbox.queries.meetings import input_for, meetings_to_come
from parishpump.people.powers import WRITE
from tests.conftest import NOON, person_in
from tests.inbox.answering import asked, memory_source, sent
from tests.inbox.conftest import signed_in
from tests.inbox.village import hear, hear_one, village_page

LATER = NOON + timedelta(minutes=5)
MEETING = NOON.date() + timedelta(days=14)
ASKS = "When will the council decide about bonfires? Ring me on 07700 900123. Regards, Ash Oakley"
SAYS = "The smoke is in the whole house every night."


@pytest.fixture
def page(northfold) -> Source:
    return village_page()


@pytest.fixture
def topic(communications_officer) -> Topic:
    topic = open_topic("Bonfires", by=communications_officer, at=NOON)
    return set_meeting(topic, day=MEETING, agenda_item="7, bonfires", by=communications_officer, at=NOON)


@pytest.fixture
def said(page, topic, communications_officer):
    messages = hear(page, ASKS, SAYS, author="Ash Oakley")
    for one in messages:
        tag_topic(one, topic, by=communications_officer, at=NOON)
    return messages


def test_what_was_laid_is_on_the_record_with_its_list_and_what_comes_later_came_after(
    page, topic, said, communications_officer
):
    laid = lay_before_meeting(topic, by=communications_officer, at=LATER)
    late = hear_one(page, SAYS, at=LATER, number=9)
    tag_topic(late, topic, by=communications_officer, at=LATER)

    body = Record.objects.get(kind="public input laid before a meeting").body
    assert (laid.meeting, laid.message_ids) == (MEETING, [one.id for one in said])
    assert (body["messages"], body["agenda item"]) == ([one.reference for one in said], "7, bonfires")
    assert list(input_for(topic).came_after) == [late.reference]


def test_what_was_received_before_and_put_under_the_topic_after_came_after_too(
    page, topic, said, communications_officer
):
    early = hear_one(page, SAYS, at=NOON - timedelta(days=3), number=9)
    lay_before_meeting(topic, by=communications_officer, at=LATER)
    tag_topic(early, topic, by=communications_officer, at=LATER)

    assert list(input_for(topic).came_after) == [early.reference]


def test_a_second_list_holds_only_what_is_new_and_nothing_new_is_no_list(page, topic, said, communications_officer):
    lay_before_meeting(topic, by=communications_officer, at=LATER)
    with pytest.raises(NothingNew):
        lay_before_meeting(topic, by=communications_officer, at=LATER)
    late = hear_one(page, SAYS, at=LATER, number=9)
    tag_topic(late, topic, by=communications_officer, at=LATER)

    second = lay_before_meeting(topic, by=communications_officer, at=LATER)

    assert second.message_ids == [late.id]
    assert (input_for(topic).listed, list(input_for(topic).came_after)) == (3, [])


def test_another_meeting_has_nothing_before_it_yet(topic, said, communications_officer):
    lay_before_meeting(topic, by=communications_officer, at=LATER)

    set_meeting(topic, day=MEETING + timedelta(days=28), agenda_item="4, bonfires", by=communications_officer, at=LATER)

    assert [(one.topic, one.messages) for one in meetings_to_come(LATER)] == [(topic, 2)]


def test_nothing_is_laid_after_the_meeting_or_before_none(said, topic, communications_officer):
    with pytest.raises(Over):
        lay_before_meeting(topic, by=communications_officer, at=NOON + timedelta(days=15))
    with pytest.raises(Over):
        set_meeting(topic, day=NOON.date() - timedelta(days=1), agenda_item="", by=communications_officer, at=NOON)

    unknown = set_meeting(topic, day=None, agenda_item="", by=communications_officer, at=NOON)
    with pytest.raises(Over):
        lay_before_meeting(unknown, by=communications_officer, at=NOON)


def test_a_list_that_was_laid_never_changes(topic, said, communications_officer):
    lay_before_meeting(topic, by=communications_officer, at=LATER)

    for change in (lambda: Laid.objects.update(message_ids=[]), lambda: Laid.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_questions_come_with_their_answers_and_without_names(
    clerk, noticeboard, monkeypatch, topic, communications_officer, deputy_clerk, as_officer
):
    source, _ = memory_source(clerk, monkeypatch)
    question = asked(source, text=ASKS, author="Ash Oakley", handle="ashoakley.example")
    tag_topic(question, topic, by=communications_officer, at=NOON)
    sent(
        question, communications_officer, deputy_clerk, at=LATER, text="Dear Ash Oakley, in December: minute 2026/140."
    )

    printed = as_officer.get(f"/conversations/topics/{topic.id}/input/").text

    assert "When will the council decide about bonfires?" in printed
    assert "in December: minute 2026/140." in printed
    assert not [kept for kept in ("Oakley", "07700", "ashoakley") if kept in printed]


def test_the_words_of_a_request_that_the_law_wants_answered_are_laid_before_nobody(page, topic, communications_officer):
    request = hear_one(page, "When did you last mow? Under the Freedom of Information Act send me the invoices.")
    tag_topic(request, topic, by=communications_officer, at=NOON)

    assert request.has_duty
    assert (input_for(topic).to_lay, list(input_for(topic).questions)) == (1, [])


def test_the_desk_says_what_is_to_be_laid_until_it_is(topic, said, as_officer, communications_officer):
    before = as_officer.get("/desk/").text

    as_officer.post(f"/conversations/topics/{topic.id}/laying/")

    assert "2 messages on “Bonfires” to lay before the meeting" in before
    assert "to lay before the meeting" not in as_officer.get("/desk/").text
    assert Laid.objects.count() == 1


def test_whoever_writes_reads_it_and_lays_nothing_and_others_are_told_why(topic, said, it_is, councillor):
    writer = signed_in(person_in("deputy clerk", WRITE, minute="2026/150"))
    address = f"/conversations/topics/{topic.id}/"

    read, laid = writer.get(f"{address}input/"), writer.post(f"{address}laying/")

    assert (read.status_code, laid.status_code) == (200, 403)
    assert "to lay before the meeting" in writer.get("/desk/").text
    assert "is not for your office" in signed_in(councillor).get(f"{address}input/").text


def test_a_day_that_has_passed_is_refused_and_what_was_typed_stays(topic, as_officer):
    refused = as_officer.post(
        f"/conversations/topics/{topic.id}/meeting/", {"decided_on": "1/11/2026", "agenda_item": "9, snow"}
    )

    assert refused.status_code == 422
    assert "That day has passed" in refused.text
    assert "9, snow" in refused.text


def test_after_the_meeting_the_page_says_that_nothing_was_laid(topic, said, as_officer):
    Topic.objects.update(decided_on=NOON.date() - timedelta(days=1))

    shown = as_officer.get(f"/conversations/topics/{topic.id}/input/").text

    assert "nothing was laid before it" in shown
    assert "Laid before the meeting</button>" not in shown


def test_it_asks_as_much_however_much_was_said(page, topic, communications_officer, django_assert_max_num_queries):
    for number, one in enumerate(hear(page, *[f"{ASKS} {number}" for number in range(30)], first=50)):
        tag_topic(one, topic, affected=f"group {number % 3}", by=communications_officer, at=NOON)

    with django_assert_max_num_queries(6):
        found = input_for(topic)

    assert (found.questions_in_all, found.to_lay) == (30, 30)
