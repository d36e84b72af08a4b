"""Recall on other people's labelled personal data, where that data lies beside the repository."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from parishpump.policy import identifiers

DATA = Path(os.environ.get("PARISHPUMP_SHARED", Path(__file__).parents[2].parent / "shared")) / "data/personal_data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the labelled personal data is not at {DATA}")
FINDERS = {
    "test_uk_postcode": identifiers.postcodes,
    "test_uk_nino": identifiers.ni_numbers,
    "test_uk_vehicle": identifiers.vehicles,
    "test_email": identifiers.emails,
}


def vectors(name: str) -> list[Any]:
    return list(json.loads((DATA / name).read_text(encoding="utf-8")))


@needs_data
@pytest.mark.parametrize("kind", FINDERS)
def test_every_british_vector_is_read_right(kind: str) -> None:
    wrong = [
        vector["text"]
        for vector in vectors("presidio_uk_vectors.json")
        if kind in vector["src"] and len(list(FINDERS[kind](vector["text"]))) != vector["rest"][0]
    ]

    assert wrong == []


@needs_data
def test_numbers_and_addresses_in_sentences_are_found_and_nothing_else() -> None:
    entries = vectors("presidio_research_first_750.json")
    finders = {"PHONE_NUMBER": identifiers.phones, "EMAIL_ADDRESS": identifiers.emails}
    missed, wrong = [], []

    for entry in entries:
        for kind, find in finders.items():
            marked = [span for span in entry["spans"] if span["entity_type"] == kind]
            found = list(find(entry["full_text"]))
            ours = [
                span["entity_value"] for span in marked if kind == "EMAIL_ADDRESS" or span["entity_value"][0] in "0+"
            ]
            missed += [value for value in ours if not any(entry["full_text"][f.start : f.end] in value for f in found)]
            places = [(span["start_position"], span["end_position"]) for span in marked]
            wrong += [f for f in found if not any(f.start < end and start < f.end for start, end in places)]

    assert len(missed) <= 1
    assert wrong == []
