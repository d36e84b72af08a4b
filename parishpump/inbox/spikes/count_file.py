"""A file of counts, watched from its first row to its last: what `parishpump spikes` prints."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median_low
from typing import Any

from parishpump.inbox.spikes.errors import SpikeError, SpikeFileError
from parishpump.inbox.spikes.series import DAY
from parishpump.inbox.spikes.watch import Alert, Bucket, alerts

_COLUMNS = ("timestamp", "value")
_LARGEST_COUNT = 10**9
# The spacing of a file is the middle one of its first dozen: an alert never needs a row that is still to come.
_FIRST_ROWS = 13


def run_spikes(path: str | Path) -> list[dict[str, Any]]:
    """The alerts of a CSV file with the columns timestamp and value, ready to print.

    A row is the count of the time up to its timestamp. Rows are in order. The same row twice counts once; a row with no
    value, or none at all, is time of which nothing is known. SpikeFileError for the first line that cannot be used.
    """
    return [_printed(alert) for alert in watched(read_buckets(Path(path)))]


def watched(buckets: list[Bucket]) -> list[Alert]:
    """The alerts of buckets whose width nobody stated."""
    if len(buckets) < _FIRST_ROWS:
        return []
    return alerts(buckets, width=_spacing(buckets[:_FIRST_ROWS]))


def read_buckets(path: Path) -> list[Bucket]:
    """The rows of the file, checked."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(_checked(path.name, _rows(path.name, lines)))
    except OSError as trouble:
        raise SpikeError(f"{path} cannot be read: {trouble.strerror or trouble}.") from trouble
    except UnicodeDecodeError as trouble:
        raise SpikeError(f"{path} is not text in UTF-8. Save it as CSV in UTF-8.") from trouble


def _checked(name: str, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Bucket]:
    """Each row as a bucket, in order, once."""
    when, what = _places(name, next(rows, (1, []))[1])
    before: Bucket | None = None
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(when, what):
            raise SpikeFileError(name, line, "this row is too short. Give it a timestamp and a value.")
        if not row[what].strip():
            continue
        bucket = Bucket(_moment(name, line, row[when].strip()), _count(name, line, row[what].strip()))
        if before and _repeats(name, line, before, bucket):
            continue
        yield bucket
        before = bucket


def _rows(name: str, lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its last line."""
    rows = csv.reader(lines)
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as trouble:
        raise SpikeFileError(name, rows.line_num, f"this is no CSV: {trouble}. Save it as CSV again.") from trouble


def _places(name: str, row: list[str]) -> tuple[int, int]:
    """Where the two columns stand."""
    heading = [cell.strip().lower() for cell in row]
    missing = [column for column in _COLUMNS if column not in heading]
    if missing:
        raise SpikeFileError(
            name, 1, f"there is no column “{missing[0]}”. The first line must name the columns timestamp and value."
        )
    return heading.index("timestamp"), heading.index("value")


def _moment(name: str, line: int, said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
        moment.timestamp()
    except (ValueError, OverflowError, OSError):
        raise SpikeFileError(name, line, f"“{said[:40]}” is no timestamp. Write it like 2026-11-22 10:05:00.") from None
    return moment


def _count(name: str, line: int, said: str) -> int:
    try:
        number = float(said)
    except ValueError:
        number = -1
    if not 0 <= number <= _LARGEST_COUNT or number != int(number):
        raise SpikeFileError(
            name, line, f"“{said[:40]}” is no count. Write a whole number from 0 up, or leave it empty if not known."
        )
    return int(number)


def _repeats(name: str, line: int, before: Bucket, bucket: Bucket) -> bool:
    """Whether a row says again what the row before said. A row that contradicts it or goes back is refused."""
    if (bucket.at.tzinfo is None) != (before.at.tzinfo is None):
        raise SpikeFileError(name, line, "some timestamps have a time zone and some have none. Write all alike.")
    if bucket.at < before.at:
        raise SpikeFileError(
            name,
            line,
            f"{bucket.at} is earlier than the row before. Sort the file by timestamp;"
            " where the clocks went back, write the timestamps in UTC, like 2026-10-25T00:55:00+00:00.",
        )
    if bucket.at == before.at and bucket.count != before.count:
        raise SpikeFileError(
            name, line, f"{bucket.at} is there twice, with {before.count} and {bucket.count}. Keep one of the two."
        )
    return bucket.at == before.at


def _spacing(first: Iterable[Bucket]) -> int:
    """The usual time between rows, in seconds: a minute to a day."""
    gaps = [int((later.at - earlier.at).total_seconds()) for earlier, later in pairwise(first)]
    return min(max(median_low(gaps), 60), DAY)


def _printed(alert: Alert) -> dict[str, Any]:
    return {"at": str(alert.at), "value": alert.value, "expected": alert.expected, "words": alert.words}
