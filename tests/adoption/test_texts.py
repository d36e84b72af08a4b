"""The council's own text: read into clauses, matched, opened again; its faults; what it does not say."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from parishpump.adoption.actions.texts import Document, keep_text, match_clause, match_together, take_back_together
from parishpump.adoption.models import Matching, PolicyText
from parishpump.adoption.queries.texts import newest_text, reading_of, text_in_hand
from parishpump.archive.models import Record
from parishpump.archive.queries import blobs_with_bytes
from parishpump.councils.tenancy import council_scope
from parishpump.people.queries import NotDelegated
from parishpump.policy.adopted.reading import read_text
from tests.conftest import NOON

WORDS = """Northfold Parish Council Social Media Policy

Publishing

Only the Clerk and the Communications Officer may publish on behalf of the council.

Posts must be factual and must not give the opinion of a single councillor.

Bells

The tower bells are rung on the first Sunday of the month.

Freedom of information

Information is withheld where an exception under the Freedom of Information Act 2000 applies.
"""


def put_in(clerk, words=WORDS, name="policy.txt") -> PolicyText:
    document = Document(name, "text/plain", words.encode(), words)
    return keep_text(document, read_text(words, name=name), by=clerk, at=NOON)


def test_a_text_is_kept_with_its_bytes_on_the_record(clerk):
    kept = put_in(clerk)

    (blob,) = Record.objects.get(kind="policy text put in").blobs
    assert blobs_with_bytes([blob["sha256"]])[kept.sha256] == WORDS.encode()


def test_the_reading_is_kept_as_it_was(clerk):
    kept = put_in(clerk)
    kept.refresh_from_db()

    assert reading_of(kept).as_printed() == read_text(WORDS, name="policy.txt").as_printed()


def test_who_does_not_keep_the_policy_puts_none_in(deputy_clerk):
    with pytest.raises(NotDelegated):
        put_in(deputy_clerk)


def test_a_text_and_what_was_said_of_it_never_change(clerk):
    hand = text_in_hand(put_in(clerk))
    match_clause(hand.clauses[0], hand.text, kind=Matching.PERSON, controls=[], by=clerk, at=NOON)

    for tamper in (PolicyText.objects.update, Matching.objects.update):
        with pytest.raises(DatabaseError), transaction.atomic():
            tamper(**({"text": "Other."} if tamper == PolicyText.objects.update else {"kind": "open"}))


def test_the_newest_word_on_a_clause_counts(clerk):
    hand = text_in_hand(put_in(clerk))
    first = hand.clauses[0]

    match_clause(first, hand.text, kind=Matching.PERSON, controls=[], by=clerk, at=NOON)
    match_clause(first, hand.text, kind=Matching.CONTROLS, controls=["POL-2"], by=clerk, at=NOON)

    assert text_in_hand(hand.text).clauses[0].matching.controls == ["POL-2"]


def test_everything_that_is_sure_is_confirmed_together_and_taken_back(clerk):
    hand = text_in_hand(put_in(clerk))
    sure = [one for one in hand.clauses if one.strong]
    assert sure

    match_together(hand, by=clerk, at=NOON)
    assert len(text_in_hand(hand.text).open) == len(hand.clauses) - len(sure)

    take_back_together(text_in_hand(hand.text), by=clerk, at=NOON)
    assert len(text_in_hand(hand.text).open) == len(hand.clauses)


def test_taking_back_leaves_what_was_changed_since(clerk):
    hand = text_in_hand(put_in(clerk))
    match_together(hand, by=clerk, at=NOON)
    mine = next(one for one in hand.clauses if one.strong)
    match_clause(mine, hand.text, kind=Matching.PERSON, controls=[], by=clerk, at=NOON)

    take_back_together(text_in_hand(hand.text), by=clerk, at=NOON)

    assert text_in_hand(hand.text).clause(mine.clause.id).matching.kind == Matching.PERSON


def test_a_newer_text_keeps_what_was_said_of_clauses_that_read_the_same(clerk):
    hand = text_in_hand(put_in(clerk))
    for one in hand.clauses:
        match_clause(one, hand.text, kind=Matching.PERSON, controls=[], by=clerk, at=NOON)

    newer = text_in_hand(put_in(clerk, WORDS.replace("first Sunday", "last Sunday")))

    assert newer.text == newest_text()
    assert [one.clause.text for one in newer.open] == ["The tower bells are rung on the last Sunday of the month."]


def test_no_council_sees_anothers_text(clerk, southfold):
    put_in(clerk)

    with council_scope(southfold.id):
        assert newest_text() is None


def test_a_pasted_text_is_read_and_shown_clause_by_clause(as_clerk):
    as_clerk.post(reverse("policy-text-new"), {"pasted": WORDS})
    page = as_clerk.get(reverse("policy-text")).text

    assert "Only the Clerk and the Communications Officer may publish" in page
    assert "a person judges it" in page
    assert "What the text does not say" in page


def test_a_word_document_is_read(as_clerk):
    written = BytesIO()
    with ZipFile(written, "w") as package:
        package.writestr("word/document.xml", WORD)
    file = SimpleUploadedFile("policy.docx", written.getvalue())

    as_clerk.post(reverse("policy-text-new"), {"document": file})

    assert newest_text().file_name == "policy.docx"
    assert "Only the Clerk may publish." in newest_text().text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("policy.pdf", b"%PDF-1.7 broken"),
        ("policy.docx", b"PK\x03\x04 broken"),
        ("policy.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing_and_says_what_to_do(as_clerk, clerk, name, data):
    put_in(clerk)

    page = as_clerk.post(reverse("policy-text-new"), {"document": SimpleUploadedFile(name, data)})

    assert page.status_code == 422
    assert "Nothing was changed." in page.text
    assert PolicyText.objects.count() == 1


def test_a_file_and_a_pasted_text_together_are_refused_and_the_text_is_kept(as_clerk):
    file = SimpleUploadedFile("policy.txt", WORDS.encode())

    page = as_clerk.post(reverse("policy-text-new"), {"document": file, "pasted": WORDS})

    assert page.status_code == 422
    assert "The tower bells" in page.text


def test_the_faults_are_shown_with_their_words_why_and_a_better_way(as_clerk):
    as_clerk.post(reverse("policy-text-new"), {"pasted": WORDS})

    page = as_clerk.get(reverse("policy-text-faults")).text

    assert "<mark>exception</mark>" in page
    assert "Suggested:" in page
    assert "Freedom of Information Act 2000" in page


def test_a_clause_is_settled_by_the_page(as_clerk, clerk):
    hand = text_in_hand(put_in(clerk))
    key = hand.clauses[0].clause.id

    page = as_clerk.post(reverse("policy-clause", args=[key]), {"kind": "controls", "another": "POL-2"})

    assert page.url.endswith(f"#c-{key}")
    assert "POL-2" in text_in_hand(hand.text).clauses[0].matching.controls


def test_nothing_ticked_holds_no_clause(as_clerk, clerk):
    key = text_in_hand(put_in(clerk)).clauses[0].clause.id

    page = as_clerk.post(reverse("policy-clause", args=[key]), {"kind": "controls"})

    assert page.status_code == 422
    assert "Nothing is ticked" in page.text


def test_the_stroke_and_taking_it_back_by_the_page(as_clerk, clerk):
    put_in(clerk)

    assert "confirmed together" in as_clerk.post(reverse("policy-matchings"), follow=True).text
    assert "open again" in as_clerk.post(reverse("policy-matchings-end"), follow=True).text


@pytest.mark.parametrize("name", ["policy-matchings", "policy-matchings-end"])
def test_who_does_not_keep_the_policy_matches_nothing(as_deputy, clerk, name):
    put_in(clerk)

    assert as_deputy.post(reverse(name)).status_code == 403
    assert not Matching.objects.exists()


def test_where_there_is_no_text_there_are_no_clauses(as_clerk):
    assert as_clerk.get(reverse("policy-text-faults")).status_code == 404
    assert as_clerk.get(reverse("policy-clause", args=["1.1"])).status_code == 404


def test_the_text_asks_the_same_however_long_it_is(as_clerk, clerk, django_assert_max_num_queries):
    put_in(clerk, WORDS + "".join(f"\nThe council keeps list {number}.\n" for number in range(60)))
    match_together(text_in_hand(newest_text()), by=clerk, at=NOON)

    with django_assert_max_num_queries(12):
        as_clerk.get(reverse("policy-text"))


WORD = """<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Publishing</w:t></w:r></w:p>
<w:p><w:r><w:t>Only the Clerk may publish.</w:t></w:r></w:p></w:body></w:document>"""
