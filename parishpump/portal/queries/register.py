"""The public register: everything that was ever published, and the channels it goes out on."""

from datetime import date

from django.db.models import Q, QuerySet

from parishpump.channels.models import Channel
from parishpump.portal.queries.notices import published
from parishpump.publishing.models import Pause, Post

MOST_WORDS = 8
CORRECTED, WITHDRAWN = "corrected", "withdrawn"
_STATES = {
    CORRECTED: Q(withdrawal__isnull=True) & ~Q(public__correction=""),
    WITHDRAWN: Q(withdrawal__isnull=False),
}


def register(*, words: str = "", year: int | None = None, state: str = "") -> QuerySet[Post]:
    """Everything ever published that has all of these words, in one year or in any; the newest first.

    `state` leaves what was CORRECTED, or WITHDRAWN; what was both counts as withdrawn.

    Of what was withdrawn only the title is looked at: a search must not tell what its text said.
    """
    found = published().filter(_STATES.get(state, Q()))
    if year is not None:
        found = found.filter(published_at__year=year)
    for word in words.split()[:MOST_WORDS]:
        in_text = Q(withdrawal__isnull=True, public__text__icontains=word)
        found = found.filter(Q(public__title__icontains=word) | Q(public__category__icontains=word) | in_text)
    return found


def years_of_register() -> list[int]:
    """The years in which something was published, the newest first."""
    days: list[date] = list(published().order_by().datetimes("published_at", "year", order="DESC"))
    return [day.year for day in days]


def open_pause() -> Pause | None:
    """The pause that is on, or None."""
    return Pause.objects.filter(ended_at__isnull=True).first()


def all_channels() -> tuple[list[Channel], list[Channel]]:
    """The council's channels: those in use with the noticeboard first, and those that are closed."""
    rows = sorted(Channel.objects.all(), key=lambda channel: (not channel.is_noticeboard, channel.id))
    return [row for row in rows if row.closed_at is None], [row for row in rows if row.closed_at is not None]
