"""Ask the council: what anybody can send without an account, and what keeps robots out without a riddle."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from parishpump.inbox.likeness import sketch_of
from parishpump.inbox.models import Message, PublicAnswer, Source
from parishpump.publishing.actions.deliver import deliver
from tests.conftest import NOON
from tests.publishing.lives import approved

ADDRESS = "/ask/"
ASKED = {
    "question": "When is the drain in Mill Lane repaired?",
    "name": "A resident",
    "email": "resident@village.example",
    "website": "",
}
LATER = NOON + timedelta(minutes=2)


def drawn(client: Client) -> str:
    """What the form carries of when it was drawn."""
    found = re.search(r'name="drawn" value="([^"]+)"', client.get(ADDRESS).text)
    assert found
    return found[1]


def send(client: Client, it_is, *, at=LATER, **said: str):
    """Open the form, write, and press the button."""
    carried = said.pop("drawn", None) or drawn(client)
    it_is(at)
    return client.post(ADDRESS, {**ASKED, "drawn": carried, **said})


def test_a_question_is_a_message_with_a_reference(resident, it_is):
    answer = send(resident, it_is)

    message = Message.objects.get()
    assert (message.text, message.author, message.handle) == (
        ASKED["question"],
        "A resident",
        "resident@village.example",
    )
    assert (message.source.kind, message.route, message.public) == (Source.ASK, "our own form", False)
    assert message.reference in resident.get(answer["Location"]).text


def test_whoever_asks_needs_no_name_and_no_address(resident, it_is):
    send(resident, it_is, name="", email="")

    assert Message.objects.get().handle == ""


def test_the_thanks_say_what_the_policy_does_not_state(resident, it_is):
    page = resident.get(send(resident, it_is)["Location"]).text

    assert "states no time for an answer" in page
    assert "states no hours in which somebody looks" in page


def test_outside_the_hours_the_thanks_say_so(resident, it_is, own_pack):
    own_pack('[parameters.listen]\nmonitored_hours = ["09:00-11:00"]\nreply_target = "5 working days"\n')

    page = resident.get(send(resident, it_is)["Location"]).text

    assert "an answer within 5 working days" in page
    assert "Somebody looks again on Wednesday 25 November 2026 at 9am" in page


def test_the_thanks_are_for_whoever_asked_alone(resident, it_is):
    send(resident, it_is)

    assert resident.get("/ask/received/M-2026-0001/").status_code == 404


def test_the_same_form_sent_twice_is_one_question(resident, it_is):
    carried = drawn(resident)
    first, second = (send(resident, it_is, drawn=carried) for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert Message.objects.count() == 1


def test_another_question_from_the_same_page_is_another(resident, it_is):
    carried = drawn(resident)
    send(resident, it_is, drawn=carried)
    send(resident, it_is, drawn=carried, question="And the one in Church Road?")

    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "at", "says"),
    [
        ({"question": ""}, LATER, "is empty"),
        ({"email": "nowhere"}, LATER, "not a whole email address"),
        ({"website": "https://buy.example"}, LATER, "for robots"),
        ({}, NOON + timedelta(seconds=1), "quicker than a person"),
        ({}, NOON + timedelta(hours=25), "more than a day"),
        ({"drawn": "made up"}, LATER, "more than a day"),
        ({"question": "Drain? " * 150_000}, LATER, "longer than 1 MB"),
    ],
)
def test_what_cannot_be_sent_is_kept_and_says_why(resident, it_is, said, at, says):
    page = send(resident, it_is, at=at, **said)

    assert page.status_code == 422
    assert says in page.text
    assert said.get("question", ASKED["question"]).strip() in page.text
    assert not Message.objects.exists()


@pytest.mark.parametrize("first", [NOON + timedelta(seconds=1), NOON + timedelta(hours=25)])
def test_pressing_again_sends_what_came_too_soon_or_too_late(resident, it_is, first):
    page = send(resident, it_is, at=first)
    again = re.search(r'name="drawn" value="([^"]+)"', page.text)[1]

    send(resident, it_is, drawn=again, at=first + timedelta(seconds=10))

    assert Message.objects.count() == 1


def test_a_flood_from_one_place_is_stopped_and_loses_nothing(resident, it_is):
    carried = drawn(resident)

    pages = [send(resident, it_is, drawn=carried, question=f"Drain {number}?") for number in range(11)]

    assert [page.status_code for page in pages] == [302] * 10 + [429]
    assert "Drain 10?" in pages[-1].text
    assert Message.objects.count() == 10


def test_an_answer_given_before_is_offered_before_anything_is_sent(resident, it_is, answered):
    carried = drawn(resident)
    page = send(resident, it_is, drawn=carried)

    assert page.status_code == 200
    assert f'href="/n/{answered.post.reference}/"' in page.text
    assert answered.question in page.text
    assert not Message.objects.exists()

    offered = re.search(r'name="offered" value="([^"]+)"', page.text)[1]
    send(resident, it_is, drawn=carried, offered=offered)
    assert Message.objects.count() == 1


@pytest.fixture
def answered(clerk, communications_officer, noticeboard):
    """A public answer that is near to what is asked."""
    revision = approved(communications_officer, clerk, noticeboard)
    deliver(now=lambda: NOON)
    return PublicAnswer.objects.create(
        number=1,
        question="When will the drain in Mill Lane be repaired?",
        answer="In December.",
        post=revision.post,
        sketch=sketch_of("When will the drain in Mill Lane be repaired?"),
        made_at=NOON,
        made_by=clerk,
    )


def test_the_same_asked_in_many_more_words_is_offered_the_answer_and_goes_all_the_same(resident, it_is, answered):
    asks = (
        "Hello, we moved in last spring and walk the dog there. The big drain halfway down Mill Lane is still open, "
        "and twice a wheel went in. Could somebody look up when it is going to be repaired?"
    )

    carried = drawn(resident)

    offered = send(resident, it_is, drawn=carried, question=asks)
    nothing_sent = not Message.objects.exists()
    send(resident, it_is, drawn=carried, question=asks, offered=str(answered.id))

    assert answered.question in offered.text
    assert nothing_sent
    assert Message.objects.get().text == asks


def test_what_is_asked_is_shown_as_words_and_nothing_else(resident, it_is):
    page = send(resident, it_is, question="<script>alert(1)</script>", email="nowhere")

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_the_only_cookie_is_the_forms_own(resident, it_is):
    send(resident, it_is)

    assert set(resident.cookies) == {"csrftoken"}


def test_a_form_from_elsewhere_is_refused(it_is, northfold):
    client = Client(headers={"host": "northfold.example"}, enforce_csrf_checks=True)

    assert send(client, it_is).status_code == 403


def test_asking_takes_the_same_few_queries_however_much_there_is(resident, it_is, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        resident.get(ADDRESS)
