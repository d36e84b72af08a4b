"""Reading what people say: what is due, what comes of it, and what a source that fails says of itself."""

from datetime import timedelta
from itertools import count

import pytest

from parishpump.archive.models import Record
from parishpump.channels.actions import close_channel, sign_in
from parishpump.councils.tenancy import council_scope
from parishpump.inbox.actions.listening import EVERY, LEASE, backed_off, finish, listen, take
from parishpump.inbox.actions.sources import ensure_sources, follow_feed, pause_source, resume_source, watch_for
from parishpump.inbox.models import Message, Source, Version
from parishpump.inbox.reader import Reader
from parishpump.networks.contract import NetworkError, Receipt
from parishpump.people.powers import CLERK, POWERS
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.models import Delivery
from tests.channels.opening import open_channel
from tests.conftest import NOON, person_in
from tests.inbox.hearing import Village, opened, plug_in, said, village_source
from tests.publishing.lives import approved

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def village_network(monkeypatch):
    plug_in(monkeypatch, "village")


@pytest.fixture
def village() -> Village:
    return Village()


@pytest.fixture
def source(clerk) -> Source:
    return village_source(clerk)


def read_once(village: Village, *, at=NOON, most: int = 9) -> None:
    """One leasing of what is due, read and concluded."""
    for reading in take(at=at, most=most):
        finish(reading, listen(reading, opened=opened(village)), at=at)


def texts() -> list[str]:
    return list(Message.objects.order_by("number").values_list("text", flat=True))


def test_what_was_said_is_a_message_with_its_bytes(source, village):
    village.say(said(text="The bins on Mill Lane were missed."))

    read_once(village)

    message = Message.objects.get()
    assert (message.text, message.reference) == ("The bins on Mill Lane were missed.", "M-2026-0001")
    version = Version.objects.get()
    assert version.sha256 == message.fingerprint
    assert Record.objects.get(kind="message received").subject == "message M-2026-0001"


def test_a_source_that_was_read_to_the_end_rests_five_minutes(source, village):
    read_once(village)

    source.refresh_from_db()
    assert (source.read_at, source.next_at) == (NOON, NOON + EVERY[Source.CHANNEL])
    assert take(at=NOON + 4 * MINUTE, most=9) == []


def test_a_feed_rests_a_quarter_of_an_hour(clerk, village):
    feed = follow_feed("County news", "https://county.example/feed", words=[], by=clerk, at=NOON)

    read_once(village)

    feed.refresh_from_db()
    assert feed.next_at == NOON + 15 * MINUTE


def test_a_leased_source_is_nobody_elses_until_the_lease_runs_out(source):
    (reading,) = take(at=NOON, most=9)

    assert take(at=NOON + LEASE - MINUTE, most=9) == []
    (later,) = take(at=NOON + LEASE, most=9)
    assert (later.source_id, later.until) != (reading.source_id, reading.until)


def test_whoever_comes_back_after_the_lease_ran_out_changes_nothing(source, village):
    village.say(said())
    (late,) = take(at=NOON, most=9)
    found = listen(late, opened=opened(village))
    read_once(village, at=NOON + LEASE)

    assert finish(late, found, at=NOON + LEASE) is False

    source.refresh_from_db()
    assert (len(texts()), source.read_at) == (1, NOON + LEASE)


def test_a_source_with_more_to_give_is_due_again_at_once(source, village):
    village.say(*(said(f"at://village/{number}", f"Number {number}") for number in range(5)))

    read_once(village)

    source.refresh_from_db()
    assert (len(texts()), source.next_at, source.read_at) == (3, NOON, None)


@pytest.mark.parametrize(
    ("error", "says", "wait"),
    [
        (NetworkError(permanent=False, outcome_known=True, reason="silent", detail="No answer."), "No answer.", 5),
        (
            NetworkError(permanent=False, outcome_known=True, reason="rate limited", retry_after=1800, detail="Busy."),
            "asked us to wait",
            30,
        ),
        (
            NetworkError(permanent=True, outcome_known=True, reason="sign-in refused", detail="Wrong password."),
            "Renew the sign-in",
            60,
        ),
        (RuntimeError("a fault of our own"), "on our side", 5),
    ],
)
def test_a_source_that_fails_says_since_when_and_what_to_do(source, village, error, says, wait):
    village.faults = [error]

    read_once(village)

    source.refresh_from_db()
    assert (source.failing_since, source.tries, source.next_at) == (NOON, 1, NOON + wait * MINUTE)
    assert says in source.problem


def test_each_failure_doubles_the_wait_up_to_two_hours():
    waits = [backed_off(Source.CHANNEL, tries) // MINUTE for tries in (1, 2, 3, 4, 5, 6, 99)]

    assert waits == [5, 10, 20, 40, 80, 120, 120]


def test_a_source_that_works_again_says_nothing_of_its_trouble(source, village):
    village.faults = [NetworkError(permanent=False, outcome_known=True, reason="silent")]
    read_once(village)

    read_once(village, at=NOON + 5 * MINUTE)

    source.refresh_from_db()
    assert (source.failing_since, source.tries, source.problem) == (None, 0, "")


def test_what_was_heard_before_the_trouble_is_kept(source, village):
    village.say(said())
    read_once(village)
    village.say(said("at://village/2", "Another word"))
    later = NOON + 5 * MINUTE
    (reading,) = take(at=later, most=9)
    found = listen(reading, opened=opened(Raising(village, on="look again")))
    finish(reading, found, at=later)

    source.refresh_from_db()
    assert (len(texts()), source.failing_since) == (2, later)


class Raising(Village):
    """Fails on one call alone."""

    def __init__(self, village: Village, *, on: str) -> None:
        super().__init__()
        self.there, self.log, self._on = village.there, village.log, on

    def _answer(self, asked: str) -> None:
        if asked == self._on:
            raise NetworkError(permanent=False, outcome_known=True, reason="silent", detail="Gone quiet.")


def test_an_edit_is_a_further_version_and_a_deletion_stays_received(source, village):
    village.say(said("at://village/1", "First"), said("at://village/2", "Second"))
    read_once(village)
    village.edit("at://village/1", "First, with a correction")
    village.delete("at://village/2")

    read_once(village, at=NOON + 5 * MINUTE)

    first, second = Message.objects.order_by("number")
    assert (first.text, first.changed_at) == ("First, with a correction", NOON + 5 * MINUTE)
    assert (second.text, second.gone_at) == ("Second", NOON + 5 * MINUTE)
    assert list(Version.objects.order_by("id").values_list("what", flat=True)) == [
        "received",
        "received",
        "edited",
        "deleted",
    ]


def test_every_older_message_is_looked_at_again_in_its_turn(source, village):
    village.size = 500
    keys = [f"at://village/{number}" for number in range(180)]
    village.say(*(said(key, f"Number {key}") for key in keys))
    read_once(village)
    for key in keys:
        village.edit(key, f"Changed {key}")

    for turn in range(1, 5):
        read_once(village, at=NOON + turn * EVERY[Source.CHANNEL])

    assert all(text.startswith("Changed") for text in texts())


def test_the_network_is_told_of_our_posts_of_the_last_month(
    source, village, communications_officer, clerk, noticeboard
):
    approved(communications_officer, clerk, noticeboard, source.channel, at=NOON)
    Delivery.objects.filter(channel=source.channel).update(
        state="sent", reference="at://us/1", address="https://village.example/us/1", settled_at=NOON
    )

    read_once(village)

    assert village.under == [Receipt("at://us/1", "https://village.example/us/1")]
    read_once(village, at=NOON + timedelta(days=31))
    assert village.under == []


def test_our_own_post_is_no_message_to_us(source, village, communications_officer, clerk, noticeboard):
    approved(communications_officer, clerk, noticeboard, source.channel, at=NOON)
    Delivery.objects.filter(channel=source.channel).update(state="sent", reference="at://us/1", settled_at=NOON)
    deliver(now=lambda: NOON)
    village.say(said("at://us/1", "Mill Lane is closed"), said("at://village/2", "Until when?", thread="at://us/1"))

    read_once(village)

    message = Message.objects.get()
    assert (message.text, message.conversation.title) == ("Until when?", "Mill Lane closed from 1 December")


def test_only_what_says_a_watched_word_is_taken_and_the_rest_is_behind_us(source, village, clerk):
    watch_for(source, words=["Mill Lane", "  precept "], by=clerk, at=NOON)
    village.say(said("at://village/1", "The precept again"), said("at://village/2", "Nice weather"))

    read_once(village)

    source.refresh_from_db()
    assert (texts(), source.cursor) == (["The precept again"], "2")


def test_a_known_message_that_no_longer_says_the_word_is_still_followed(source, village, clerk):
    watch_for(source, words=["precept"], by=clerk, at=NOON)
    village.say(said("at://village/1", "The precept again"))
    read_once(village)
    village.say(said("at://village/1", "Never mind"))

    read_once(village, at=NOON + 5 * MINUTE)

    assert texts() == ["Never mind"]


def test_the_same_message_by_two_routes_is_one(source, village, clerk):
    follow_feed("The same network’s feed", "https://village.example/feed", words=[], by=clerk, at=NOON)
    village.say(said())

    read_once(village)

    assert (Message.objects.count(), Message.objects.get().arrivals.count()) == (1, 2)


def test_what_comes_in_the_second_in_which_a_channel_opens_is_not_passed_over(clerk):
    opened = NOON + timedelta(seconds=3, microseconds=365_299)
    open_channel("Village network", "village", address="", purpose="", minute="", by=clerk, at=opened)

    ensure_sources(at=opened + MINUTE)

    assert Source.objects.get(kind=Source.CHANNEL).since == NOON + timedelta(seconds=3)


def test_channels_that_can_be_read_are_listened_to_by_themselves(clerk, noticeboard):
    open_channel("Village network", "village", address="", purpose="", minute="", by=clerk, at=NOON)
    open_channel("Facebook", "facebook by hand", address="", purpose="", minute="", by=clerk, at=NOON)

    ensure_sources(at=NOON)
    ensure_sources(at=NOON)

    assert [source.name for source in Source.objects.all()] == ["Village network"]
    assert Record.objects.filter(kind="source opened").count() == 1


def test_a_source_ends_with_its_channel(source, clerk):
    close_channel(source.channel, reason="Nobody is there.", by=clerk, at=NOON)

    ensure_sources(at=NOON + MINUTE)

    source.refresh_from_db()
    assert (source.closed_at, source.closed_because) == (NOON + MINUTE, "The channel was closed.")


def test_a_new_sign_in_is_tried_at_once(source, village, clerk):
    village.faults = [NetworkError(permanent=True, outcome_known=True, reason="sign-in refused", detail="No.")]
    read_once(village)

    sign_in(source.channel, {"token": "new"}, ends_at=None, by=clerk, at=NOON + MINUTE)
    ensure_sources(at=NOON + 2 * MINUTE)

    assert len(take(at=NOON + 2 * MINUTE, most=9)) == 1


def test_a_resting_source_is_not_read_and_goes_on_from_where_it_stood(source, village, clerk):
    read_once(village)
    pause_source(source, reason="The network is being moved.", by=clerk, at=NOON)
    village.say(said())
    read_once(village, at=NOON + 60 * MINUTE)
    assert texts() == []

    resume_source(source, by=clerk, at=NOON + 90 * MINUTE)
    read_once(village, at=NOON + 90 * MINUTE)

    assert len(texts()) == 1


class Heard(Village):
    """Writes down, among others, that it was asked."""

    def __init__(self, name: str, order: list[str]) -> None:
        super().__init__(size=5)
        self._name, self._order = name, order

    def _answer(self, asked: str) -> None:
        self._order.append(self._name)


def test_a_flood_keeps_neither_another_source_nor_another_council_waiting(source, clerk, southfold):
    order: list[str] = []
    flood, calm, theirs = (Heard(name, order) for name in ("flood", "calm", "theirs"))
    flood.say(*(said(f"at://flood/{number}", f"Flood {number}") for number in range(60)))
    feed = follow_feed("Calm", "https://calm.example/feed", words=[], by=clerk, at=NOON)
    with council_scope(southfold.id):
        there = person_in(CLERK, *POWERS, minute="2026/7", council="southfold")
        follow_feed("Theirs", "https://calm.example/feed", words=[], by=there, at=NOON)
    villages = {source.id: flood, feed.id: calm}

    seconds = count()
    reader = Reader(
        now=lambda: NOON + timedelta(seconds=next(seconds)),
        opened=lambda reading: villages.get(reading.source_id, theirs),
        threads=1,
    )
    reader.read(within=timedelta(minutes=3))

    assert set(order[:4]) == {"flood", "calm", "theirs"}
    assert len(texts()) == 60


def test_a_turn_ends_with_its_time_and_the_next_goes_on(source):
    flood = Village(size=5)
    flood.say(*(said(f"at://flood/{number}", f"Flood {number}") for number in range(60)))
    seconds = count()

    def turn() -> int:
        now = lambda: NOON + timedelta(seconds=next(seconds))  # noqa: E731
        return Reader(now=now, opened=opened(flood), threads=1).read(within=timedelta(seconds=12))

    assert 0 < turn() < 12
    assert 0 < len(texts()) < 60
    while turn():
        pass
    assert len(texts()) == 60
