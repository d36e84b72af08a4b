"""Run every measurement and say what came of it. Machines are noisy: ratios within a run tell more than its figures."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.ground import server

from bench.archive import archive  # isort: skip - Django stands only after bench.ground
from bench.courier import burst, trickle  # isort: skip
from bench.inbox import inbox  # isort: skip
from bench.pages import pages  # isort: skip
from bench.rules import rules  # isort: skip
from bench.spikes import spikes  # isort: skip
from bench.triage import triage  # isort: skip
from bench.whole import whole  # isort: skip

AIMS = {
    "idle_pss_mb": 200,
    "burst_seconds": 15,
    "burst_connections": 15,
    "late_p95_s": 1.5,
    "desk_p95_ms": 60,
    "calendar_p95_ms": 60,
    "composer_p95_ms": 60,
    "register_p95_ms": 60,
    "policy_live_p95_ms": 60,
    "findings_p95_ms": 60,
    "our_policy_p95_ms": 60,
    "desk_queries": 12,
    "calendar_queries": 12,
    "composer_queries": 12,
    "register_queries": 12,
    "policy_live_queries": 12,
    "findings_queries": 12,
    "our_policy_queries": 12,
    "inbox_p95_ms": 60,
    "inbox_queries": 12,
    "search_p95_ms": 100,
    "phrase_p95_ms": 100,
    "last_page_p95_ms": 60,
    "message_p95_ms": 60,
    "inbox_desk_p95_ms": 60,
    "inbox_desk_queries": 12,
    "judge_median_ms": 20,
    "judge_p95_ms": 20,
    "judge_2000_p95_ms": 20,
    "triage_median_ms": 2,
}
# Measured without a database.
ALONE = {"rules": rules, "spikes": spikes, "triage": triage, "whole": whole}


def main(only: list[str]) -> None:
    """Measure, print, keep."""
    figures: dict[str, float] = {}
    if not only or set(only) - set(ALONE):
        figures |= with_a_server(only)
    for name, measure_alone in ALONE.items():
        if not only or name in only:
            figures |= measure_alone()
    for name, figure in figures.items():
        aim = f"aim {AIMS[name]:g} or less" if name in AIMS else ""
        print(f"{name:22}{figure:12.2f}   {aim}")
    folder = Path(__file__).parent / "results"
    folder.mkdir(exist_ok=True)
    (folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}.json").write_text(json.dumps(figures, indent=1))
    print(json.dumps(figures))


def with_a_server(only: list[str]) -> dict[str, float]:
    """The measurements that need a database."""
    figures: dict[str, float] = {}
    with server() as postgres:
        for name, measure in (
            ("archive", archive),
            ("pages", pages),
            ("inbox", inbox),
            ("trickle", trickle),
            ("burst", burst),
        ):
            if not only or name in only:
                figures |= measure(postgres)
    return figures


if __name__ == "__main__":
    main(sys.argv[1:])
