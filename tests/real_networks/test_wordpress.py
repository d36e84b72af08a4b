"""What a reader of the council's website and of its feed sees."""

import feedparser
import httpx
import pytest

from parishpump.networks.contract import Network
from parishpump.networks.markup import page
from parishpump.networks.registry import open_network
from tests.networks.parcels import TEXT, parcel, picture
from tests.real_networks.wordpress_site import WordPressSite

pytestmark = pytest.mark.real_network


@pytest.fixture
def council(wordpress: WordPressSite) -> Network:
    return open_network("wordpress", wordpress.credentials, allow_private=True)


def entries(wordpress: WordPressSite) -> dict[str, feedparser.FeedParserDict]:
    feed = feedparser.parse(httpx.get(f"{wordpress.address}/?feed=rss2", timeout=30).content)
    return {entry.title: entry for entry in feed.entries}


def test_the_feed_carries_text_picture_and_alt_text(wordpress: WordPressSite, council: Network) -> None:
    receipt = council.publish(parcel(TEXT, picture("The mended roof"), title="The roof <is> mended"))

    entry = entries(wordpress)["The roof <is> mended"]

    shown = page(entry.content[0].value)
    assert entry.link == receipt.address
    assert "[gallery]." in shown.text
    assert "Café open from 10" in shown.text
    assert 'href="https://northfold.example/news/hall?from=post&amp;to=roof"' in entry.content[0].value
    assert shown.alts == ("The mended roof",)


def test_the_page_is_there_for_anybody_with_its_picture(wordpress: WordPressSite, council: Network) -> None:
    receipt = council.publish(parcel("The pond is clean again.", picture("The pond")))

    html = httpx.get(receipt.address, follow_redirects=True, timeout=30).text

    assert "The pond is clean again." in html
    source = html.partition("<img ")[2].partition('src="')[2].partition('"')[0]
    assert httpx.get(source, timeout=30).headers["content-type"] == "image/jpeg"


def test_a_parcel_sent_twice_is_one_entry_in_the_feed(wordpress: WordPressSite, council: Network) -> None:
    sent = parcel("Only once in the feed, please.", picture("A feed"), title="Only once")
    council.publish(sent)
    council.publish(sent)

    assert [title for title in entries(wordpress) if title.startswith("Only once")] == ["Only once"]


def test_what_was_withdrawn_leaves_the_feed(wordpress: WordPressSite, council: Network) -> None:
    receipt = council.publish(parcel("Posted by mistake.", title="By mistake"))
    assert "By mistake" in entries(wordpress)

    council.withdraw(receipt)

    assert "By mistake" not in entries(wordpress)
    assert httpx.get(receipt.address, timeout=30).status_code == 404


def test_a_subscriber_may_not_publish_and_the_check_says_so(wordpress: WordPressSite) -> None:
    network = open_network("wordpress", wordpress.subscriber, allow_private=True)

    health = network.check()

    assert not health.ok
    assert "publish posts" in health.message


def test_a_correction_may_bring_another_picture(council: Network) -> None:
    receipt = council.publish(parcel("The meeting is at six.", picture("A clock at six")))

    council.edit(receipt, parcel("The meeting is at seven.", picture("A clock at seven", colour="blue")))

    shown = council.read(receipt)
    assert shown is not None
    assert shown.alts == ("A clock at seven",)
