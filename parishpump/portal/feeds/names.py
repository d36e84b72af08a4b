"""Addresses and lasting names that every feed shares. Pure."""

from parishpump.councils.models import Council
from parishpump.portal.queries.notices import Notice

FEED_LENGTH = 50


def page_of(council: Council, notice: Notice) -> str:
    """The full address of a notice's page."""
    return f"{council.address}{notice.path}"


def tag_of(council: Council, notice: Notice) -> str:
    """The notice's name for good, as a tag URI (RFC 4151): it outlives a change of address."""
    return f"tag:{council.host},{notice.reference.split('-')[1]}:{notice.reference}"


def author_of(council: Council, notice: Notice) -> str:
    """Who wrote it: an office, never a person."""
    return f"{notice.office}, {council.name}"


def title_of(notice: Notice) -> str:
    """The headline, which says so where the notice corrects an earlier version."""
    return f"Corrected: {notice.title}" if notice.is_corrected else notice.title
