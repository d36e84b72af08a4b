"""Findings and overrides: what warnings were kept with which reasons, by office, rule and month."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from parishpump.councils.tenancy import council_scope
from parishpump.people.models import Office
from parishpump.publishing.actions.deciding import approve
from tests.conftest import NOON
from tests.desk.kept import kept
from tests.publishing.pages import said

PATH = "/findings/"


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def two(desk, it_is):
    """A warning that was kept in November and approved, and one in October that was kept and not approved."""
    revision = kept(desk, title="Mill Lane closed")
    approve(revision, by=desk.clerk, at=NOON)
    kept(desk, title="Autumn fair", reason="The fair speaks for itself.", at=NOON - timedelta(days=30), audience="")
    it_is(NOON + timedelta(hours=1))


def test_what_was_kept_stands_with_reason_office_and_who_approved(as_clerk, two):
    page = said(as_clerk.get(PATH, {"show": "kept"}))

    assert "2 warnings kept with a reason, the newest first" in page
    assert "“Everybody knows what a notice is for.” Communications Officer, 12 noon today" in page
    assert "approved by the Clerk, minute 2026/118" in page
    assert page.index("Mill Lane closed") < page.index("Autumn fair")


def test_what_nobody_gave_a_reason_for_is_among_the_findings_alone(as_clerk, two):
    found, overridden = said(as_clerk.get(PATH)), said(as_clerk.get(PATH, {"show": "kept"}))

    assert "intent.audience" in found
    assert "No reason given" in found
    assert "INT-3 intent.audience" not in overridden


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"rule": "intent.purpose"}, 2),
        ({"rule": "intent.audience"}, 1),
        ({"clause": "RUL-9"}, 2),
        ({"clause": "INT-3", "show": "kept"}, 0),
        ({"month": "2026-10"}, 2),
        ({"month": "2026-11"}, 1),
        ({"office": "Communications Officer"}, 3),
        ({"office": "Clerk"}, 0),
    ],
)
def test_it_is_narrowed_by_rule_clause_month_and_office(as_clerk, two, query, number):
    assert as_clerk.get(PATH, query).context["page"].paginator.count == number
    assert len(rows(as_clerk.get("/findings.csv", query))) == number


def test_a_month_begins_at_midnight_on_the_councils_clocks(as_clerk, desk, it_is):
    kept(desk, at=datetime(2026, 6, 30, 22, 59, tzinfo=UTC), comes_down=NOON)  # 11:59pm in June
    kept(desk, at=datetime(2026, 6, 30, 23, 0, tzinfo=UTC), comes_down=NOON)  # midnight: July

    for show in ("found", "kept", "checked"):
        found = as_clerk.get(PATH, {"month": "2026-07", "show": show}).context["page"]
        assert found.paginator.count == 1


def test_every_version_that_was_checked_is_listed_with_its_numbers(as_clerk, desk, two):
    desk.submitted("Nothing wrong with it", at=NOON)

    page = said(as_clerk.get(PATH, {"show": "checked"}))

    assert "3 versions checked, the newest first" in page
    assert "Nothing wrong with it P-2026-0003 version 1 Communications Officer, 12 noon today 0 0 Submitted" in page


@pytest.mark.parametrize("query", ["show=x", "month=2026-13", "month=x", "page=9", "page=-1", "show=%00"])
def test_what_cannot_be_read_in_an_address_narrows_nothing(as_clerk, two, query):
    assert as_clerk.get(f"{PATH}?{query}").context["page"].paginator.count == 3


def test_a_list_that_is_empty_says_what_will_stand_there(as_clerk, noticeboard):
    assert "Nothing was found in the last twelve months" in said(as_clerk.get(PATH))
    assert "No warning was kept" in said(as_clerk.get(f"{PATH}?show=kept"))
    assert "Nothing was submitted" in said(as_clerk.get(f"{PATH}?show=checked"))
    assert "Nothing in the last twelve months is like that." in said(as_clerk.get(f"{PATH}?rule=zanzibar"))


def test_it_is_taken_away_as_a_table(as_clerk, two):
    answer = as_clerk.get("/findings.csv?show=kept&month=2026-11")

    assert answer["Content-Disposition"] == 'attachment; filename="findings-2026-11-24.csv"'
    (row,) = rows(answer)
    assert (row["Post"], row["Rule"], row["Written by"]) == ("P-2026-0001", "intent.purpose", "Communications Officer")
    assert (row["Approved by"], row["Under minute"]) == ("Clerk", "2026/118")
    assert row["Kept because"] == "Everybody knows what a notice is for."


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t"])
def test_nothing_that_was_typed_becomes_a_formula(as_clerk, desk, beginning):
    kept(desk, title=f"{beginning}HYPERLINK(1)", reason=f"{beginning}HYPERLINK(2)")

    (row,) = [one for one in rows(as_clerk.get("/findings.csv")) if one["Rule"] == "intent.purpose"]

    assert row["Headline"] == f"'{beginning}HYPERLINK(1)"
    assert row["Kept because"].lstrip("'").lstrip() == f"{beginning}HYPERLINK(2)".strip()
    assert not row["Kept because"].startswith(("=", "+", "-", "@", "\t"))


def test_a_reason_is_shown_as_it_was_typed_and_never_as_html(as_clerk, desk):
    kept(desk, reason="<b>bold</b>")

    assert "“&lt;b&gt;bold&lt;/b&gt;”" in as_clerk.get(PATH).content.decode()


def test_the_other_councils_findings_are_not_there(as_clerk, two, northfold, southfold):
    northfold.host, southfold.host = "elsewhere.example", "northfold.example"
    northfold.save()
    southfold.save()

    assert as_clerk.get(PATH).status_code == 403


def test_an_officer_of_both_councils_sees_in_each_its_own(as_clerk, desk, two, southfold):
    with council_scope(southfold.id):
        assert Office.objects.count() == 0
    assert as_clerk.get(PATH).context["page"].paginator.count == 3


def test_pages_go_on_where_the_last_one_ended(as_clerk, desk, monkeypatch):
    monkeypatch.setattr("parishpump.desk.views.findings.PER_PAGE", 2)
    for number in range(3):
        kept(desk, title=f"Notice {number}", at=NOON - timedelta(minutes=10 - number))

    first, second = as_clerk.get(PATH), as_clerk.get(PATH, {"page": 2})

    assert [one.title for one in first.context["page"]] == ["Notice 2", "Notice 1"]
    assert [one.title for one in second.context["page"]] == ["Notice 0"]
