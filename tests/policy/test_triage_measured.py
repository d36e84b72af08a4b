"""How often triage is right on the messages written for it, and on other people's labelled ones where they are."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from parishpump.policy.triage.reading import triaged
from tests.policy import triage_set

DATA = Path(os.environ.get("PARISHPUMP_SHARED", Path(__file__).parents[2].parent / "shared")) / "data"
needs_emergencies = pytest.mark.skipif(
    not (DATA / "emergencies").is_dir(), reason=f"the labelled emergencies are not at {DATA / 'emergencies'}"
)
needs_abuse = pytest.mark.skipif(not (DATA / "abuse").is_dir(), reason=f"the labelled abuse is not at {DATA / 'abuse'}")
ENGLISH = ("wildfires", "Alberta", "Colorado_floods", "NY_train")


def test_the_set_is_large_and_a_third_of_it_is_held_back():
    held_back = triage_set.part(held_back=True)

    assert len(triage_set.labelled()) >= 360
    assert len({message.id for message in triage_set.labelled()}) == len(triage_set.labelled())
    assert 0.28 < len(held_back) / len(triage_set.labelled()) < 0.4


@pytest.mark.parametrize("held_back", [False, True])
def test_a_legal_duty_is_seldom_missed_and_mostly_right(held_back):
    for score in (
        triage_set.any_duty(triage_set.part(held_back=held_back)),
        triage_set.each_duty(triage_set.part(held_back=held_back)),
    ):
        assert score.recall >= 0.95
        assert score.precision >= 0.7


@pytest.mark.parametrize("kind", triage_set.KINDS)
def test_each_kind_is_mostly_found_and_mostly_right(kind):
    score = triage_set.kind(kind, triage_set.part(held_back=False))

    assert score.recall >= 0.8
    assert score.precision >= 0.7


def test_the_language_of_most_messages_is_guessed():
    wrong = [each.id for each in triage_set.labelled() if triaged(each.text).language not in (each.language, "unknown")]

    assert len(wrong) <= 0.03 * len(triage_set.labelled()), wrong


@needs_emergencies
@pytest.mark.parametrize("disaster", ENGLISH)
def test_what_informs_of_a_disaster_is_seldom_missed(disaster):
    rows = [row for row in _rows("emergencies/*.csv", disaster) if row[-1].strip() == "Related and informative"]

    found = sum("emergency" in triaged(row[1]).labels for row in rows)
    assert found >= 0.9 * len(rows) > 0


@needs_abuse
def test_labelled_abuse_is_mostly_folded_and_the_rest_mostly_not():
    rows = list(_rows("abuse/*.csv"))[::10]
    folded = {kind: [] for kind in "012"}
    for row in rows:
        folded[row[5]].append("abuse" in triaged(row[6]).labels)

    assert sum(folded["0"]) >= 0.8 * len(folded["0"]) > 0
    assert sum(folded["1"]) >= 0.85 * len(folded["1"]) > 0
    assert sum(folded["2"]) <= 0.15 * len(folded["2"])


def _rows(files: str, part: str = "") -> Iterator[list[str]]:
    for file in sorted(DATA.glob(files)):
        if part in file.name:
            with file.open(encoding="utf-8", newline="") as opened:
                rows = csv.reader(opened)
                next(rows)
                yield from rows
