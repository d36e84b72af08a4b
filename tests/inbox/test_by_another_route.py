"""The same message by two routes is one; what only looks the same is not."""

import pytest

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.models import Arrival, Message, Source
from tests.conftest import NOON
from tests.inbox.hearing import said

HERE = "https://village.example/1"


def source_of(kind: str, name: str) -> Source:
    return Source.objects.create(kind=kind, name=name, since=NOON, next_at=NOON, opened_at=NOON)


@pytest.fixture
def network(northfold) -> Source:
    return source_of(Source.CHANNEL, "Network")


def test_a_network_and_a_feed_of_it_bring_one_message(network):
    catch(network, [said(HERE)], cursor="1", at=NOON)

    caught = catch(source_of(Source.FEED, "Feed"), [said(HERE)], cursor="1", at=NOON)

    assert caught.new == ()
    assert Message.objects.count() == 1
    assert Arrival.objects.filter(key=HERE).count() == 2


def test_no_feed_takes_the_place_of_what_a_network_says(network):
    catch(source_of(Source.FEED, "Feed"), [said(HERE, "Something else")], cursor="1", at=NOON)

    (message,) = catch(network, [said(HERE)], cursor="1", at=NOON).new

    assert message.text != "Something else"
    assert Message.objects.count() == 2


def test_an_answer_by_email_finds_the_letter_that_it_answers(network):
    first = said("<1@example.org> ab12", thread="<1@example.org>")
    second = said("<2@example.org> cd34", "Thank you", thread="<1@example.org>", answers="<1@example.org>")

    letter, answer = catch(network, [first, second], cursor="1", at=NOON).new

    assert answer.answers == letter
    assert answer.conversation == letter.conversation


def test_a_name_of_two_kilobytes_is_shortened_and_known_again(network):
    name = "at://" + "x" * 2000
    catch(network, [said(name)], cursor="1", at=NOON)

    assert catch(network, [said(name)], cursor="2", at=NOON).new == ()
