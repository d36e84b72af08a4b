"""The pages of channels: who sees what, what is refused, and that a failure is told for what it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parishpump.archive.models import Record
from parishpump.channels.actions import check_channel
from parishpump.channels.models import Channel, Checkup, Credential
from parishpump.councils.tenancy import council_scope
from parishpump.people.models import Person
from parishpump.people.powers import CHANNELS, WRITE
from tests.channels.conftest import SECRET
from tests.channels.opening import approved, open_channel, proposed, submitted
from tests.conftest import NOON, person_in
from tests.fakes.faults import Fault

FACTS = {"address": "https://network.example/northfold"}
WRITES = ["channel-sign-in", "channel-checkup", "channel-end"]


@pytest.fixture(autouse=True)
def demonstration(settings) -> None:
    """The demonstration network is offered in the demonstration only."""
    settings.PARISHPUMP_DEMO = True


def open_by_page(client: Client, clerk: Person, kind: str = "demonstration", **typed: str):
    """Open what was asked for and approved before."""
    said = proposed("Village news", network=kind, purpose="News for the village")
    request = approved(said, minute="2026/140", by=clerk, at=NOON)
    return client.post(reverse("channel-opening", args=[request.id]), FACTS | typed)


def test_every_officer_reads_the_register(as_councillor, connected):
    page = as_councillor.get(reverse("channels"))

    assert page.status_code == 200
    assert "Village network" in page.text
    assert reverse("new-channel") not in page.text


def test_every_officer_reads_a_channel_and_sees_no_form(as_councillor, connected):
    page = as_councillor.get(reverse("channel", args=[connected.id]))

    assert page.status_code == 200
    assert "500 characters" in page.text
    assert reverse("channel-end", args=[connected.id]) not in page.text


def test_a_visitor_is_sent_to_sign_in(connected):
    page = Client(headers={"host": "northfold.example"}).get(reverse("channels"))

    assert page.status_code == 302
    assert reverse("account_login") in page.url


@pytest.mark.parametrize("name", WRITES)
def test_whoever_may_only_write_posts_cannot_touch_a_channel(as_officer, connected, name):
    page = as_officer.post(reverse(name, args=[connected.id]), {"reason": "No longer wanted"})

    assert page.status_code == 403
    connected.refresh_from_db()
    assert connected.closed_at is None


def test_whoever_may_only_write_posts_cannot_open_one(as_officer, clerk):
    page = open_by_page(as_officer, clerk, "facebook by hand")

    assert page.status_code == 403
    assert not Channel.objects.exists()


@pytest.mark.parametrize("name", ["channel", *WRITES])
def test_another_councils_channel_is_not_there(as_clerk, southfold, name):
    with council_scope(southfold.id):
        stranger = person_in("clerk", CHANNELS, WRITE, minute="1", council="southfold")
        theirs = open_channel("Theirs", "bluesky", address="", purpose="", minute="", by=stranger, at=NOON)

    ask = as_clerk.get if name == "channel" else as_clerk.post
    page = ask(reverse(name, args=[theirs.id]))

    assert page.status_code == 404


def test_a_channel_by_hand_is_opened_without_a_sign_in(as_clerk, clerk):
    page = open_by_page(as_clerk, clerk, "facebook by hand")

    channel = Channel.objects.get()
    assert page.url == reverse("channel", args=[channel.id])
    assert (channel.name, channel.network, channel.minute) == ("Village news", "facebook by hand", "2026/140")


def test_a_sign_in_that_works_opens_the_channel(as_clerk, clerk, network):
    open_by_page(as_clerk, clerk, sign_in_address=network.address, sign_in_token=SECRET)

    channel = Channel.objects.get()
    assert Credential.objects.filter(channel=channel).exists()
    assert Checkup.objects.get().account == "Northfold Parish Council"
    assert channel.limits["characters"] == 500


def test_a_sign_in_that_is_refused_keeps_nothing_and_says_what_the_network_said(as_clerk, clerk, network):
    page = open_by_page(as_clerk, clerk, sign_in_address=network.address, sign_in_token="not-the-token")

    assert page.status_code == 422
    assert "unknown token" in page.text
    assert not Channel.objects.exists()


def test_a_network_that_is_in_trouble_is_not_told_as_a_wrong_sign_in(as_clerk, clerk, network):
    network.fail(Fault.ERROR_BEFORE, on="any")

    page = open_by_page(as_clerk, clerk, sign_in_address=network.address, sign_in_token=SECRET)

    assert page.status_code == 422
    assert "nobody knows yet whether this sign-in is right" in page.text
    assert not Channel.objects.exists()


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp://network.example/", "network example"])
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(as_clerk, clerk, typed):
    page = open_by_page(as_clerk, clerk, "facebook by hand", address=typed)

    assert page.status_code == 422
    assert "not a whole web address" in page.text
    assert typed in page.text
    assert not Channel.objects.exists()


def test_two_open_channels_cannot_have_one_name(as_clerk, clerk, connected):
    Channel.objects.update(name="VILLAGE news")

    page = open_by_page(as_clerk, clerk, "facebook by hand")

    assert page.status_code == 422
    assert "Another open channel is called Village news" in page.text


def test_a_channel_that_nobody_approved_cannot_be_opened(as_clerk, clerk):
    waiting = submitted(by=clerk, at=NOON)

    page = as_clerk.post(reverse("channel-opening", args=[waiting.deployment_id]), FACTS)

    assert page.status_code == 404
    assert not Channel.objects.exists()


def test_the_demonstration_network_is_not_offered_for_real(as_clerk, settings):
    settings.PARISHPUMP_DEMO = False

    page = as_clerk.get(reverse("new-channel"))

    assert "Bluesky" in page.text
    assert "Demonstration network" not in page.text


def test_a_new_sign_in_takes_the_place_of_the_old(as_clerk, connected, network):
    page = as_clerk.post(
        reverse("channel-sign-in", args=[connected.id]), {"sign_in_address": network.address, "sign_in_token": SECRET}
    )

    assert page.status_code == 302
    assert Credential.objects.filter(channel=connected).count() == 2


def test_a_refused_sign_in_leaves_the_old_one_in_use(as_clerk, connected, network):
    page = as_clerk.post(
        reverse("channel-sign-in", args=[connected.id]), {"sign_in_address": network.address, "sign_in_token": "wrong"}
    )

    assert page.status_code == 422
    assert Credential.objects.filter(channel=connected).count() == 1


def test_testing_says_that_the_network_lets_us_in(as_clerk, connected):
    page = as_clerk.post(reverse("channel-checkup", args=[connected.id]), follow=True)

    assert "Village network lets us in." in page.text
    assert Checkup.objects.get().ok


def test_a_dead_token_is_told_as_one(as_clerk, connected, network):
    network.fail(Fault.SIGN_IN_REFUSED, on="any")

    page = as_clerk.post(reverse("channel-checkup", args=[connected.id]), follow=True)

    assert "Does not let us in" in page.text
    assert not Checkup.objects.get().passing


@pytest.mark.parametrize("fault", [Fault.ERROR_BEFORE, Fault.RATE_LIMITED, Fault.RESET_BEFORE, Fault.GARBAGE_AFTER])
def test_a_passing_failure_is_not_told_as_a_dead_token(as_clerk, connected, network, fault):
    network.fail(fault, on="any")

    page = as_clerk.post(reverse("channel-checkup", args=[connected.id]), follow=True)

    assert Checkup.objects.get().passing
    assert "Not reached" in page.text
    assert "Does not let us in" not in page.text


def test_a_network_that_is_gone_is_a_passing_failure(as_clerk, connected, network):
    network.__exit__(None, None, None)

    checkup = check_channel(connected, at=NOON)

    assert checkup.passing


def test_a_channel_is_closed_with_its_reason_on_the_record(as_clerk, connected):
    as_clerk.post(reverse("channel-end", args=[connected.id]), {"reason": "Nobody reads it: minute 2026/210"})

    connected.refresh_from_db()
    assert connected.closed_at is not None
    assert Record.objects.get(kind="channel closed").body["reason"] == "Nobody reads it: minute 2026/210"


def test_a_channel_is_not_closed_without_a_reason(as_clerk, connected):
    page = as_clerk.post(reverse("channel-end", args=[connected.id]), {"reason": " "})

    assert page.status_code == 422
    connected.refresh_from_db()
    assert connected.closed_at is None


def test_the_noticeboard_stays(as_clerk, noticeboard):
    page = as_clerk.post(reverse("channel-end", args=[noticeboard.id]), {"reason": "Enough"}, follow=True)

    assert "The noticeboard stays" in page.text
    noticeboard.refresh_from_db()
    assert noticeboard.closed_at is None


def test_a_sign_in_that_is_about_to_end_warns(as_clerk, connected):
    Credential.objects.update(ends_at=timezone.now() + timedelta(days=9, hours=1))

    page = as_clerk.get(reverse("channels"))

    assert "Our sign-in ends in 9 days" in page.text


def test_a_sign_in_with_a_month_left_does_not_warn(as_clerk, connected):
    Credential.objects.update(ends_at=timezone.now() + timedelta(days=30))

    page = as_clerk.get(reverse("channels"))

    assert "Our sign-in ends" not in page.text


@pytest.mark.parametrize("kind", ["bluesky", "mastodon", "wordpress", "demonstration", "x by hand"])
def test_every_kind_has_its_form(as_clerk, clerk, kind):
    request = approved(proposed(network=kind), minute="2026/140", by=clerk, at=NOON)

    page = as_clerk.get(reverse("channel-opening", args=[request.id]))

    assert page.status_code == 200
    assert "<script>" not in page.text
    assert ' style="' not in page.text
