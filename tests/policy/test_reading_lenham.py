"""A real policy, where it lies beside the repository: its faults are found, its clauses matched."""

import os
from pathlib import Path

import pytest

from parishpump.policy.adopted.reading import read_document
from parishpump.policy.adopted.text import AdoptedText

SHARED = Path(os.environ.get("PARISHPUMP_SHARED", Path(__file__).parents[2].parent / "shared"))
FILE = SHARED / "policy/lenham-social-media-policy.txt"
needs_policy = pytest.mark.skipif(not FILE.is_file(), reason=f"the policy is not at {FILE}")

# Which rows of the requirements each clause holds, by the clause's own number.
HOLDS = {
    "1.1": "INT-1 INT-2 INT-3", "1.2": "INT-4 INT-5", "1.3": "INT-6 INT-7", "1.4": "INT-8", "1.5": "INT-9 INT-10",
    "1.6": "INT-11 INT-12", "1.7": "INT-13", "2.1": "ENG-1 ENG-2 ENG-3", "2.2": "ENG-4", "2.3": "ENG-5 ENG-6 ENG-7",
    "2.4": "ENG-8 ENG-9", "2.5": "ENG-10 ENG-11", "2.6": "ENG-12 ENG-13", "3.1": "TRA-1 TRA-2 TRA-3",
    "3.2": "TRA-4 TRA-5 TRA-6 TRA-7", "3.3": "TRA-8 TRA-9 TRA-10 TRA-11", "3.4": "TRA-12 TRA-13",
    "4.1": "PER-1 PER-2 PER-3 PER-4", "4.2": "PER-5 PER-6 PER-7", "4.3": "PER-8",
    "5.1": "CAP-1 CAP-2 CAP-3 CAP-4 CAP-5 CAP-6", "5.2": "CAP-7", "5.3": "CAP-8", "5.4": "CAP-9",
    "6.1": "WHA-1 WHA-2 WHA-3", "6.2": "WHA-4 WHA-5 WHA-6 WHA-7 WHA-8", "6.3": "WHA-9 WHA-10 WHA-11", "6.4": "WHA-12",
    "6.5": "WHA-13 WHA-14", "6.6": "WHA-15 WHA-16 WHA-17", "7.1": "RUL-1 RUL-2 RUL-3 RUL-4 RUL-5", "7.2": "RUL-6",
    "7.3": "RUL-7 RUL-8", "7.4": "RUL-9 RUL-10 RUL-11 RUL-12 RUL-13", "7.5": "RUL-14 RUL-15", "7.6": "RUL-16 RUL-17",
    "7.7": "RUL-18 RUL-19", "7.8": "RUL-20 RUL-21", "7.9": "RUL-22", "7.10": "RUL-23",
    "8.1": "FOI-1", "8.2": "FOI-2 FOI-3",
    "8.3": "FOI-4 FOI-5 FOI-6", "8.4": "FOI-7 FOI-8", "8.5": "FOI-9", "8.6": "FOI-10 FOI-11", "8.7": "FOI-12 FOI-13",
    "9.1": "POL-1 POL-2 POL-3", "9.2": "POL-4 POL-5",
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> AdoptedText:
    return read_document(FILE.name, FILE.read_bytes())


@needs_policy
@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        ("no power", "8.4"),
        ("repeated text", "8.5"),
        ("slip", "4.2"),
        ("contradiction", "4.3"),
        ("number", "6.6"),
        ("consent", "6.2"),
        ("narrow scope", "6.3"),
        ("number", "9.1"),
        ("contradiction", "9.2"),
        ("unfinished list", "9.2"),
        ("incomplete list", "8.2"),
        ("wrong term", "8.4"),
        ("weak test", "8.2"),
        ("unclear", "8.7"),
        ("unclear", "7.8"),
        ("unclear", "7.7"),
        ("unclear", "9.1"),
        ("notice", "1.7"),
        ("mixed strength", "1.6"),
        ("narrow right", "2.1"),
        ("number", "6.1"),
    ],
)
def test_a_fault_of_the_real_policy_is_found(read: AdoptedText, kind: str, clause: str) -> None:
    assert (kind, clause) in {(fault.kind, fault.clause) for fault in read.faults}


@needs_policy
@pytest.mark.parametrize(
    "parameter",
    [
        "pack.review_on", "pack.version", "pack.adopted_on", "listen.reply_target", "listen.monitored_hours",
        "moderate.grounds", "moderate.ladder", "moderate.appeal_route", "complaints.route", "retention.schedule",
        "election.start_rule", "content.children_images", "training.required", "breach.referral",
    ],
)  # fmt: skip
def test_what_the_real_policy_does_not_say_is_listed(read: AdoptedText, parameter: str) -> None:
    assert parameter in {each.parameter for each in read.not_stated}


@needs_policy
def test_the_real_policy_is_split_under_its_own_headings(read: AdoptedText) -> None:
    assert {clause.id for clause in read.clauses} == set(HOLDS)


@needs_policy
def test_nine_in_ten_rows_are_suggested_for_the_clause_that_holds_them(read: AdoptedText) -> None:
    suggested = {clause.id: {each.control for each in clause.suggestions} for clause in read.clauses}

    rows = [(clause, row) for clause, held in HOLDS.items() for row in held.split()]
    missed = [row for clause, row in rows if row not in suggested[clause]]
    assert len(missed) <= len(rows) // 10, missed


@needs_policy
def test_the_surest_suggestion_of_a_clause_is_mostly_right(read: AdoptedText) -> None:
    first = {clause.id: clause.suggestions[0].control for clause in read.clauses if clause.suggestions}

    right = [clause for clause, control in first.items() if control in HOLDS[clause].split()]
    assert len(right) >= 0.85 * len(HOLDS)
