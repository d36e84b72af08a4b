"""Answers on the demonstration network: the council hears them, and people think better of them."""

from typing import cast

import pytest
from django.test import Client
from django.urls import reverse

from parishpump.demo.actions import open_account
from parishpump.demo.in_house import network_in_house
from parishpump.demo.models import DemoPost, Reply
from parishpump.networks.contract import NetworkError, Parcel
from tests.conftest import NOON
from tests.demo.conftest import ADDRESS, TOKEN
from tests.networks.hearing_promises import *  # noqa: F403
from tests.networks.listening import Council, Resident, read_all


class DemoResident:
    """Somebody at the network's own pages."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def says(self, text: str, *, answers: str) -> str:
        said = {"author": "Dog walker", "text": text}
        page = self._client.post(reverse("demo-replies", args=[int(answers)]), said)
        assert page.status_code == 302, page.text
        return page.url.rpartition("#")[2]

    def changes(self, key: str, text: str) -> None:
        self._client.post(reverse("demo-reply", args=[number_of(key)]), {"text": text})

    def takes_back(self, key: str) -> None:
        self._client.post(reverse("demo-reply-removal", args=[number_of(key)]))

    def below(self, key: str) -> list[str]:
        answered = DemoPost.objects.filter(in_answer_to=number_of(key), gone_at=None)
        return [post.text for post in answered if post.text in self._page(post)]

    def _page(self, post: DemoPost) -> str:
        page = self._client.get(reverse("demo-post", args=[post.thread_id])).text
        return page.replace("&lt;", "<").replace("&amp;", "&")


def number_of(key: str) -> int:
    return int(key.removeprefix("reply-"))


@pytest.fixture
def council(switched_on, account) -> Council:
    return cast(Council, network_in_house({"address": f"{ADDRESS}/demonstration/network", "token": TOKEN}))


@pytest.fixture
def resident(visitor) -> Resident:
    return DemoResident(visitor)


def test_a_hidden_answer_is_out_of_sight(council, resident, visitor, post, asked):
    council.hide(asked.key)

    page = visitor.get(reverse("demo-post", args=[post.reference])).text
    assert f'id="{asked.key}"' not in page
    assert not read_all(council)[0][0].public


def test_who_is_blocked_cannot_answer_and_is_told(council, visitor, post, asked):
    council.block(asked.handle)

    page = visitor.post(reverse("demo-replies", args=[post.reference]), {"author": "dog WALKER", "text": "Again."})

    assert page.status_code == 403
    assert "takes no answers from dog WALKER at present" in page.text


def test_an_answer_to_a_resident_stands_in_the_thread_and_not_on_the_timeline(council, visitor, post, asked):
    council.publish(Parcel("c" * 32, "From nine.", (), NOON, in_reply_to=asked.key, thread=asked.thread))

    assert "In answer to Dog walker" in visitor.get(reverse("demo-post", args=[post.reference])).text
    assert "From nine." not in visitor.get(reverse("demo-network")).text


def test_only_who_wrote_it_may_change_or_delete_an_answer(council, asked):
    stranger = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.7")
    number = number_of(asked.key)

    assert stranger.get(reverse("demo-reply", args=[number])).status_code == 404
    assert stranger.post(reverse("demo-reply-removal", args=[number])).status_code == 404
    assert Reply.objects.get(id=number).gone_at is None


def test_what_was_taken_back_is_nowhere_any_more(council, resident, asked):
    resident.takes_back(asked.key)

    assert Reply.objects.get(id=number_of(asked.key)).text == ""


@pytest.mark.parametrize("answers", ["reply-999999", "999999", "reply-", "reply-x", "x" * 30])
def test_an_answer_to_nothing_is_refused(council, answers):
    with pytest.raises(NetworkError, match="refused"):
        council.publish(Parcel("d" * 32, "x", (), NOON, in_reply_to=answers))


@pytest.mark.parametrize("query", ["?after=x", "?after=-1", f"?after={10**30}", "?since=x", "?since=2026-11-24T12:00"])
def test_a_question_that_makes_no_sense_is_refused_in_words(switched_on, account, query):
    answered = Client().get(
        reverse("demo-api-replies") + query, headers={"host": "localhost", "authorization": f"Bearer {TOKEN}"}
    )

    assert answered.status_code == 400
    assert answered.json()["error"]


def test_another_account_neither_hears_nor_hides_what_is_said_to_the_council(council, asked):
    DemoPost.objects.update(account=open_account("Another council", handle="another", token="theirs"))

    assert read_all(council)[0] == []
    with pytest.raises(NetworkError, match="no such answer"):
        council.hide(asked.key)
