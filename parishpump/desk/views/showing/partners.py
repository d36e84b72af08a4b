"""What the directory of other public bodies needs, as rows of the desk."""

from datetime import datetime, timedelta

from django.urls import reverse

from parishpump.desk.views.showing.rows import Row
from parishpump.partners.queries.needs import Needs
from parishpump.ui import words

_BROKEN_SOON, _REVIEW_SOMETIME = timedelta(days=7), timedelta(days=30)


def directory_rows(needs: Needs, *, now: datetime) -> list[Row]:
    """One row for pages that do not answer, one for entries that nobody has looked at for a year or ever."""
    return [*_broken(needs.broken, now), *_to_review(needs.to_review, now)]


def _broken(number: int, now: datetime) -> list[Row]:
    if not number:
        return []
    does = "does not answer" if number == 1 else "do not answer"
    return [
        Row(
            hurts_at=now + _BROKEN_SOON,
            when="Broken",
            then="whoever is sent there finds nothing",
            title=f"{words.counted(number, 'web page')} of other public bodies {does}",
            why="Find the page that stands there now, and let it take over in the directory.",
            button="See which",
            hidden="web pages fail",
            url=reverse("partner-links"),
        )
    ]


def _to_review(number: int, now: datetime) -> list[Row]:
    if not number:
        return []
    return [
        Row(
            hurts_at=now + _REVIEW_SOMETIME,
            when="To review",
            then="a year after the last look, which is our suggestion",
            title=f"Look again at {words.counted(number, 'entry', 'entries')} of other public bodies",
            why="Compare each with the body’s own page. What nobody has looked at is kept off the public page.",
            button="Open the directory",
            hidden="of other public bodies",
            url=reverse("partners"),
        )
    ]
