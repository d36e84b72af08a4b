"""Bluesky's posts of other people, read: pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from parishpump.networks.bluesky_account import ADDRESS, POSTS, place_of, public_address
from parishpump.networks.hearing import Attachment, Heard
from parishpump.networks.readings import as_bytes, moment, readable, word


def heard(said: Any, *, us: str) -> Heard:
    """A post as a notification or `app.bsky.feed.defs#postView` tells of it. `us`: our own DID.

    Its author may claim any moment for it (`createdAt`); the network's own (`indexedAt`) is the latest that it can be.
    """
    uri, record = said["uri"], said["record"]
    indexed_at = moment(word(said, "indexedAt"))
    parent = word(record, "reply", "parent", "uri")
    quoted = word(record, "embed", "record", "uri") or word(record, "embed", "record", "record", "uri")
    root = word(record, "reply", "root", "uri") or parent
    handle = word(said, "author", "handle")
    return Heard(
        key=uri,
        version=said["cid"],
        kind="reply" if us in (_owner(root), _owner(parent)) else "mention",
        text=readable(word(record, "text")),
        author=readable(word(said, "author", "displayName")) or handle,
        handle=place_of(uri).repo if handle in ("", "handle.invalid") else handle,
        written_at=min(indexed_at, moment(word(record, "createdAt"), otherwise=indexed_at)),
        address=public_address(uri),
        thread=root or uri,
        answers=parent or quoted,
        public=True,
        raw=as_bytes(said),
        media_type="application/json",
        attachments=tuple(_attachments(said.get("embed"))),
    )


def is_post(uri: str) -> bool:
    """Whether this is the address of a post."""
    found = ADDRESS.fullmatch(uri)
    return found is not None and found[2] == POSTS


def is_readable(said: Any) -> bool:
    """Whether a notification or post has what every one has. Raises TypeError or LookupError where it has not."""
    if not (is_post(said["uri"]) and isinstance(said["cid"], str) and isinstance(said["record"], Mapping)):
        raise TypeError("uri, cid or record")
    return True


def listed_at(said: Any) -> datetime:
    """The moment by which Bluesky orders its notifications."""
    return moment(word(said, "indexedAt"))


def answers_below(thread: Any, *, us: str) -> list[Heard]:
    """Everybody else's posts below the first one of an `app.bsky.feed.defs#threadViewPost`, oldest first."""
    posts = [post for post in _posts_below(thread) if is_readable(post)]
    below = [heard(post, us=us) for post in posts if place_of(post["uri"]).repo != us]
    return sorted(below, key=lambda one: (one.written_at, one.key))


def _posts_below(thread: Any) -> Iterator[Any]:
    waiting = list(thread.get("replies") or ())
    while waiting:
        one = waiting.pop()
        if "post" in one:  # else it was deleted, or we have blocked its author
            yield one["post"]
        waiting += one.get("replies") or ()


def _owner(uri: str) -> str:
    return uri.removeprefix("at://").partition("/")[0]


def _attachments(embed: Any) -> Iterator[Attachment]:
    """Pictures with their alt text, a video, the card of a link, a quoted post."""
    if not isinstance(embed, Mapping):
        return
    for image in embed.get("images") or ():
        yield Attachment(readable(word(image, "alt")) or "picture", "image/jpeg", word(image, "fullsize"))
    if word(embed, "playlist"):
        name = readable(word(embed, "alt")) or "video"
        yield Attachment(name, "application/vnd.apple.mpegurl", word(embed, "playlist"))
    link, quoted = word(embed, "external", "uri"), word(embed, "record", "uri")
    if link:
        yield Attachment(readable(word(embed, "external", "title")) or "link", "text/html", link)
    if is_post(quoted):
        yield Attachment("quoted post", "text/html", public_address(quoted))
    yield from _attachments(embed.get("media"))
