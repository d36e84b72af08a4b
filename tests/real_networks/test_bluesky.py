"""What a resident sees of us on the real Bluesky network, through another client than ours."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from atproto import Client, models

from parishpump.networks.contract import Network, NetworkError
from parishpump.networks.registry import open_network
from parishpump.networks.sessions import KEPT
from tests.networks.parcels import TEXT, parcel, picture
from tests.real_networks.bluesky_network import BlueskyNetwork

pytestmark = pytest.mark.real_network
View = models.AppBskyFeedDefs.PostView


@pytest.fixture
def council(bluesky: BlueskyNetwork) -> Network:
    return open_network("bluesky", bluesky.credentials, allow_private=True)


@pytest.fixture(scope="module")
def resident(bluesky: BlueskyNetwork) -> Iterator[Client]:
    client = Client(base_url=f"{bluesky.pds}/xrpc")
    eventually(lambda: client.login(bluesky.resident["handle"], bluesky.resident["app_password"]))
    yield client
    client.request.close()


def eventually(look: Callable[[], object]) -> object:
    """The AppView hears of a record a moment after the server that holds it."""
    ends = time.monotonic() + 20
    while True:
        try:
            seen = look()
        except Exception:
            if time.monotonic() > ends:
                raise
            seen = None
        if seen:
            return seen
        assert time.monotonic() < ends, "the AppView never showed it"
        time.sleep(0.2)


def posts(resident: Client, reference: str) -> list[View]:
    return list(resident.get_posts([reference]).posts)


def test_a_resident_sees_text_links_hashtags_and_alt_text(council: Network, resident: Client) -> None:
    receipt = council.publish(parcel(TEXT, picture("The mended roof")))

    eventually(lambda: posts(resident, receipt.reference))

    (seen,) = posts(resident, receipt.reference)
    assert seen.record.text == TEXT
    assert [image.alt for image in seen.embed.images] == ["The mended roof"]
    assert (seen.embed.images[0].aspect_ratio.width, seen.embed.images[0].aspect_ratio.height) == (64, 48)
    marked = [
        (TEXT.encode()[facet.index.byte_start : facet.index.byte_end].decode(), facet.features[0].py_type)
        for facet in seen.record.facets
    ]
    assert marked == [
        ("https://northfold.example/news/hall?from=post&to=roof", "app.bsky.richtext.facet#link"),
        ("#VillageHall", "app.bsky.richtext.facet#tag"),
        ("#NorthfoldNews", "app.bsky.richtext.facet#tag"),
    ]


def test_a_parcel_sent_twice_is_one_post_in_the_council_s_feed(council: Network, resident: Client) -> None:
    sent = parcel("Only once in the feed, please.")
    receipt = council.publish(sent)
    council.publish(sent)
    council.publish(sent)

    eventually(lambda: posts(resident, receipt.reference))

    feed = resident.get_author_feed("northfold.test", limit=100).feed
    assert [one.post.record.text for one in feed].count(sent.text) == 1


def test_a_resident_sees_the_correction(council: Network, resident: Client) -> None:
    receipt = council.publish(parcel("The meeting is at six."))
    eventually(lambda: posts(resident, receipt.reference))

    council.edit(receipt, parcel("The meeting is at seven."))

    eventually(lambda: posts(resident, receipt.reference)[0].record.text == "The meeting is at seven.")


def test_a_resident_no_longer_sees_what_was_withdrawn(council: Network, resident: Client) -> None:
    receipt = council.publish(parcel("Posted by mistake."))
    eventually(lambda: posts(resident, receipt.reference))

    council.withdraw(receipt)

    eventually(lambda: not posts(resident, receipt.reference))


def test_300_graphemes_pass_and_301_are_refused(council: Network) -> None:
    flags = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f" * 20
    fits = parcel(flags + "é" * 280)

    assert council.find(replace(fits)) is None
    council.publish(fits)
    with pytest.raises(NetworkError) as refusal:
        council.publish(parcel(fits.text + "!"))

    assert (refusal.value.reason, refusal.value.outcome_known) == ("refused", True)


def test_a_session_that_the_server_does_not_take_is_renewed(bluesky: BlueskyNetwork, council: Network) -> None:
    council.check()
    for key, session in list(KEPT._kept.items()):
        KEPT.keep(key, replace(session, token=session.token[:-8] + "AAAAAAAA"))

    assert council.publish(parcel("Sent with a new session.")).address


def test_a_correction_may_bring_another_picture(council: Network) -> None:
    receipt = council.publish(parcel("The meeting is at six.", picture("A clock at six")))

    council.edit(receipt, parcel("The meeting is at seven.", picture("A clock at seven", colour="blue")))

    shown = council.read(receipt)
    assert shown is not None
    assert shown.alts == ("A clock at seven",)
