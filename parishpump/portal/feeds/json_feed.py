"""The noticeboard as a JSON Feed, version 1.1 (jsonfeed.org)."""

from collections.abc import Sequence
from typing import Any

from parishpump.councils.models import Council
from parishpump.portal.feeds.names import author_of, page_of, tag_of, title_of
from parishpump.portal.queries.notices import Notice
from parishpump.portal.wording import paragraphs


def json_feed(council: Council, notices: Sequence[Notice]) -> dict[str, Any]:
    """The feed, ready to be written as JSON."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{council.name}: noticeboard",
        "home_page_url": f"{council.address}/",
        "feed_url": f"{council.address}/feed.json",
        "language": "en-GB",
        "authors": [{"name": council.name, "url": f"{council.address}/"}],
        "items": [_item(council, notice) for notice in notices],
    }


def _item(council: Council, notice: Notice) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": tag_of(council, notice),
        "url": page_of(council, notice),
        "title": title_of(notice),
        "content_html": str(paragraphs(notice.text)),
        "content_text": notice.text,
        "date_published": notice.published_at.isoformat(),
        "date_modified": notice.updated_at.isoformat(),
        "authors": [{"name": author_of(council, notice)}],
    }
    if notice.category:
        item["tags"] = [notice.category]
    if notice.pictures:
        item["image"] = f"{council.address}{notice.pictures[0].url}"
        item["attachments"] = [
            {"url": f"{council.address}{one.url}", "mime_type": one.media_type, "title": one.alt}
            for one in notice.pictures
        ]
    return item
