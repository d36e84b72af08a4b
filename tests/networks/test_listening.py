"""Floods, crashes and strangers' tricks: nothing is lost, nothing comes in the wrong order, nothing gets through."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from parishpump.networks.contract import Network, NetworkError, Receipt
from parishpump.networks.hearing import Heard
from parishpump.networks.readings import CUT, MOST_TEXT, Tail
from parishpump.networks.registry import open_network
from parishpump.networks.threads import Round, walk
from tests.fakes.fake_bluesky import FakeBluesky
from tests.fakes.fake_mastodon import FakeMastodon
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.fake_wordpress import FakeWordPress
from tests.fakes.faults import Fault
from tests.networks.listening import YESTERDAY, Council, heard_of, read_all
from tests.networks.parcels import parcel, picture

START = datetime.now(UTC) - timedelta(hours=6)
FLOOD = 1000


@pytest.fixture
def council(network: Network) -> Council:
    return cast(Council, network)


@pytest.fixture
def post(council: Council) -> Receipt:
    return council.publish(parcel("The hall is closed."))


def flood(fake: FakeNetworkServer, post: Receipt, *, every: timedelta = timedelta(seconds=2)) -> list[str]:
    says = fake.network.says
    return [says(f"No. {one}", answers=post.reference, at=START + one * every) for one in range(FLOOD)]


def heard_example(key: str) -> Heard:
    return Heard(key, "1", "reply", "Words.", "Dog walker", "", START, "", "1", "1", True, b"{}", "application/json")


def first_times(keys: list[str]) -> list[str]:
    return list(dict.fromkeys(keys))


@pytest.mark.parametrize("every", [timedelta(seconds=2), timedelta(milliseconds=1)], ids=["hour", "second"])
def test_a_flood_comes_whole_and_in_order(
    fake: FakeNetworkServer, council: Council, post: Receipt, every: timedelta
) -> None:
    said = flood(fake, post, every=every)

    heard, _ = read_all(council, under=[post])

    assert first_times([one.key for one in heard]) == said


def test_a_flood_comes_in_pages(fake: FakeNetworkServer, council: Council, post: Receipt) -> None:
    flood(fake, post)
    sizes, cursor, more = [], "", True

    while more:
        batch = council.listen(cursor, since=YESTERDAY, under=[post])
        sizes.append(len(batch.heard))
        cursor, more = batch.cursor, batch.more

    assert max(sizes) <= 400
    assert len(sizes) > 3


def test_after_a_flood_little_is_read_again(fake: FakeNetworkServer, council: Council, post: Receipt) -> None:
    flood(fake, post, every=timedelta(milliseconds=50))
    _, cursor = read_all(council, under=[post])

    again, _ = read_all(council, cursor, under=[post])

    assert len(again) <= 500


def test_a_reader_that_dies_between_pages_loses_nothing(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    said, heard, cursor, more, turn = flood(fake, post), [], "", True, 0

    while more:
        batch = council.listen(cursor, since=YESTERDAY, under=[post])
        turn += 1
        if turn % 2:
            continue  # it died before the batch was kept: read anew with the same cursor
        heard += [one.key for one in batch.heard]
        cursor, more = batch.cursor, batch.more

    assert set(said) <= set(heard)


def test_what_arrives_while_a_flood_is_read_is_heard_too(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    said, heard, cursor, more = set(flood(fake, post)), set(), "", True

    while more:
        batch = council.listen(cursor, since=YESTERDAY, under=[post])
        heard |= {one.key for one in batch.heard}
        if len(said) < FLOOD + 150:
            said |= {fake.network.says("Meanwhile.", answers=post.reference) for _ in range(30)}
        cursor, more = batch.cursor, batch.more

    assert said <= heard | {one.key for one in read_all(council, cursor, under=[post])[0]}


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


def on(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fake", [name], indirect=True)


@on("bluesky")
def test_a_bluesky_page_that_is_no_more_is_looked_for_anew(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    said = flood(fake, post)
    cursor = council.listen("", since=YESTERDAY, under=[]).cursor
    fake.fail(Fault.REFUSED, on="read", times=1)

    heard, _ = read_all(council, cursor)

    assert set(said) <= {one.key for one in [*council.listen("", since=YESTERDAY, under=[]).heard, *heard]}


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


def test_a_long_thread_is_given_in_parts_and_each_answer_once() -> None:
    post = Receipt("1", "")
    there = [heard_example(str(number)) for number in range(450)]
    parts, this = list[list[Heard]](), Round({}, 0)

    while not parts or this.turn:
        found, this = walk(this, [post, post], lambda _: there, room=200, go_on=lambda: True)
        parts.append(found)

    assert [one.key for part in parts for one in part] == [one.key for one in there]
    assert [len(part) for part in parts] == [200, 200, 50]


def test_where_there_is_no_room_a_round_waits() -> None:
    found, this = walk(Round({}, 0), [Receipt("1", "")], lambda _: [heard_example("1")], room=0, go_on=lambda: True)

    assert (found, this.turn) == ([], 1)


def test_reading_again_begins_some_minutes_back_and_never_more_than_two_pages() -> None:
    at = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    slowly = Tail("0", "0", "0").after([("1", at - timedelta(hours=1)), ("2", at - timedelta(minutes=1)), ("3", at)])
    fast = Tail("40", "0", "0").after([(str(number), at) for number in range(41, 81)])

    assert slowly.after([]) == Tail("1", "1", "1")
    assert fast == Tail("80", "40", "0")
    assert fast.after([]).at == "0"
