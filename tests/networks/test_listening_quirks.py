"""What only one network does when it is listened to."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest

from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.registry import open_network
from tests.fakes.fake_bluesky import FakeBluesky
from tests.fakes.fake_mastodon import FakeMastodon
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.fake_wordpress import FakeWordPress
from tests.networks.listening import Council, heard_of, read_all
from tests.networks.parcels import parcel, picture


def on(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fake", [name], indirect=True)


@on("bluesky")
def test_a_bluesky_reply_that_claims_an_old_date_is_found_in_its_thread(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    fake.network.says("Now.", answers=post.reference)
    _, cursor = read_all(council, under=[post])
    late = fake.network.says("Backdated.", answers=post.reference, at=datetime(2020, 1, 1, tzinfo=UTC))

    assert late in [one.key for one in read_all(council, cursor, under=[post])[0]]


@on("bluesky")
def test_hiding_on_bluesky_keeps_what_was_hidden_before(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    first, second = (fake.network.says(words, answers=post.reference) for words in ("Rude.", "Ruder."))

    council.hide(first)
    council.hide(second)
    council.show(first)

    assert isinstance(fake.network, FakeBluesky)
    assert [one.hidden for one in fake.network.written.values()] == [False, True]


@on("bluesky")
def test_nothing_is_hidden_in_a_thread_of_somebody_else_on_bluesky(fake: FakeNetworkServer, council: Council) -> None:
    theirs = fake.network.says("Our street party.", answers="")
    below = fake.network.says("Rude.", answers=theirs)

    with pytest.raises(NetworkError, match="under our own posts"):
        council.hide(below)


@on("mastodon")
def test_a_private_word_on_mastodon_is_answered_in_private_and_by_name(
    fake: FakeNetworkServer, council: Council
) -> None:
    assert isinstance(fake.network, FakeMastodon)
    key = fake.network.says("Between us.", answers="")
    fake.network.private.add(key)
    asked = heard_of(council, key)

    council.publish(replace(parcel("Of course."), in_reply_to=key, thread=asked.thread))

    assert (asked.kind, asked.public) == ("message", False)
    sent = fake.calls[-1][1].json
    assert (sent["visibility"], sent["status"]) == ("direct", "@dog-walker\u00a0Of course.")


@on("mastodon")
def test_a_name_that_the_council_wrote_itself_is_not_put_before_it_again(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    key = fake.network.says("When?", answers=post.reference)

    receipt = council.publish(replace(parcel("At seven, @Dog-Walker."), in_reply_to=key))

    assert fake.network.below(key) == ["At seven, @Dog-Walker."]
    shown = council.read(receipt)
    assert shown is not None
    assert shown.text == "At seven, @Dog-Walker."


@on("mastodon")
def test_an_older_mastodon_is_asked_for_one_message_after_the_other(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    assert isinstance(fake.network, FakeMastodon)
    fake.network.old = True
    keys = [fake.network.says(words, answers=post.reference) for words in ("One.", "Two.")]

    assert [one.key for one in council.look_again(keys)] == keys


@on("mastodon")
def test_the_first_message_of_a_long_thread_is_found_on_mastodon(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    key = post.reference
    for depth in range(6):
        key = fake.network.says(f"Level {depth}.", answers=key)

    assert heard_of(council, key).thread == post.reference


@on("wordpress")
def test_an_author_hears_comments_too_and_settles_an_answer_by_its_words(fake: FakeNetworkServer) -> None:
    assert isinstance(fake.network, FakeWordPress)
    fake.network.moderator = False
    author = cast(Council, open_network("wordpress", fake.credentials, allow_private=True))
    post = author.publish(parcel("The hall is closed."))
    key = fake.network.says("When & <why>?", answers=post.reference)
    sent = replace(parcel("Since Monday.\n\nThe roof leaks."), in_reply_to=key)

    receipt = author.publish(sent)

    assert heard_of(author, key).text == "When & <why>?"
    assert author.find(sent) == receipt == author.publish(sent)


@on("wordpress")
def test_a_hidden_comment_is_still_heard_but_not_public(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    key = fake.network.says("Rude.", answers=post.reference)

    council.hide(key)

    assert not heard_of(council, key).public


@on("wordpress")
def test_a_comment_from_the_future_does_not_hide_those_of_today(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    fake.network.says("From 2031.", answers=post.reference, at=datetime(2031, 1, 1, tzinfo=UTC))
    _, cursor = read_all(council)

    key = fake.network.says("From today.", answers=post.reference)

    assert key in [one.key for one in read_all(council, cursor)[0]]


@on("wordpress")
def test_an_answer_with_a_picture_is_refused_before_anything_is_sent(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    key = fake.network.says("When?", answers=post.reference)

    with pytest.raises(NetworkError, match="no pictures"):
        council.publish(replace(parcel("Since Monday.", picture()), in_reply_to=key))

    assert fake.network.below(key) == []
