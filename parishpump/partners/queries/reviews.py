"""Which entries a person has looked at, and which wait for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parishpump.partners.models import Entry, Review
from parishpump.partners.queries.directory import directory_at

REVIEW_MONTHS = 12  # ours: no policy states an interval


@dataclass(frozen=True)
class Reviewed:
    """An entry with the newest look at it (None: this council has not looked yet), and when the next is due."""

    entry: Entry
    review: Review | None
    due: date

    @property
    def is_reviewed(self) -> bool:
        return self.review is not None

    @property
    def is_trusted(self) -> bool:
        """Whether what this body says in an emergency may be passed on: only where a person of ours has looked."""
        return self.is_reviewed and self.entry.trusted_source


def newest_reviews(entries: Iterable[Entry]) -> dict[int, Review]:
    """By entry, the newest look at it. One query."""
    ids = [one.id for one in entries]
    found = Review.objects.filter(entry_id__in=ids).order_by("entry_id", "-on", "-id").distinct("entry_id")
    return {one.entry_id: one for one in found} if ids else {}


def reviewed(entries: Iterable[Entry]) -> list[Reviewed]:
    """Each of these entries with its newest review, in the same order. One query."""
    listed = list(entries)
    reviews = newest_reviews(listed)
    return [_reviewed(one, reviews.get(one.id)) for one in listed]


def due_for_review(day: date, *, among: Iterable[Reviewed] | None = None) -> list[Reviewed]:
    """What holds on that day and was not looked at yet, or a year ago: what waits longest first."""
    looked = reviewed(directory_at(day)) if among is None else among
    return sorted((one for one in looked if one.due <= day), key=lambda one: (one.due, one.entry.name))


def trusted_sources_at(day: date) -> list[Entry]:
    """The bodies whose emergency information may be passed on that day."""
    return [one.entry for one in reviewed(directory_at(day)) if one.is_trusted]


def year_after(day: date) -> date:
    """The same day a year later; 1 March after 29 February."""
    try:
        return day.replace(year=day.year + REVIEW_MONTHS // 12)
    except ValueError:
        return date(day.year + REVIEW_MONTHS // 12, 3, 1)


def year_before(day: date) -> date:
    """The last day of which a year is over by then: 28 February before 29 February."""
    try:
        return day.replace(year=day.year - REVIEW_MONTHS // 12)
    except ValueError:
        return date(day.year - REVIEW_MONTHS // 12, 2, 28)


def _reviewed(entry: Entry, review: Review | None) -> Reviewed:
    """What nobody has looked at is due since it was entered."""
    return Reviewed(entry, review, year_after(review.on) if review else entry.at.date())
