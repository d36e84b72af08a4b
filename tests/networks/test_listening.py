"""Crashes and strangers' tricks: nothing is lost, and nothing gets through."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.readings import CUT, MOST_TEXT
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.faults import Fault
from tests.networks.listening import YESTERDAY, Council, heard_of, read_all
from tests.networks.parcels import parcel


def test_a_place_in_tatters_is_read_from_the_beginning(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    key = fake.network.says("Hello.", answers=post.reference)

    for cursor in ("tatters", "[]", '{"at": 1}', "{", '{"done":"x"}'):
        assert key in [one.key for one in read_all(council, cursor, under=[post])[0]]


def test_the_first_time_nothing_older_is_asked_for(fake: FakeNetworkServer, council: Council, post: Receipt) -> None:
    old = fake.network.says("Long ago.", answers=post.reference, at=datetime.now(UTC) - timedelta(days=90))
    new = fake.network.says("Now.", answers=post.reference)

    heard = [one.key for one in read_all(council, under=[])[0]]

    assert (old in heard, new in heard) == (False, True)


@pytest.mark.parametrize("fault", [Fault.ERROR_BEFORE, Fault.RATE_LIMITED, Fault.GARBAGE_AFTER, Fault.RESET_BEFORE])
def test_a_network_in_trouble_is_read_later_from_the_same_place(
    fake: FakeNetworkServer, council: Council, post: Receipt, fault: Fault
) -> None:
    key = fake.network.says("Hello.", answers=post.reference)
    fake.fail(fault, on="read", times=None)

    with pytest.raises(NetworkError) as trouble:
        read_all(council, under=[post])
    fake.mend()

    assert trouble.value.outcome_known
    assert key in [one.key for one in read_all(council, under=[post])[0]]


def test_a_wrong_password_is_no_empty_inbox(fake: FakeNetworkServer, council: Council) -> None:
    fake.fail(Fault.SIGN_IN_REFUSED, on="any", times=None)

    with pytest.raises(NetworkError, match="sign-in refused"):
        council.listen("", since=YESTERDAY, under=[])


HOSTILE: dict[str, str] = {
    "script": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "bidi": "safe \u202egnp.exe\u202c and \u2066hidden\u2069",
    "lines": "one\u2028two\u0085three",
    "zalgo": "Z" + "\u0301" * 500,
    "angle brackets": "<" * 5000,
    "markup": "]]> --> &lt;b&gt; &amp;amp; %s {0} ${x}",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_words(fake: FakeNetworkServer, council: Council, post: Receipt, words: str) -> None:
    key = fake.network.says(words, answers=post.reference, author="<b>Bold</b>")

    heard = heard_of(council, key, under=[post])

    assert heard.text.split() == words.split()
    assert heard.author == "<b>Bold</b>"


def test_a_text_without_end_is_cut_with_a_mark_and_kept_whole(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    key = fake.network.says("é" * 700_000, answers=post.reference)

    heard = heard_of(council, key, under=[post])

    assert heard.text.endswith(CUT)
    assert len(heard.text.encode()) <= MOST_TEXT
    assert heard.raw.count(b"\\u00e9") >= 700_000


def test_broken_characters_do_not_keep_the_rest_away(fake: FakeNetworkServer, council: Council, post: Receipt) -> None:
    broken = fake.network.says("half \ud83d and nothing \x00 left", answers=post.reference)
    whole = fake.network.says("All well.", answers=post.reference)

    heard = {one.key: one.text for one in read_all(council, under=[post])[0]}

    assert heard[whole] == "All well."
    assert heard[broken].encode().decode() == heard[broken]
    assert "\x00" not in heard[broken]


def test_an_answer_whose_outcome_is_lost_is_found_and_stays_one(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    key = fake.network.says("When?", answers=post.reference)
    sent = replace(parcel("At seven."), in_reply_to=key, thread=post.reference)
    fake.fail(Fault.ERROR_AFTER)

    with pytest.raises(NetworkError) as trouble:
        council.publish(sent)

    assert not trouble.value.outcome_known
    assert council.find(sent) == council.publish(sent)
    assert fake.network.below(key) == [text for text in fake.network.below(key)[:1] if "At seven." in text]


def test_the_same_words_below_another_message_are_another_answer(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    keys = [fake.network.says(words, answers=post.reference) for words in ("When?", "At what time?")]
    first, second = (replace(parcel("At seven."), in_reply_to=key, thread=post.reference) for key in keys)
    council.publish(first)

    assert council.find(second) is None
    assert council.publish(first) != council.publish(second)
