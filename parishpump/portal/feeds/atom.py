"""The noticeboard as an Atom feed (RFC 4287). What was withdrawn is named as deleted (RFC 6721), so readers drop it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Enclosure, rfc3339_date

from parishpump.councils.models import Council
from parishpump.portal.feeds.names import author_of, page_of, tag_of, title_of
from parishpump.portal.queries.notices import Notice
from parishpump.portal.wording import paragraphs


class _NoticeFeed(Atom1Feed):
    def __init__(self, *args: Any, updated: datetime, gone: Sequence[tuple[str, datetime]], **kwargs: Any) -> None:
        self._updated, self._gone = updated, gone
        super().__init__(*args, **kwargs)

    def latest_post_date(self) -> datetime:
        return self._updated

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for name, at in self._gone:
            handler.addQuickElement("at:deleted-entry", "", {"ref": name, "when": rfc3339_date(at)})


def atom(council: Council, notices: Sequence[Notice], withdrawn: Sequence[Notice], *, updated: datetime) -> str:
    """The feed as XML. `withdrawn` are notices that may still be in somebody's reader."""
    feed = _NoticeFeed(
        title=f"{council.name}: noticeboard",
        link=f"{council.address}/",
        feed_url=f"{council.address}/feed.atom",
        description="",
        language="en-GB",
        author_name=council.name,
        feed_guid=f"tag:{council.host},2026:noticeboard",
        updated=updated,
        gone=[(tag_of(council, notice), notice.updated_at) for notice in withdrawn],
    )
    for notice in notices:
        feed.add_item(
            title=title_of(notice),
            link=page_of(council, notice),
            description=paragraphs(notice.text),
            unique_id=tag_of(council, notice),
            pubdate=notice.published_at,
            updateddate=notice.updated_at,
            author_name=author_of(council, notice),
            categories=[notice.category] if notice.category else [],
            enclosures=[Enclosure(f"{council.address}{one.url}", "0", one.media_type) for one in notice.pictures],
        )
    return feed.writeString("utf-8")
