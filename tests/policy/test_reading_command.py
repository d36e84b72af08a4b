"""`parishpump policy read` and `parishpump policy coverage`, as people run them."""

import json
from pathlib import Path

import pytest

from parishpump.config.cli import main
from tests.policy.documents import portable

TEXTS = Path(__file__).parent / "texts"


def test_a_policy_is_read_and_the_answer_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "read", str(TEXTS / "southfold.txt")]) == 0

    read = json.loads(capsys.readouterr().out)
    assert read["title"] == "SOUTHFOLD TOWN COUNCIL COMMUNICATIONS POLICY"
    assert {"no power", "repeated text", "unfinished list"} <= {fault["kind"] for fault in read["faults"]}


@pytest.mark.parametrize("name", ["scan.pdf", "missing.txt", "."])
def test_a_policy_that_cannot_be_read_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "scan.pdf").write_bytes(portable([[""]]))

    assert main(["policy", "read", str(tmp_path / name)]) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("parishpump: ")


def test_the_register_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "coverage", "--json"]) == 0

    printed = json.loads(capsys.readouterr().out)
    assert len(printed) == 117
    assert set(printed[0]) == {"id", "chapter", "strength", "kind", "control", "where", "test"}


def test_the_register_is_printed_as_a_table_with_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "coverage"]) == 0

    assert "117 clauses: " in capsys.readouterr().out
