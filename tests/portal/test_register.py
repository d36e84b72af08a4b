"""The public register: everything that was ever published."""

import csv
import io
from datetime import timedelta

import pytest

from parishpump.publishing.actions.amending import withdraw
from tests.conftest import NOON
from tests.portal.conftest import body
from tests.portal.scenes import HALF_PAST
from tests.publishing.lives import submitted


@pytest.fixture
def everything(pin, clerk, it_is) -> None:
    """One of each: up, corrected, withdrawn, come down."""
    pin(title="Up")
    pin(title="Now right", post=pin(title="At first wrong"), correction="It was wrong.", at=NOON + timedelta(hours=1))
    withdraw(pin(title="Gone", text="By Church Road. Zanzibar."), reason="Called off.", by=clerk, at=HALF_PAST)
    pin(title="Over", comes_down=NOON + timedelta(days=1))
    it_is(NOON + timedelta(days=2))


def test_whatever_became_of_it_it_stays(resident, everything, communications_officer, noticeboard):
    submitted(communications_officer, noticeboard, title="Not public")

    page = body(resident.get("/published/"))

    assert "4 notices, the newest first" in page
    assert all(f"{title}</a>" in page for title in ("Up", "Now right", "Gone", "Over"))
    assert all(f"{state}</span>" in page for state in ("Up", "Corrected", "Withdrawn", "Came down"))
    assert "Not public" not in page


def test_a_search_looks_at_titles_and_words(resident, everything):
    assert "4 notices with “church”" not in body(resident.get("/published/?words=zanzibar"))
    assert "Nothing published says “zanzibar”." in body(resident.get("/published/?words=zanzibar"))
    assert "3 notices with “mill lane”" in body(resident.get("/published/", {"words": "mill lane"}))
    assert "1 notice with “gone”" in body(resident.get("/published/?words=gone"))


def test_a_year_can_be_chosen_and_nonsense_is_every_year(resident, everything):
    assert "4 notices of 2026" in body(resident.get("/published/?year=2026"))
    assert "Nothing was published in 2025." in body(resident.get("/published/?year=2025"))
    for typed in ("x", "-1", "0", "99999", "20262026202620262026", "²"):
        assert "4 notices, the newest first" in body(resident.get("/published/", {"year": typed}))


def test_an_empty_register_teaches(resident):
    assert "The council has published nothing yet." in body(resident.get("/published/"))


def test_the_register_as_a_table_cannot_run_as_a_formula(resident, pin, everything):
    pin(title='=HYPERLINK("https://example.org")')

    answer = resident.get("/published.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="published-2026-11-26.csv"'
    assert [row["State"] for row in rows if row["Headline"] == "Gone"] == ["Withdrawn"]
    assert [row["State since"] for row in rows if row["Headline"] == "Over"] == ["2026-11-25 12:00"]
    assert '\'=HYPERLINK("https://example.org")' in {row["Headline"] for row in rows}
    assert len(rows) == 5
