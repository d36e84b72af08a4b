"""Moments of messages, counted into buckets."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from parishpump.inbox.spikes.errors import SpikeError
from parishpump.inbox.spikes.watch import Bucket


def buckets_of(moments: Iterable[datetime], begin: datetime, until: datetime, *, width: int = 900) -> Iterator[Bucket]:
    """The buckets from `begin` to `until`, empty ones too, each `width` seconds wide and named for its end.

    Only whole buckets: what came after the last of them waits. A moment on a border belongs to the later bucket. All
    moments have a zone, and `begin`'s is the clock of the buckets. SpikeError for a moment without one.
    """
    if begin.tzinfo is None or until.tzinfo is None:
        raise SpikeError("A moment without a time zone cannot be counted. Give every moment its zone.")
    first = begin.timestamp()
    whole = int(until.timestamp() - first) // width
    counts = Counter(int((moment.timestamp() - first) // width) for moment in moments)
    for number in range(whole):
        at = datetime.fromtimestamp(first + (number + 1) * width, begin.tzinfo)
        yield Bucket(at, counts[number])
