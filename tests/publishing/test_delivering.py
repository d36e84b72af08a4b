"""Sending, once and with leave, and settling what is not known."""

from datetime import UTC, date, datetime, timedelta

from parishpump.archive.models import Record
from parishpump.channels.models import Channel, Credential
from parishpump.people.actions import revoke
from parishpump.people.models import Delegation
from parishpump.publishing.actions.amending import put_up_by_hand, release, try_again, withdraw
from parishpump.publishing.actions.consigning import LEASE
from parishpump.publishing.actions.deciding import approve
from parishpump.publishing.actions.deliver import claim, conclude, deliver, send
from parishpump.publishing.actions.pausing import hold_after_restore, pause, stand_down
from parishpump.publishing.actions.settling import give_up_on_lost, settle
from parishpump.publishing.models import Delivery
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.publishing.lives import approved

LATER = NOON + timedelta(minutes=5)


def at(moment):
    return lambda: moment


def states() -> dict[str, str]:
    return {delivery.channel.name: delivery.state for delivery in Delivery.objects.select_related("channel")}


def test_the_noticeboard_comes_first_and_the_others_link_to_it(communications_officer, clerk, noticeboard, network):
    revision = approved(communications_officer, clerk, noticeboard, network.channel)

    deliver(now=at(LATER))

    assert states() == {"Noticeboard": "sent", network.channel.name: "sent"}
    revision.post.refresh_from_db()
    assert revision.post.published_at == LATER
    assert f"https://northfold.example/n/{revision.post.reference}/" in network.posts()[0].text


def test_what_was_published_is_on_the_record_with_who_let_it(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)

    deliver(now=at(LATER))

    record = Record.objects.filter(kind="post published").last()
    assert record.authority == "Clerk, minute 2026/118"
    assert record.body["sent"]["approved"]["by"] == "Clerk"
    assert "Mill Lane is closed" in record.body["sent"]["text"]


def test_comments_off_in_the_register_are_off_below_what_goes_out(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)
    Channel.objects.filter(id=network.channel.id).update(comments="off")

    (going,) = claim(at=LATER, most=10)

    assert going.parcel.comments_closed


def test_revoked_at_ten_the_post_of_one_minute_past_is_refused(
    communications_officer, clerk, deputy_clerk, noticeboard
):
    revision = approved(
        communications_officer, deputy_clerk, noticeboard, goes_out=LATER, goes_out_wall="2026-11-24T12:05"
    )
    revoke(Delegation.objects.get(minute="2026/119"), reason="left", by=clerk, at=NOON + timedelta(minutes=4))

    deliver(now=at(LATER))

    assert states() == {"Noticeboard": "stopped"}
    assert Record.objects.filter(kind="delivery stopped").exists()
    revision.refresh_from_db()
    assert revision.stage == "submitted"

    approve(revision, by=clerk, at=LATER)
    deliver(now=at(LATER))
    assert states() == {"Noticeboard": "sent"}


def test_nothing_leaves_while_everything_is_paused(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)
    pause(reason="burst main", by=clerk, at=NOON)

    deliver(now=at(LATER))
    assert states() == {"Noticeboard": "waiting", network.channel.name: "waiting"}

    stand_down(by=clerk, at=LATER)
    deliver(now=at(LATER))
    assert states() == {"Noticeboard": "held", network.channel.name: "held"}


def test_what_was_claimed_before_the_pause_is_sent_in_that_moment_or_not_at_all(
    communications_officer, clerk, noticeboard, network
):
    approved(communications_officer, clerk, noticeboard, network.channel)
    deliver(now=at(LATER), most=1)  # the noticeboard
    (consignment,) = claim(at=LATER, most=1)
    pause(reason="Burst main in Mill Lane.", by=clerk, at=LATER)

    late = LATER + timedelta(seconds=11)
    conclude([(consignment, send(consignment, now=at(late)))], at=late)
    deliver(now=at(late + timedelta(hours=1)))

    assert network.posts() == []
    delivery = Delivery.objects.get(channel=network.channel)
    assert (delivery.state, delivery.problem) == ("waiting", "We could not start in time, so nothing was sent.")


def test_a_held_post_goes_when_a_person_releases_it(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)
    pause(reason="burst main", by=clerk, at=NOON)
    stand_down(by=clerk, at=LATER)

    for delivery in Delivery.objects.all():
        release(delivery, by=clerk, at=LATER)
    settle(now=at(LATER))
    deliver(now=at(LATER))

    assert set(states().values()) == {"sent"}
    assert len(network.posts()) == 1


def test_after_a_restore_what_had_gone_out_is_found_and_not_sent_again(
    communications_officer, clerk, noticeboard, network
):
    approved(communications_officer, clerk, noticeboard, network.channel)
    deliver(now=at(LATER))
    Delivery.objects.update(state="waiting", settled_at=None)  # as the backup of five minutes ago has it

    hold_after_restore(at=LATER)
    deliver(now=at(LATER))
    assert set(states().values()) == {"held"}

    stand_down(by=clerk, at=LATER)
    for delivery in Delivery.objects.all():
        release(delivery, by=clerk, at=LATER)
    settle(now=at(LATER))
    deliver(now=at(LATER))

    assert set(states().values()) == {"sent"}
    assert len(network.posts()) == 1


def test_what_is_withdrawn_comes_down_everywhere(communications_officer, clerk, noticeboard, network):
    revision = approved(communications_officer, clerk, noticeboard, network.channel)
    deliver(now=at(LATER))

    withdraw(revision.post, reason="It was the wrong lane.", by=clerk, at=LATER)
    deliver(now=at(LATER + timedelta(minutes=1)))

    assert network.posts() == []
    assert Record.objects.filter(kind="post taken down").count() == 2


def test_an_unanswered_claim_becomes_unknown_and_is_read_back(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)
    claim(at=LATER, most=10)

    assert give_up_on_lost(at=LATER + LEASE - timedelta(seconds=1)) == 0
    assert give_up_on_lost(at=LATER + LEASE) == 1
    settle(now=at(LATER + LEASE))

    assert states()[network.channel.name] == "waiting"
    deliver(now=at(LATER + LEASE))
    assert len(network.posts()) == 1


def test_a_refused_sign_in_waits_and_loses_nothing(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)
    network.server.faults.append("refused")
    deliver(now=at(LATER))
    assert states()["Memory"] == "rejected"

    try_again(Delivery.objects.get(state="rejected"), by=clerk, at=LATER)
    deliver(now=at(LATER))

    assert states()["Memory"] == "sent"


def test_a_rate_limit_makes_the_whole_channel_wait_as_long_as_it_asks(
    communications_officer, clerk, noticeboard, network
):
    approved(communications_officer, clerk, noticeboard, network.channel)
    network.server.faults.append("rate limited")
    deliver(now=at(LATER))

    deliver(now=at(LATER + timedelta(seconds=59)))
    assert states()["Memory"] == "waiting"
    deliver(now=at(LATER + timedelta(seconds=60)))

    assert states()["Memory"] == "sent"


def test_what_is_more_than_half_a_day_late_waits_for_a_person(communications_officer, clerk, noticeboard):
    approved(communications_officer, clerk, noticeboard)

    deliver(now=at(NOON + timedelta(hours=13)))

    assert states() == {"Noticeboard": "held"}


def test_what_should_be_down_already_does_not_go_up(communications_officer, clerk, noticeboard):
    approved(communications_officer, clerk, noticeboard)

    deliver(now=at(NOON + timedelta(days=13)))

    assert states() == {"Noticeboard": "stopped"}


def test_a_repeating_post_goes_out_at_the_same_hour_on_the_wall(communications_officer, clerk, noticeboard, network):
    approved(
        communications_officer,
        clerk,
        noticeboard,
        network.channel,
        goes_out=datetime(2027, 3, 18, 9, tzinfo=UTC),
        goes_out_wall="2027-03-18T09:00",
        repeat="weekly",
        repeat_until=date(2027, 4, 2),
        comes_down=datetime(2027, 4, 3, tzinfo=UTC),
    )

    due = Delivery.objects.filter(channel=network.channel).order_by("due_at").values_list("due_at", flat=True)

    assert [moment.hour for moment in due] == [9, 9, 8]  # the clocks go forward on 28 March 2027


def test_a_channel_by_hand_waits_for_its_proof(communications_officer, clerk, noticeboard):
    page = open_channel(
        "Facebook Page",
        "facebook by hand",
        address="https://facebook.example/nf",
        purpose="",
        minute="",
        by=clerk,
        at=NOON,
    )
    approved(communications_officer, clerk, noticeboard, page)
    deliver(now=at(LATER))
    delivery = Delivery.objects.get(channel=page)

    put_up_by_hand(
        delivery, address="https://facebook.example/nf/1", proof=b"", media_type="", by=communications_officer, at=LATER
    )

    assert states()["Facebook Page"] == "sent"
    assert Record.objects.filter(kind="post published").count() == 2


def test_a_correction_changes_the_post_where_it_stands(communications_officer, clerk, noticeboard, network):
    first = approved(communications_officer, clerk, noticeboard, network.channel)
    deliver(now=at(LATER))

    approved(
        communications_officer,
        clerk,
        noticeboard,
        network.channel,
        at=LATER,
        post=first.post,
        text=first.text + " On foot you can get through.",
        correction="We did not say that people on foot can pass.",
    )
    deliver(now=at(LATER + timedelta(minutes=1)))

    assert len(network.posts()) == 1
    assert "On foot" in network.posts()[0].text
    first.post.refresh_from_db()
    assert first.post.public.corrects_id == first.id


def test_a_withdrawal_waits_until_it_is_known_what_to_take_down(communications_officer, clerk, noticeboard, network):
    revision = approved(communications_officer, clerk, noticeboard, network.channel)
    network.server.faults.append("lost after")
    deliver(now=at(LATER))
    withdraw(revision.post, reason="wrong", by=clerk, at=LATER)
    deliver(now=at(LATER + timedelta(minutes=1)))
    assert len(network.posts()) == 1

    settle(now=at(LATER + timedelta(minutes=3)))
    deliver(now=at(LATER + timedelta(minutes=30)))

    assert network.posts() == []


def test_a_sign_in_that_cannot_be_read_stops_its_own_channel_alone(communications_officer, clerk, noticeboard, network):
    unreadable = open_channel("Mastodon", "mastodon", address="", purpose="", minute="", by=clerk, at=NOON)
    Credential.objects.create(channel=unreadable, sealed=b"not ours", stored_at=NOON, stored_by=clerk)
    approved(communications_officer, clerk, noticeboard, network.channel, unreadable)

    deliver(now=at(LATER))

    assert states() == {"Noticeboard": "sent", "Memory": "sent", "Mastodon": "waiting"}
