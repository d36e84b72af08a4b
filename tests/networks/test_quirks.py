"""What is peculiar to one network."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from parishpump.networks.bluesky import rkey_of
from parishpump.networks.contract import Network, NetworkError
from parishpump.networks.mastodon import Mastodon
from parishpump.networks.registry import LIMITS, NETWORKS, open_network
from tests.fakes.fake_bluesky import FakeBluesky
from tests.fakes.fake_mastodon import FakeMastodon
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.fake_wordpress import FakeWordPress
from tests.fakes.faults import Fault
from tests.networks.parcels import parcel, picture


def opened(fake: FakeNetworkServer) -> Network:
    return open_network(fake.network.name, fake.credentials, allow_private=True)


@pytest.fixture
def bluesky() -> Iterator[FakeNetworkServer]:
    with FakeNetworkServer("bluesky") as fake:
        yield fake


@pytest.fixture
def mastodon() -> Iterator[FakeNetworkServer]:
    with FakeNetworkServer("mastodon") as fake:
        yield fake


@pytest.fixture
def wordpress() -> Iterator[FakeNetworkServer]:
    with FakeNetworkServer("wordpress") as fake:
        yield fake


@pytest.mark.parametrize(("closed", "said"), [(True, "closed"), (False, None)])
def test_wordpress_is_told_that_nobody_may_comment_and_nothing_where_people_may(wordpress, closed, said) -> None:
    sent = replace(parcel("The fair is on Saturday."), comments_closed=closed)

    receipt = opened(wordpress).publish(sent)
    opened(wordpress).edit(receipt, sent)

    assert isinstance(wordpress.network, FakeWordPress)
    assert wordpress.network.posts[receipt.reference].get("comment_status") == said


def test_a_bluesky_session_serves_many_posts(bluesky: FakeNetworkServer) -> None:
    for text in ("One.", "Two.", "Three."):
        opened(bluesky).publish(parcel(text))

    assert isinstance(bluesky.network, FakeBluesky)
    assert bluesky.network.sign_ins == 1


def test_an_ended_bluesky_token_is_renewed_and_the_post_goes_out_once(bluesky: FakeNetworkServer) -> None:
    sent = parcel("The fair is on Saturday.", picture())
    opened(bluesky).publish(parcel("Earlier."))
    assert isinstance(bluesky.network, FakeBluesky)
    bluesky.network.end_tokens()

    opened(bluesky).publish(sent)

    assert bluesky.network.sign_ins == 2
    assert bluesky.accepted(sent.key) == 1


@pytest.mark.parametrize(
    ("fault", "permanent"), [(Fault.ERROR_BEFORE, False), (Fault.RESET_BEFORE, False), (Fault.SIGN_IN_REFUSED, True)]
)
def test_a_passing_failure_to_renew_is_not_a_dead_credential(
    bluesky: FakeNetworkServer, fault: Fault, permanent: bool
) -> None:
    opened(bluesky).publish(parcel("Earlier."))
    assert isinstance(bluesky.network, FakeBluesky)
    bluesky.network.end_tokens()
    bluesky.fail(fault, on="sign in", times=None)

    with pytest.raises(NetworkError) as raised:
        opened(bluesky).publish(parcel("Later."))

    assert (raised.value.permanent, raised.value.outcome_known) == (permanent, True)


def test_record_keys_have_the_shape_of_a_tid_and_never_change() -> None:
    one = parcel("Text.", key="0f" * 16)
    one = replace(one, written_at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC))

    assert rkey_of(one) == rkey_of(replace(one, text="Another text"))
    assert len(rkey_of(one)) == 13
    assert set(rkey_of(one)) <= set("234567abcdefghijklmnopqrstuvwxyz")
    assert rkey_of(one)[0] in "234567ab"


def test_a_thousand_posts_due_at_one_moment_have_a_thousand_record_keys() -> None:
    at = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    assert len({rkey_of(replace(parcel("Text."), written_at=at)) for _ in range(1000)}) == 1000


def test_a_text_too_long_for_bluesky_is_refused_before_a_picture_is_uploaded(bluesky: FakeNetworkServer) -> None:
    with pytest.raises(NetworkError) as refusal:
        opened(bluesky).publish(parcel("x" * 301, picture()))

    assert refusal.value.permanent
    assert not bluesky.calls


def test_mastodon_pictures_are_waited_for(mastodon: FakeNetworkServer) -> None:
    waits: list[float] = []
    assert isinstance(mastodon.network, FakeMastodon)
    mastodon.network.slow_pictures = 2
    network = Mastodon(mastodon.credentials, transport=None, allow_private=True, pause=waits.append)

    network.publish(parcel("The pond.", picture()))

    assert waits == [1.0, 1.0]


def test_mastodon_pictures_are_not_waited_for_without_end(
    mastodon: FakeNetworkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parishpump.networks.http.TOTAL", 1.2)
    assert isinstance(mastodon.network, FakeMastodon)
    mastodon.network.slow_pictures = 10_000
    sent = parcel("The pond.", picture())

    with pytest.raises(NetworkError) as raised:
        opened(mastodon).publish(sent)

    assert (raised.value.permanent, raised.value.outcome_known) == (False, True)
    assert mastodon.accepted(sent.key) == 0


@pytest.mark.parametrize("knows_source", [True, False])
def test_a_mastodon_post_is_found_long_after_its_idempotency_key_was_forgotten(
    mastodon: FakeNetworkServer, knows_source: bool
) -> None:
    assert isinstance(mastodon.network, FakeMastodon)
    mastodon.network.knows_source = knows_source
    sent = parcel("The market & fair: https://northfold.example/fair\n\nSecond paragraph.", picture("Stalls"))
    receipt = opened(mastodon).publish(sent)
    for number in range(45):
        opened(mastodon).publish(parcel(f"Post {number}."))
    mastodon.network.forget_keys()

    assert opened(mastodon).find(sent) == receipt
    assert opened(mastodon).find(replace(sent, pictures=(picture("Others"),))) is None


def test_the_same_words_of_last_week_are_another_mastodon_post(mastodon: FakeNetworkServer) -> None:
    sent = parcel("The meeting is tonight.")
    opened(mastodon).publish(sent)

    later = replace(sent, written_at=datetime.now(UTC) + timedelta(days=7))

    assert opened(mastodon).find(later) is None


def test_a_mastodon_server_tells_its_own_limits(mastodon: FakeNetworkServer) -> None:
    assert opened(mastodon).read_limits().characters == 1000
    assert opened(mastodon).limits().characters == 500


def test_a_wordpress_draft_left_behind_is_published_and_not_made_again(wordpress: FakeNetworkServer) -> None:
    sent = parcel("The pond is clean.", picture())
    wordpress.fail(Fault.ERROR_BEFORE)
    with pytest.raises(NetworkError):
        opened(wordpress).publish(sent)

    opened(wordpress).publish(sent)

    assert isinstance(wordpress.network, FakeWordPress)
    assert len(wordpress.network.posts) == 1
    assert len(wordpress.network.media) == 1


def test_of_two_wordpress_drafts_only_one_stays_published(wordpress: FakeNetworkServer) -> None:
    """Two of us at once, each having found nothing."""
    sent = parcel("The pond is clean.")
    first = opened(wordpress).publish(sent)
    assert isinstance(wordpress.network, FakeWordPress)
    number = first.reference
    wordpress.network.posts["99"] = {**wordpress.network.posts[number], "id": "99", "status": "draft"}
    wordpress.network.posts = dict(reversed(wordpress.network.posts.items()))

    assert opened(wordpress).publish(sent) == first

    assert [post["status"] for post in wordpress.network.posts.values()].count("publish") == 1


def test_a_wordpress_account_that_may_not_publish_is_unwell(wordpress: FakeNetworkServer) -> None:
    assert isinstance(wordpress.network, FakeWordPress)
    wordpress.network.rights = {"upload_files": True}

    health = opened(wordpress).check()

    assert not health.ok
    assert "publish posts" in health.message


def test_every_network_has_limits_and_fields_for_a_form() -> None:
    assert {"noticeboard", "facebook by hand", "other by hand", *NETWORKS} <= set(LIMITS)
    for name, known in NETWORKS.items():
        assert known.limits == LIMITS[name]
        assert [field.name for field in known.fields if field.secret]


@pytest.mark.parametrize("said", ["", "  ", "to\nken", "tök€n"])
def test_a_credential_that_cannot_be_right_is_refused_before_anything_is_sent(said: str) -> None:
    with pytest.raises(NetworkError) as refusal:
        open_network("mastodon", {"address": "https://social.example", "access_token": said})

    assert refusal.value.reason == "sign-in refused"
    assert "token" in refusal.value.detail.lower()
    assert (said.strip() or "\0") not in refusal.value.detail


def test_a_transport_of_the_caller_takes_the_place_of_the_wire() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"account": str(request.url)}))
    credentials = {"address": "https://demonstration.example", "token": "t"}

    health = open_network("demonstration", credentials, transport=transport).check()

    assert health.account == "https://demonstration.example/api/account"


def test_a_secret_that_a_network_quotes_is_hidden() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(401, json={"error": "no such token: s3cret-token"}))
    credentials = {"address": "https://demonstration.example", "token": "s3cret-token"}

    health = open_network("demonstration", credentials, transport=transport).check()

    assert "s3cret" not in health.message
    assert "[hidden]" in health.message
