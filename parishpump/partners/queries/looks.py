"""What the weekly look at the directory's pages found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parishpump.partners.models import Entry, PageLook
from parishpump.partners.models.looks import WORKS
from parishpump.partners.queries.directory import directory_at, to_come_after

A_WEEK = timedelta(days=6, hours=20)  # a little less, so that a weekly clock never skips a week


@dataclass(frozen=True)
class Link:
    """A page of the directory: what it is for, whose it is, and the newest look at it (None: not looked at yet)."""

    address: str
    entry: Entry
    service: str
    look: PageLook | None

    @property
    def is_broken(self) -> bool:
        return self.look is not None and self.look.state != WORKS


def newest_looks(addresses: Iterable[str]) -> dict[str, PageLook]:
    """By address, the newest look at it. One query."""
    found = PageLook.objects.filter(address__in=list(addresses)).order_by("address", "-at", "-id")
    return {one.address: one for one in found.distinct("address")}


def links_of(entries: Iterable[Entry]) -> list[Link]:
    """Every page of these entries with the newest look at it. One query."""
    pages = [(page, entry) for entry in entries for page in entry.web_pages]
    looks = newest_looks({page.address for page, _ in pages})
    return [Link(page.address, entry, page.service, looks.get(page.address)) for page, entry in pages]


def broken_links(day: date, *, among: Iterable[Link] | None = None) -> list[Link]:
    """The pages of the directory on that day that did not answer when last asked, the longest first."""
    links = links_of(directory_at(day)) if among is None else among
    broken = [(one.look.since, one) for one in links if one.look is not None and one.is_broken]
    return [one for _, one in sorted(broken, key=lambda pair: (pair[0], pair[1].address))]


def addresses_due(at: datetime, day: date) -> list[str]:
    """The pages of the directory, now and to come, that were not looked at for a week."""
    wanted = {page.address for entry in (*directory_at(day), *to_come_after(day)) for page in entry.web_pages}
    looks = newest_looks(wanted)
    return sorted(one for one in wanted if one not in looks or looks[one].at <= at - A_WEEK)
