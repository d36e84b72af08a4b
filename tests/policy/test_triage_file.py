"""The triage of a file: one answer a line, and a broken line named."""

import json

import pytest

from parishpump.policy.triage.file import Answer, BrokenLine, triage_file


@pytest.fixture
def answers(tmp_path):
    def of(content: bytes) -> list[Answer | BrokenLine]:
        file = tmp_path / "messages.jsonl"
        file.write_bytes(content)
        return list(triage_file(file))

    return of


def test_every_line_is_answered_in_the_shape_promised(answers):
    (answer,) = answers(b'{"id": "1", "text": "Send me all emails about the allotment lease."}\n')

    assert json.loads(answer.line) == {
        "id": "1",
        "labels": ["foi", "question"],
        "duty": ["foi"],
        "reasons": [
            {"label": "foi", "words": "Send me all emails"},
            {"label": "question", "words": "Send me all emails"},
        ],
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"not json", "is not JSON"),
        (b"[1]", "no JSON object"),
        (b'{"id": "1"}', "has no “text”"),
        (b'{"text": "hello"}', "has no “id”"),
        (b'{"id": true, "text": "hello"}', "“id”"),
        (b'{"id": 1, "text": ["hello"]}', "“text”"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_a_broken_line_is_named_by_its_number_and_the_rest_answered(answers, line, why):
    first, broken, last = answers(b'\n{"id": 1, "text": ""}\n' + line + b'\n{"id": 2, "text": "hello"}')

    assert (json.loads(first.line)["id"], json.loads(last.line)["id"]) == (1, 2)
    assert broken.number == 3
    assert why in str(broken)


def test_hostile_characters_are_printed_escaped(answers):
    (answer,) = answers(json.dumps({"id": "\u202e", "text": "fu\u202eck you \ud800 \u0000"}).encode())

    assert answer.line.isascii()
    assert json.loads(answer.line)["labels"] == ["abuse"]


def test_a_line_beyond_measure_is_refused_and_the_next_answered(answers):
    broken, answer = answers(b"x" * 40_000_000 + b'\n{"id": 1, "text": "hello"}\n')

    assert "Shorten its text" in str(broken)
    assert json.loads(answer.line)["id"] == 1
