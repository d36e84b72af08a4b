"""What became of what people wrote, for the public: the last twelve months and the month that runs. Nobody is named."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from parishpump.councils.queries import this_council
from parishpump.inbox.outcomes import GROUNDS
from parishpump.inbox.queries.counts import PublicCounts, public_counts
from parishpump.inbox.queries.topics import months_until
from parishpump.people.queries import local_day

_GROUNDS = {one.id: one.words for one in GROUNDS}


@dataclass(frozen=True)
class ConversationFigures:
    """The counts of twelve months, of which the last is not over; `since` is the first day."""

    since: date
    counts: PublicCounts

    @property
    def declined(self) -> list[tuple[str, int]]:
        """Each ground for not answering in words, with how often it was given."""
        return [(_GROUNDS.get(ground, ground), number) for ground, number in self.counts.declined.items()]


def conversation_figures(at: datetime) -> ConversationFigures:
    """The figures at `at`. Three queries."""
    since = months_until(local_day(at))[0]
    start = datetime.combine(since, time(), ZoneInfo(this_council().zone))
    return ConversationFigures(since, public_counts(start, at))
