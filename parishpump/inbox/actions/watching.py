"""Watching for stories that run away (clause ENG-12): once a quarter of an hour, every series of a council.

Messages are counted by when they were received, not by when we heard of them. A series learns a quarter only when it
is four hours old and its source was read since: until then, what comes late is counted where it belongs. An alert is
about the time up to now, four hours at most: what is heard of later than that fills its quarters and alarms nobody.

All of it is one transaction: a worker killed at any moment has told of a quarter or has not, and the next begins anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf
from zoneinfo import ZoneInfo

from django.db import transaction

from parishpump.councils.queries import this_council
from parishpump.inbox.actions.stories import Breach, open_by_alert
from parishpump.inbox.models import Series, Source, Story
from parishpump.inbox.queries.flow import (
    QUARTER,
    Lively,
    Part,
    Subject,
    counted,
    lively_conversations,
    open_places,
    open_topics,
    parts_between,
    quarter_before,
    usual_of_sources,
)
from parishpump.inbox.spikes.errors import SpikeError
from parishpump.inbox.spikes.series import STRETCHES, begin
from parishpump.inbox.spikes.series import Series as Memory
from parishpump.inbox.spikes.watch import RARE, RARE_AMONG_MANY, Alert, Bucket, step

WIDTH = int(QUARTER.total_seconds())
LATE = timedelta(seconds=STRETCHES[-1])  # what is older is in no alert
LEARNED_FROM = timedelta(days=28)  # of what was there before the watch began
UNKNOWN_AFTER = timedelta(days=14)  # a longer silence of ours is time of which nothing is known
FEW = 3  # threads that can break at once and be a story each
_NEVER = inf


@dataclass(frozen=True)
class Watched:
    """One series with what it counts, and up to when all that was said is known to us."""

    row: Series
    subject: Subject
    known_to: datetime
    usual_a_day: int | None = None

    @property
    def rare(self) -> float:
        """How rare an alert has to be: the many small ones must trouble nobody."""
        return RARE_AMONG_MANY if self.subject.topic or self.subject.conversation else RARE


def look_out(*, at: datetime) -> list[Story]:
    """Look at the quarters that ended since the last look. Returns the stories that opened or grew.

    Two workers at once: the second waits for the first, and finds nothing to do.
    """
    end = quarter_before(at)
    if Series.objects.filter(name=Subject().name, up_to__gte=end).exists():
        return []
    return _look_at(end, at)


@transaction.atomic
def _look_at(end: datetime, at: datetime) -> list[Story]:
    everything = _hold(end)
    if everything.up_to >= end:
        return []
    watched = _watched(everything, end)
    parts = parts_between(min(one.row.settled_to for one in watched), end)
    found = _told_apart(_breaches(watched, parts, end))
    rows = [one.row for one in watched]
    Series.objects.bulk_update(rows, ["state", "up_to", "settled_to"], batch_size=100)
    recent = [part for part in parts if part.at > end - LATE]
    return [open_by_alert(breach, recent, at=at) for breach in found]


def _hold(end: datetime) -> Series:
    """The series of everything, locked: whoever holds it watches this council."""
    before = end - QUARTER
    Series.objects.get_or_create(name=Subject().name, defaults={"up_to": before, "settled_to": before})
    return Series.objects.select_for_update(no_key=True).get(name=Subject().name)


def _watched(everything: Series, end: datetime) -> list[Watched]:
    """Every series that is watched now, those of the smallest subjects first; new ones are begun."""
    places, lively, topics = open_places(), lively_conversations(end), open_topics()
    subjects = [
        *(Subject(conversation=one.conversation) for one in lively),
        *(Subject(topic=topic) for topic in topics),
        *(Subject(source=place.id) for place in places),
        Subject(),
    ]
    rows = _rows(subjects, end) | {everything.name: everything}
    if not everything.state:
        everything.settled_to = end - LEARNED_FROM
    usual = _usual_of_new(lively, rows, end)
    known = _known_to(places, lively, end)
    return [
        Watched(rows[one.name], one, known.get(one.name, known[Subject().name]), usual.get(one.name))
        for one in subjects
    ]


def _rows(subjects: Iterable[Subject], end: datetime) -> dict[str, Series]:
    wanted = {one.name: one for one in subjects}
    known = {row.name: row for row in Series.objects.filter(name__in=list(wanted))}
    new = [_begun(one, end) for name, one in wanted.items() if name not in known]
    for row in known.values():
        slept = row.conversation_id is not None and row.up_to < end - LATE
        row.settled_to = max(row.settled_to, end - (LATE if slept else UNKNOWN_AFTER))
    return known | {row.name: row for row in Series.objects.bulk_create(new)}


def _begun(subject: Subject, end: datetime) -> Series:
    back = LATE if subject.conversation is not None else LEARNED_FROM
    return Series(
        name=subject.name,
        topic_id=subject.topic,
        source_id=subject.source,
        conversation_id=subject.conversation,
        up_to=end - QUARTER,
        settled_to=end - back,
    )


def _usual_of_new(lively: list[Lively], rows: Mapping[str, Series], end: datetime) -> dict[str, int]:
    """By the name of a new conversation's series, what is usual where it stands: so it can alert at once."""
    new = {
        one.conversation: one.source for one in lively if not rows[Subject(conversation=one.conversation).name].state
    }
    if not new:
        return {}
    usual = usual_of_sources(set(new.values()), without=list(new), at=end)
    return {Subject(conversation=conversation).name: usual[source] for conversation, source in new.items()}


def _known_to(places: Iterable[Source], lively: Iterable[Lively], end: datetime) -> dict[str, datetime]:
    """Up to when all that was said is known: a source that is read by machine, to when it was last read to the end."""
    read = {place.id: (place.read_at or end) if place.read_by_machine else end for place in places}
    heard = [read[place.id] for place in places if place.failing_since is None and place.paused_at is None]
    return {
        **{Subject(source=source).name: moment for source, moment in read.items()},
        **{Subject(conversation=one.conversation).name: read.get(one.source, end) for one in lively},
        Subject().name: min(heard, default=end),
    }


def _breaches(watched: Iterable[Watched], parts: Iterable[Part], end: datetime) -> list[Breach]:
    """Every series one look further; those that broke what is usual for them."""
    counts, zone = counted(parts), ZoneInfo(this_council().zone)
    found = []
    for one in watched:
        alert = _look_on(one, counts.get(one.subject.name, Counter()), end, zone)
        if alert is not None:
            found.append(Breach(one.row, one.subject, alert))
    return found


def _told_apart(found: list[Breach]) -> list[Breach]:
    """Without the threads, where so many break at once that it is one story of the place or the topic above them."""
    wider = [one for one in found if one.subject.conversation is None]
    return wider if wider and len(found) - len(wider) > FEW else found


def _look_on(one: Watched, counts: Counter[datetime], end: datetime, zone: ZoneInfo) -> Alert | None:
    """Learn what is settled, then look at the last quarter in the light of what is not."""
    row, memory = one.row, _memory(one)
    since = row.settled_to if row.state else _first(counts, row.settled_to, end)
    settled_to = max(since, min(end - LATE, quarter_before(one.known_to)))
    settled = _learn(memory, counts, since, settled_to, zone)
    now = _learn(settled, counts, settled_to, end - QUARTER, zone)
    now, alert = step(now, Bucket(end.astimezone(zone), counts[end]), rare=one.rare)
    row.state = replace(settled, story=now.story).as_json()
    row.settled_to, row.up_to = settled_to, end
    return alert


def _memory(one: Watched) -> Memory:
    """What the series remembers; begun anew where another version kept it, or nothing was kept."""
    if one.row.state:
        try:
            return Memory.from_json(one.row.state)
        except SpikeError:
            return begin(WIDTH)
    return begin(WIDTH, usual_a_day=one.usual_a_day)


def _first(counts: Counter[datetime], since: datetime, end: datetime) -> datetime:
    """Where a series without a past begins: before its first message, or now."""
    first = min((moment for moment in counts if moment > since), default=end)
    return first - QUARTER


def _learn(memory: Memory, counts: Counter[datetime], since: datetime, until: datetime, zone: ZoneInfo) -> Memory:
    """The series after every quarter from `since` to `until`, quiet ones too; nobody is alarmed by what is over."""
    for number in range(1, (until - since) // QUARTER + 1):
        moment = since + number * QUARTER
        memory, _ = step(memory, Bucket(moment.astimezone(zone), counts[moment]), rare=_NEVER)
    return memory
