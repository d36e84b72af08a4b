"""Stories that run away, on other people's labelled series, where those lie beside the repository."""

import json
import os
import statistics
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from parishpump.inbox.spikes.count_file import read_buckets
from parishpump.inbox.spikes.series import begin
from parishpump.inbox.spikes.watch import RARE, Bucket, step

SERIES = Path(os.environ.get("PARISHPUMP_SHARED", Path(__file__).parents[1].parent / "shared")) / "data/spikes"
_WEEK = 7 * 86_400
_WIDTH = 300
# The benchmark's own rule leaves out the first 15 rows in 100 of each series; both are printed.
_PROBATION = 0.15


@dataclass(frozen=True)
class Scored:
    """One series: windows hit, windows, alerts outside all windows, weeks, hours from a window's start to its alert."""

    name: str
    hits: int
    windows: int
    false: int
    weeks: float
    delays: tuple[float, ...]


def spikes() -> dict[str, float]:
    """Print each series' hits and false alarms; nothing where the series are not there."""
    if not SERIES.is_dir():
        return {}
    labelled = json.loads((SERIES / "combined_windows.json").read_text(encoding="utf-8"))
    whole, after, seconds, steps = [], [], 0.0, 0
    for name, pairs in sorted(labelled.items()):
        buckets = read_buckets(SERIES / Path(name).name)
        windows = [(datetime.fromisoformat(first), datetime.fromisoformat(last)) for first, last in pairs]
        start = time.process_time()
        alerts = _watched(buckets)
        seconds, steps = seconds + time.process_time() - start, steps + len(buckets)
        whole.append(_scored(name, buckets, windows, alerts, since=buckets[0].at))
        after.append(_scored(name, buckets, windows, alerts, since=buckets[int(len(buckets) * _PROBATION)].at))
    print(f"{'series':36}{'hits':>6}{'windows':>9}{'false alarms a week':>21}")
    for each in whole:
        print(f"{each.name:36}{each.hits:6}{each.windows:9}{each.false / each.weeks:21.2f}")
    return {**_summed("spikes", whole), **_summed("spikes_after_15", after), "spikes_steps_per_s": steps / seconds}


def _watched(buckets: list[Bucket]) -> list[datetime]:
    series, found = begin(_WIDTH), []
    for bucket in buckets:
        series, alert = step(series, bucket, rare=RARE)
        if alert:
            found.append(alert.at)
    return found


def _scored(
    name: str,
    buckets: list[Bucket],
    windows: list[tuple[datetime, datetime]],
    alerts: list[datetime],
    *,
    since: datetime,
) -> Scored:
    counted = [(first, last) for first, last in windows if last >= since]
    heard = [at for at in alerts if at >= since]
    firsts = [(first, next((at for at in heard if first <= at <= last), None)) for first, last in counted]
    delays = tuple((at - first).total_seconds() / 3_600 for first, at in firsts if at)
    false = sum(1 for at in heard if not any(first <= at <= last for first, last in windows))
    return Scored(
        Path(name).stem, len(delays), len(counted), false, (buckets[-1].at - since).total_seconds() / _WEEK, delays
    )


def _summed(name: str, scored: list[Scored]) -> dict[str, float]:
    delays = [delay for each in scored for delay in each.delays]
    return {
        f"{name}_hits": sum(each.hits for each in scored),
        f"{name}_windows": sum(each.windows for each in scored),
        f"{name}_false_week": sum(each.false for each in scored) / sum(each.weeks for each in scored),
        f"{name}_delay_hours": statistics.median(delays) if delays else float("nan"),
    }
