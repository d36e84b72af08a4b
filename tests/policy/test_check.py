"""Drafts read from files: strict keys, plain faults, and the verdict as it is printed."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from parishpump.policy.check import Limit, parse_draft, run_check
from parishpump.policy.dates import LONDON
from parishpump.policy.errors import DraftError
from tests.policy.conftest import AT, COMPLETE


def faults(**said: Any) -> tuple[str, ...]:
    with pytest.raises(DraftError) as refused:
        parse_draft(json.dumps({"text": "Open.", **said}))
    return refused.value.problems


def file_of(folder: Path, **said: Any) -> Path:
    file = folder / "draft.json"
    file.write_text(json.dumps({**COMPLETE, **said}), encoding="utf-8")
    return file


def test_every_unknown_key_is_named_with_its_path() -> None:
    said = faults(
        txet="x", media=[{"alt": "a", "altt": "b", "people": [{"who": "x", "agd": 4}]}], council={"electoins": []}
    )

    assert said == (
        "unknown key txet",
        "unknown key media[0].altt",
        "unknown key media[0].people[0].agd",
        "unknown key council.electoins",
    )


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("text", 3, "text must be text"),
        ("channels", "noticeboard", "channels must be a list"),
        ("channels", [{"text": "x"}], "channels[0].name is missing"),
        ("sources", [4], "sources[0] must be text or an object"),
        ("sources", [{"kind": "rumour"}], "sources[0].kind must be minute, report, page, delegation or other"),
        ("media", ["x"], "media[0] must be an object"),
        ("media", [{"people": [{"child": "yes"}]}], "media[0].people[0].child must be true or false"),
        ("media", [{"people": [{"consent": 1}]}], "media[0].people[0].consent must be true, false or text"),
        ("expiry", "soon", "expiry must be a day and time such as 2026-12-01T19:30"),
        ("audience", [1], "audience[0] must be text"),
        ("council", [], "council must be an object"),
        ("council", {"elections": [{"area": "x", "notice": "2026-11-01"}]}, "council.elections[0].poll is missing"),
    ],
)
def test_a_wrong_type_is_named_with_its_path(key: str, value: Any, fault: str) -> None:
    assert fault in faults(**{key: value})


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "null", "[" * 100_000, '{"text": "a"} x'])
def test_what_is_no_draft_is_refused_in_words(text: str) -> None:
    with pytest.raises(DraftError):
        parse_draft(text)


def test_a_draft_without_text_is_refused() -> None:
    with pytest.raises(DraftError, match="text is missing"):
        parse_draft("{}")


def test_a_time_without_a_zone_is_in_england() -> None:
    draft = parse_draft('{"text": "x", "event_start": "2026-07-01T19:30", "expiry": "2026-07-02"}')

    assert draft.event_start == datetime(2026, 7, 1, 19, 30, tzinfo=LONDON)
    assert draft.expiry == datetime(2026, 7, 2, 23, 59, 59, tzinfo=LONDON)


def test_a_poll_given_by_its_day_closes_at_ten_in_the_evening() -> None:
    said = {"elections": [{"area": "x", "notice": "2027-03-22", "poll": "2027-05-06"}]}

    draft = parse_draft(json.dumps({"text": "x", "council": said}))

    assert draft.council.elections[0].poll == datetime(2027, 5, 6, 22, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Minute 2026/114", "minute"),
        ("2026/114", "minute"),
        ("https://northfold.example/minutes", "page"),
        ("Clerk's report of November", "report"),
        ("Delegation 7", "delegation"),
        ("a neighbour", "other"),
    ],
)
def test_a_source_in_one_line_finds_its_kind(words: str, kind: str) -> None:
    assert parse_draft(json.dumps({"text": "x", "sources": [words]})).sources[0].kind == kind


def test_a_channel_takes_its_limit_by_name() -> None:
    said = {"text": "x", "channels": ["Bluesky", {"name": "noticeboard", "text": "own"}]}

    draft = parse_draft(json.dumps(said), {"bluesky": Limit(300, "graphemes")})

    assert [(each.channel, each.text, each.limit) for each in draft.channels] == [
        ("Bluesky", "x", 300),
        ("noticeboard", "own", None),
    ]


def test_the_printed_verdict_has_these_keys_and_no_others(tmp_path: Path) -> None:
    printed = run_check(file_of(tmp_path, text="Open again!!!"), "lenham", AT)

    assert printed == {
        "verdict": "warned",
        "findings": [
            {
                "rule": "manners.exclamations",
                "clause": "RUL-7",
                "strength": "should",
                "span": [10, 13],
                "message": "“!!!” shouts.",
                "fix": "Use one mark, or none.",
            }
        ],
    }
    assert json.loads(json.dumps(printed)) == printed


def test_a_finding_elsewhere_has_no_span_and_names_its_place(tmp_path: Path) -> None:
    file = file_of(tmp_path, text="Open.", channels=[{"name": "bluesky", "text": "Open again!!!"}])

    finding = run_check(file, "lenham", AT)["findings"][0]

    assert finding["span"] is None
    assert finding["message"].startswith("In the text for bluesky: ")


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"", None])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, raw: bytes | None) -> None:
    file = tmp_path / "draft.json"
    if raw is not None:
        file.write_bytes(raw)

    with pytest.raises(DraftError):
        run_check(file, "lenham", AT)
