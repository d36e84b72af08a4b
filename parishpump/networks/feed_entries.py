"""The entries of an RSS, Atom or JSON Feed, each with exactly the bytes that it came in where there are such. Pure."""

import io
import json
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import urlsplit
from xml.parsers import expat

import feedparser

from parishpump.networks.hearing import Heard
from parishpump.networks.html_words import html_words
from parishpump.networks.readings import as_bytes, fingerprint, moment, readable, word

MOST_TEXT = 1_000_000  # characters of one entry's markup that are read
_MOST_BROKEN = 50_000  # bytes that are read of a feed that is not well formed: feedparser is slow with those
_MOST_ELEMENTS, _MOST_ATTRIBUTES, _LONGEST_NAME = 50_000, 100, 5_000
_SHORT = frozenset(("author", "name", "email", "managingEditor", "webMaster", "creator", "publisher", "contributor"))
_LONGEST_TITLE, _LONGEST_KEY, _LONGEST_ADDRESS = 300, 500, 600


class NotAFeedError(Exception):
    """What came is neither RSS nor Atom nor a JSON Feed."""


def entries_in(body: bytes, *, address: str, otherwise: datetime) -> tuple[str, list[Heard]]:
    """The title of a feed and its entries, oldest first. `otherwise` is the moment of an entry that tells none.

    Raises NotAFeedError.
    """
    title, entries = _json_feed(body, otherwise) if body.lstrip()[:1] == b"{" else _xml_feed(body, address, otherwise)
    once = {(entry.key, entry.version): entry for entry in entries}
    return title, sorted(once.values(), key=lambda entry: entry.written_at)


def _json_feed(body: bytes, otherwise: datetime) -> tuple[str, list[Heard]]:
    """jsonfeed.org/version/1.1."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise NotAFeedError from None
    items = said.get("items")
    if "jsonfeed.org/version" not in word(said, "version") or not isinstance(items, list):
        raise NotAFeedError
    title = word(said, "title")
    return title, [_json_item(item, title, otherwise) for item in items if isinstance(item, Mapping)]


def _json_item(said: Mapping[str, Any], feed: str, otherwise: datetime) -> Heard:
    authors = said.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else said.get("author")
    text = word(said, "content_text") or html_words(word(said, "content_html")[:MOST_TEXT]) or word(said, "summary")
    return _entry(
        identifier=str(said.get("id") or word(said, "url")),
        title=word(said, "title"),
        text=text,
        author=word(first, "name") or feed,
        at=moment(said.get("date_modified") or said.get("date_published"), otherwise=otherwise),
        link=word(said, "url"),
        raw=(as_bytes(said), "application/feed+json"),
    )


def _xml_feed(body: bytes, address: str, otherwise: datetime) -> tuple[str, list[Heard]]:
    pieces = _pieces(body)
    if pieces is None:
        body = body[:_MOST_BROKEN]
    # As a stream: feedparser takes a text that looks like an address for one, and fetches it or opens the file.
    said = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-location": address},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not said.get("version"):
        raise NotAFeedError
    title = _plain(said.feed.get("title", ""))
    if pieces is None or len(pieces) != len(said.entries):
        pieces = [b""] * len(said.entries)
    return title, [_xml_entry(*one, title, otherwise) for one in zip(said.entries, pieces, strict=True)]


def _xml_entry(said: Mapping[str, Any], piece: bytes, feed: str, otherwise: datetime) -> Heard:
    contents = [one.get("value", "") for one in said.get("content", [])]
    markup = max([*contents, said.get("summary", "")], key=len)
    link = said.get("link", "")
    told = said["updated_parsed"] if "updated_parsed" in said else said.get("published_parsed")
    return _entry(
        identifier=said.get("id") or link,
        title=_plain(said.get("title", "")),
        text=html_words(markup[:MOST_TEXT]),
        author=said.get("author") or feed,
        at=_moment(told, otherwise),
        link=link,
        raw=(piece, "application/xml") if piece else (as_bytes(_as_text(said)), "application/json"),
    )


def _entry(
    *, identifier: str, title: str, text: str, author: str, at: datetime, link: str, raw: tuple[bytes, str]
) -> Heard:
    """One entry. Its key is what the feed calls it, else its link, else its words."""
    title, text = readable(title)[:_LONGEST_TITLE], readable(text)
    version = fingerprint(title, text)[:16]
    key = readable(identifier) or version
    key = key if len(key) <= _LONGEST_KEY else fingerprint(key)
    return Heard(
        key=key,
        version=version,
        kind="item",
        text=text,
        author=readable(author)[:200],
        handle="",
        written_at=at.astimezone(UTC),
        address=link if _is_web_address(link) else "",
        thread=key,
        answers="",
        public=True,
        raw=raw[0],
        media_type=raw[1],
        title=title,
    )


def _moment(told: struct_time | None, otherwise: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(timegm(told), UTC) if told else otherwise
    except (ValueError, OverflowError, OSError):
        return otherwise


def _plain(markup: str) -> str:
    return " ".join(html_words(markup[:MOST_TEXT]).split())


def _is_web_address(link: str) -> bool:
    try:
        return urlsplit(link).scheme in ("http", "https") and len(link) <= _LONGEST_ADDRESS
    except ValueError:
        return False


def _as_text(said: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in said.items() if isinstance(value, str)}


def _pieces(body: bytes) -> list[bytes] | None:
    """The bytes of each `item` or `entry`; None where the XML is not well formed.

    Raises NotAFeedError for what would keep feedparser busy for minutes: entities, and far too much of anything.
    """
    survey = _Survey(body)
    try:
        survey.parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return survey.pieces


class _Survey:
    """One pass over a feed that finds where its entries are and that there is not too much of anything."""

    def __init__(self, body: bytes) -> None:
        self.pieces: list[bytes] = []
        self._body = body
        self._begins: list[int] = []
        self._elements = self._letters = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse
        self._short = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._short, self._letters = name.rpartition(":")[2] in _SHORT, 0
        if self._elements > _MOST_ELEMENTS or len(attributes) > _MOST_ATTRIBUTES:
            raise NotAFeedError
        if _is_entry(name):
            self._begins.append(self.parser.CurrentByteIndex)

    def _end(self, name: str) -> None:
        if _is_entry(name) and self._begins:
            begin = self._begins.pop()
            if not self._begins:
                self.pieces.append(self._body[begin : self.parser.CurrentByteIndex] + f"</{name}>".encode())

    def _text(self, text: str) -> None:
        self._letters += len(text)
        if self._short and self._letters > _LONGEST_NAME:
            raise NotAFeedError

    def _refuse(self, *_: object) -> None:
        raise NotAFeedError


def _is_entry(name: str) -> bool:
    return name.rpartition(":")[2] in ("item", "entry")
