"""How often triage is right, on the messages written for it and on other people's labelled ones, and how fast it is."""

import csv
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from parishpump.policy.triage.reading import triaged
from parishpump.policy.triage.suggestions import DUTIES
from tests.policy import triage_set
from tests.policy.triage_set import Score, score

DATA = Path(os.environ.get("PARISHPUMP_SHARED", Path(__file__).parents[1].parent / "shared")) / "data"
INFORMATIVE, UNRELATED = "Related and informative", "Not related"


def triage() -> dict[str, float]:
    """Print recall and precision of every label, part by part; the figures sum them up."""
    figures: dict[str, float] = {}
    for name, held_back in (("tuning", False), ("held back", True)):
        figures |= _written(name, triage_set.part(held_back=held_back))
    print("It does not prove: one hand wrote the rules and the messages; what residents write will differ.")
    figures |= _emergencies() | _abuse() | _complaints()
    return figures | _timed()


def _written(name: str, messages: list[triage_set.Labelled]) -> dict[str, float]:
    print(f"written for the tests, {name}: {len(messages)} messages")
    whole = triage_set.any_duty(messages)
    _print("any legal duty", whole)
    _print("each legal duty", triage_set.each_duty(messages))
    for duty in DUTIES:
        _print(duty, triage_set.duty(duty, messages))
    for kind in triage_set.KINDS:
        _print(kind, triage_set.kind(kind, messages))
    key = name.replace(" ", "_")
    return {f"duty_recall_{key}": whole.recall, f"duty_precision_{key}": whole.precision}


def _emergencies() -> dict[str, float]:
    """Precision counts what was labelled unrelated as false; related but uninformative counts neither way."""
    every: list[tuple[bool, bool]] = []
    for file in sorted((DATA / "emergencies").glob("*.csv")):
        rows = [(row[-1].strip(), row[1]) for row in _rows(file)]
        pairs = [
            (label == INFORMATIVE, "emergency" in triaged(text).labels)
            for label, text in rows
            if label in (INFORMATIVE, UNRELATED)
        ]
        _print(f"emergency, {file.name[:24]}", score(pairs))
        every += pairs
    print(f"emergencies: {len(every)} labelled posts.")
    print(
        "It does not prove: the world’s posts about disasters, nearly all of them related, are no residents asking for"
        " help; most of what is missed is French or Italian."
    )
    return _figures("emergency", every)


def _abuse() -> dict[str, float]:
    rows = [(row[5], row[6]) for file in (DATA / "abuse").glob("*.csv") for row in _rows(file)]
    pairs = [(kind, "abuse" in triaged(text).labels) for kind, text in rows]
    for kind, name in (("0", "abuse, hate"), ("1", "abuse, offensive")):
        _print(name, score((label == kind, said) for label, said in pairs if label in (kind, "2")))
    print(f"abuse: {len(rows)} labelled posts.")
    print(
        "It does not prove: those posts were gathered by foul words, so words find them; an insult without one is"
        " missed more often."
    )
    return _figures("abuse", [(kind != "2", said) for kind, said in pairs])


def _complaints() -> dict[str, float]:
    rows = [(row[2], row[1]) for file in (DATA / "complaints").glob("*.csv") for row in _rows(file)]
    pairs = [(label == "1", "complaint" in triaged(text).labels) for label, text in rows]
    _print("complaint", score(pairs))
    print(f"complaints: {len(rows)} labelled posts.")
    print("It does not prove: those are customers of shops and makers, and nothing was learned from them.")
    return _figures("complaint", pairs)


def _timed() -> dict[str, float]:
    texts = [message.text for message in triage_set.labelled()]
    triaged(texts[0])
    taken = []
    for text in texts * 3:
        start = time.process_time()
        triaged(text)
        taken.append((time.process_time() - start) * 1000)
    taken.sort()
    return {
        "triage_median_ms": statistics.median(taken),
        "triage_p95_ms": taken[int(len(taken) * 0.95)],
        "triage_a_second": 1000 / statistics.fmean(taken),
    }


def _figures(name: str, pairs: list[tuple[bool, bool]]) -> dict[str, float]:
    whole = score(pairs)
    return {f"{name}_rows": len(pairs), f"{name}_recall": whole.recall, f"{name}_precision": whole.precision}


def _print(name: str, scored: Score) -> None:
    print(
        f"  {name:34} caught {scored.caught:6} missed {scored.missed:5} false {scored.false:5}"
        f"   recall {scored.recall:.2f}   precision {scored.precision:.2f}"
    )


def _rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(opened)
        next(rows)
        yield from rows
