"""A flood of messages: it comes whole, in order, in pages, and once."""

from datetime import UTC, datetime, timedelta

import pytest

from parishpump.networks.contract import Receipt
from parishpump.networks.hearing import Heard
from parishpump.networks.readings import Tail
from parishpump.networks.threads import Round, walk
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.faults import Fault
from tests.networks.listening import YESTERDAY, Council, read_all

START = datetime.now(UTC) - timedelta(hours=6)
FLOOD = 1000


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


@pytest.mark.parametrize("fake", ["bluesky"], indirect=True)
def test_a_bluesky_page_that_is_no_more_is_looked_for_anew(
    fake: FakeNetworkServer, council: Council, post: Receipt
) -> None:
    said = flood(fake, post)
    cursor = council.listen("", since=YESTERDAY, under=[]).cursor
    fake.fail(Fault.REFUSED, on="read", times=1)

    heard, _ = read_all(council, cursor)

    assert set(said) <= {one.key for one in [*council.listen("", since=YESTERDAY, under=[]).heard, *heard]}


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
