"""Clauses are matched to controls by suggestion; what is covered by none is for a person; what is unsaid is listed."""

import json
from pathlib import Path

import pytest

from parishpump.policy.adopted.reading import read_document, read_text
from parishpump.policy.adopted.statements import expected
from parishpump.policy.coverage import controls
from parishpump.policy.parameters import NAMES

TEXTS = Path(__file__).parent / "texts"
IDENTITY = {"pack.review_on", "pack.version", "pack.adopted_on"}


def suggested(text: str) -> list[str]:
    """The controls suggested for the only clause of a text, the surest first."""
    (clause,) = read_text(f"Rules\n\n{text}\n").clauses
    return [suggestion.control for suggestion in clause.suggestions]


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("Credit the photographer and respect copyright when you use images from online sources.", "RUL-22"),
        ("Suppliers and contractors are named only with their approval.", "RUL-19"),
        ("Posts are limited to factual information about the council’s business.", "POL-4"),
        ("Say that the views expressed are your own and add the disclaimer.", "PER-7"),
        ("Assess the potential risks and have plans in place to manage them.", "RUL-15"),
        ("Every new account needs the approval of the Clerk before it is set up.", "RUL-6"),
        ("Apologies for a meeting may be sent by WhatsApp as a last resort.", "WHA-13"),
        ("Legal professional privilege covers the solicitor’s advice.", "FOI-9"),
        ("The council aims to reply to comments within two working days.", "listen.reply_target"),
        ("Comments that are abusive will be removed.", "moderate.grounds"),
        ("Messages are kept for two years.", "retention.schedule"),
        ("Breaches of this policy by staff are a disciplinary matter.", "breach.referral"),
    ],
)
def test_a_clause_is_matched_to_its_control(text: str, control: str) -> None:
    assert control in suggested(text)[:3]


@pytest.mark.parametrize(
    "text", ["The office closes at noon on Christmas Eve.", "The hall has a new boiler.", "Dogs are kept on a lead."]
)
def test_what_no_control_covers_is_for_a_person(text: str) -> None:
    (clause,) = read_text(f"Rules\n\n{text}\n").clauses

    assert clause.suggestions == ()
    assert clause.judged_by_person


def test_a_suggestion_shows_the_words_that_speak_for_it() -> None:
    (clause,) = read_text("Rules\n\nRespect copyright when linking to images.\n").clauses

    first = clause.suggestions[0]
    assert first.control == "RUL-22"
    assert 0.5 < first.confidence <= 0.95
    assert {"copyright", "images"} <= set(first.words)


def test_every_suggestion_names_a_control_or_a_parameter() -> None:
    known = {*controls(), *NAMES, *IDENTITY}

    for file in TEXTS.glob("*.txt"):
        for clause in read_document(file.name, file.read_bytes()).clauses:
            assert {suggestion.control for suggestion in clause.suggestions} <= known


def test_everything_that_is_looked_for_is_a_parameter_of_a_pack() -> None:
    assert {each.parameter for each in expected()} <= {*NAMES, *IDENTITY}


def test_what_a_text_does_not_say_is_listed_with_the_law_that_applies_meanwhile() -> None:
    read = read_text("Rules\n\nBe polite.\n")

    silent = {each.parameter: each for each in read.not_stated}
    assert len(silent) == len(expected())
    assert "section 10(1)" in silent["listen.reply_target"].law


def test_the_time_for_information_requests_is_no_reply_target() -> None:
    read = read_text("Freedom of information\n\nRequests are answered within twenty working days.\n")

    assert "listen.reply_target" in {each.parameter for each in read.not_stated}


def test_the_printed_reading_has_these_keys_and_is_json() -> None:
    printed = read_document("southfold.txt", (TEXTS / "southfold.txt").read_bytes()).as_printed()

    assert set(printed) == {"title", "clauses", "not_stated", "faults"}
    assert set(printed["clauses"][0]) == {"id", "heading", "text", "strength", "suggestions", "judged_by_person"}
    assert set(printed["faults"][0]) == {"kind", "clause", "span", "words", "message", "fix", "law"}
    assert json.loads(json.dumps(printed)) == printed
