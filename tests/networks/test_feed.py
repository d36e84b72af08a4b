"""A feed: what is new in it is heard, what is unchanged is not asked for, and nothing in it can do harm."""

import json
import time
from contextlib import suppress
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis.strategies import binary

from parishpump.networks import feed as feeds
from parishpump.networks.contract import NetworkError
from parishpump.networks.feed import Feed
from parishpump.networks.feed_watch import watched

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>County news</title>
<entry><id>urn:2</id><title>Road closed</title><link href="/road"/><updated>2026-11-21T09:00:00Z</updated>
<author><name>Highways</name></author><content type="html">&lt;p&gt;The A229 is closed.&lt;/p&gt;</content></entry>
<entry><id>urn:1</id><title>Bins &amp;amp; snow</title><link href="/bins"/><updated>2026-11-20T09:00:00+01:00</updated>
<summary>Put them out late.</summary></entry></feed>"""
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Village news</title>
<item><guid isPermaLink="false">a-1</guid><title>Fair</title><link>https://v.example/fair</link>
<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate><description>&lt;b&gt;Saturday&lt;/b&gt;</description></item>
<item><title>No date</title><link>javascript:alert(1)</link><description>Words</description></item></channel></rss>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "School",
        "items": [
            {"id": 7, "url": "https://s.example/7", "content_html": "<p>Closed today</p>",
             "date_published": "2026-11-20T08:00:00Z", "authors": [{"name": "The head"}]},
        ],
    }
).encode()  # fmt: skip


class Site:
    """A website with one feed: it answers 304 to whoever has the present state."""

    def __init__(self, body: bytes = ATOM, *, tagged: bool = True) -> None:
        self.body, self.etag, self.tagged = body, '"1"', tagged
        self.asked: list[httpx.Request] = []
        self.moved: dict[str, str] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.url.raw_path.decode() in self.moved:
            return httpx.Response(301, headers={"Location": self.moved[request.url.raw_path.decode()]})
        if self.tagged and request.headers.get("If-None-Match") == self.etag:
            return httpx.Response(304)
        return httpx.Response(200, content=self.body, headers={"ETag": self.etag} if self.tagged else {})

    def change(self, body: bytes) -> None:
        self.body, self.etag = body, f'"{len(self.asked)}x"'

    def feed(self, address: str = "https://site.example/feed.xml") -> Feed:
        return Feed({"address": address}, transport=httpx.MockTransport(self), allow_private=False)


def many(number: int) -> bytes:
    entries = "".join(
        f"<entry><id>urn:{n}</id><title>Entry {n}</title><updated>2026-11-20T09:00:{n % 60:02}Z</updated></entry>"
        for n in range(number)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Many</title>{entries}</feed>'.encode()


def test_the_entries_of_an_atom_feed_are_heard_oldest_first() -> None:
    bins, road = Site().feed().listen("", since=SINCE, under=()).heard

    assert (bins.key, bins.title, bins.text, bins.author) == (
        "urn:1",
        "Bins & snow",
        "Put them out late.",
        "County news",
    )
    assert (road.key, road.text, road.author) == ("urn:2", "The A229 is closed.", "Highways")
    assert road.address == "https://site.example/road"
    assert bins.written_at == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    assert {(one.kind, one.public, one.thread == one.key) for one in (bins, road)} == {("item", True, True)}


def test_an_entry_is_kept_in_the_bytes_that_it_came_in() -> None:
    bins, road = Site().feed().listen("", since=SINCE, under=()).heard

    assert bins.raw.startswith(b"<entry><id>urn:1</id>")
    assert bins.raw.endswith(b"</entry>")
    assert road.raw in ATOM
    assert road.media_type == "application/xml"


def test_an_rss_feed_is_heard_and_no_link_but_to_the_web_is_kept() -> None:
    fair, undated = Site(RSS).feed().listen("", since=SINCE, under=()).heard[::-1]

    assert (fair.text, fair.address) == ("Saturday", "https://v.example/fair")
    assert (undated.written_at, undated.address) == (SINCE, "")


def test_a_json_feed_is_heard() -> None:
    (item,) = Site(JSON).feed().listen("", since=SINCE, under=()).heard

    assert (item.key, item.text, item.author) == ("7", "Closed today", "The head")
    assert json.loads(item.raw)["id"] == 7


@pytest.mark.parametrize("tagged", [True, False])
def test_an_unchanged_feed_is_silent(tagged: bool) -> None:
    site = Site(tagged=tagged)
    first = site.feed().listen("", since=SINCE, under=())

    second = site.feed().listen(first.cursor, since=SINCE, under=())

    assert (second.heard, second.more) == ((), False)
    assert ("If-None-Match" in site.asked[1].headers) == tagged


def test_an_edited_entry_keeps_its_key_and_changes_its_version() -> None:
    site = Site()
    first = site.feed().listen("", since=SINCE, under=())

    site.change(ATOM.replace(b"is closed", b"is open again"))
    second = site.feed().listen(first.cursor, since=SINCE, under=())

    versions = {one.key: one.version for one in first.heard}
    assert [one.key for one in second.heard if one.version != versions[one.key]] == ["urn:2"]


def test_entries_from_before_we_listened_are_left_alone_the_first_time() -> None:
    since = datetime(2026, 11, 21, tzinfo=UTC)

    assert [one.key for one in Site().feed().listen("", since=since, under=()).heard] == ["urn:2"]


def test_a_long_feed_is_heard_whole_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 20)
    site, cursor, heard = Site(many(50)), "", []
    more = True
    while more:
        batch = site.feed().listen(cursor, since=SINCE, under=())
        heard, cursor, more = [*heard, *batch.heard], batch.cursor, batch.more

    assert len({one.key for one in heard}) == len(heard) == 50
    assert not site.feed().listen(cursor, since=SINCE, under=()).heard


def test_a_feed_that_moved_is_followed_and_one_that_runs_in_circles_is_not() -> None:
    site = Site()
    site.moved = {"/feed.xml": "/feed/?format=atom", "/circle": "https://site.example/circle"}

    assert len(site.feed().listen("", since=SINCE, under=()).heard) == 2
    assert not site.feed("https://site.example/circle").check().ok


@pytest.mark.parametrize("where", ["http://site.example/plain", "file:///etc/passwd", "https://a:b@site.example/"])
def test_a_feed_leads_nowhere_that_we_would_not_go_ourselves(where: str) -> None:
    site = Site()
    site.moved = {"/feed.xml": where}

    with pytest.raises(NetworkError):
        site.feed().listen("", since=SINCE, under=())

    assert len(site.asked) == 1


def test_a_feed_inside_our_own_network_is_not_called() -> None:
    feed = Feed({"address": "https://127.0.0.1/feed"}, transport=None, allow_private=False)

    assert "public internet" in feed.check().message


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>Welcome</body></html>", b"{}", b'{"items": 3}', b"/etc/passwd", b"https://elsewhere.example/",
     b"{" * 9],
)  # fmt: skip
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    site = Site(body)

    health = site.feed().check()

    assert not health.ok
    assert "no feed" in health.message
    assert len(site.asked) == 1


def test_a_feed_that_is_not_well_formed_is_heard_as_far_as_it_goes() -> None:
    broken = RSS.replace(b"</title><link>https", b"</title><br><link>https")

    heard = Site(broken).feed().listen("", since=SINCE, under=()).heard

    assert "a-1" in {one.key for one in heard}
    assert {one.media_type for one in heard} == {"application/json"}


@pytest.mark.parametrize(
    "inside",
    [b"<a " * 500_000, b"<![CDATA[" + b"<a " * 500_000 + b"]]>", b"<author>" + b"a.a" * 300_000 + b"</author>",
     b"<x " + b" ".join(b"a%d='1'" % n for n in range(50_000)) + b"/>", b"<x>" * 100_000 + b"</x>" * 100_000],
    ids=["tags", "tags inside", "author", "attributes", "nested"],
)  # fmt: skip
def test_a_hostile_feed_holds_up_nobody(inside: bytes) -> None:
    started = time.monotonic()

    with suppress(NetworkError):
        Site(RSS.replace(b"Words", inside)).feed().listen("", since=SINCE, under=())

    assert time.monotonic() - started < 10


@given(binary(max_size=300))
def test_no_bytes_in_a_feed_stop_the_reading(inside: bytes) -> None:
    with suppress(NetworkError):
        for one in Site(RSS.replace(b"Words", inside)).feed().listen("", since=SINCE, under=()).heard:
            assert one.key


@pytest.mark.parametrize("date", ["9999999999999", "Fri, 99 Nov 99999 10:00:00 GMT", "0000-00-00", "-1"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    body = RSS.replace(b"Fri, 20 Nov 2026 10:00:00 GMT", date.encode())

    assert len(Site(body).feed().listen("", since=SINCE, under=()).heard) >= 1


def test_a_feed_that_declares_entities_is_not_read() -> None:
    body = b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">]>' + RSS.partition(b"?>")[2].replace(b"Fair", b"&a;&a;&a;")

    assert not Site(body).feed().check().ok


def test_a_working_feed_says_how_much_is_in_it() -> None:
    health = Site().feed().check()

    assert (health.ok, health.account) == (True, "County news")
    assert "2 entries" in health.message


@pytest.mark.parametrize(
    ("word", "occurs"),
    [("a229", True), ("A22", False), ("is closed", True), ("road  closed", True), ("closed the", False),
     ("closed a229", False), ("", False),
     ("roäd", True), ("the A229 is", True), ("(", False)],
)  # fmt: skip
def test_a_watched_word_is_found_whole_whatever_its_case_and_accents(word: str, occurs: bool) -> None:
    road = Site().feed().listen("", since=SINCE, under=()).heard[1]

    assert watched(road, [word]) == ((word,) if occurs else ())
