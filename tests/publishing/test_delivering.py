"""Sending, once and with leave, and settling what is not known."""

from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.channels.actions import open_channel, sign_in
from parishpump.channels.models import Channel
from parishpump.people.actions import revoke
from parishpump.people.models import Delegation
from parishpump.publishing.actions.amending import release, withdraw
from parishpump.publishing.actions.deciding import approve
from parishpump.publishing.actions.deliver import LEASE, claim, deliver
from parishpump.publishing.actions.pausing import hold_after_restore, pause, stand_down
from parishpump.publishing.actions.settling import give_up_on_lost, settle
from parishpump.publishing.models import Attempt, Delivery
from tests.conftest import NOON
from tests.fakes.fake_network_server import FakeNetworkServer, Fault
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
    assert f"https://northfold.example/n/{revision.post.reference}/" in network.server.posts()[0].text


def test_what_was_published_is_on_the_record_with_who_let_it(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)

    deliver(now=at(LATER))

    record = Record.objects.filter(kind="post published").last()
    assert record.authority == "Clerk, minute 2026/118"
    assert record.body["sent"]["approved"]["by"] == "Clerk"
    assert "Mill Lane is closed" in record.body["sent"]["text"]


def test_revoked_at_ten_the_post_of_one_minute_past_is_refused(communications_officer, clerk, deputy_clerk, noticeboard):
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


def test_a_held_post_goes_when_a_person_releases_it(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)
    pause(reason="burst main", by=clerk, at=NOON)
    stand_down(by=clerk, at=LATER)

    for delivery in Delivery.objects.all():
        release(delivery, by=clerk, at=LATER)
    settle(now=at(LATER))
    deliver(now=at(LATER))

    assert set(states().values()) == {"sent"}
    assert len(network.server.posts()) == 1


def test_after_a_restore_what_had_gone_out_is_found_and_not_sent_again(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)
    deliver(now=at(LATER))
    Delivery.objects.update(state="waiting", tries=0, settled_at=None)  # as the backup of five minutes ago has it

    hold_after_restore(at=LATER)
    deliver(now=at(LATER))
    assert set(states().values()) == {"held"}

    stand_down(by=clerk, at=LATER)
    for delivery in Delivery.objects.all():
        release(delivery, by=clerk, at=LATER)
    settle(now=at(LATER))
    deliver(now=at(LATER))

    assert set(states().values()) == {"sent"}
    assert len(network.server.posts()) == 1


def test_what_is_withdrawn_comes_down_everywhere(communications_officer, clerk, noticeboard, network):
    revision = approved(communications_officer, clerk, noticeboard, network.channel)
    deliver(now=at(LATER))

    withdraw(revision.post, reason="It was the wrong lane.", by=clerk, at=LATER)
    deliver(now=at(LATER + timedelta(minutes=1)))

    assert network.server.posts() == []
    assert Record.objects.filter(kind="post taken down").count() == 2


def test_an_unanswered_claim_becomes_unknown_and_is_read_back(communications_officer, clerk, noticeboard, network):
    approved(communications_officer, clerk, noticeboard, network.channel)
    claim(at=LATER, most=10)

    assert give_up_on_lost(at=LATER + LEASE - timedelta(seconds=1)) == 0
    assert give_up_on_lost(at=LATER + LEASE) == 1
    settle(now=at(LATER + LEASE))

    assert states()[network.channel.name] == "waiting"
    deliver(now=at(LATER + LEASE))
    assert len(network.server.posts()) == 1
