"""Policies as documents: txt, docx, odt and PDF give their text; what cannot be read says what to do."""

import io
from contextlib import suppress

import pytest
from pypdf import PdfWriter

from parishpump.policy.adopted.documents.kinds import LARGEST_FILE
from parishpump.policy.adopted.reading import read_document, text_of
from parishpump.policy.errors import DocumentError
from tests.policy.documents import open_document, packed, portable, word, word_line

FOOT = "Southfold Town Council communications policy"


def refusal(data: bytes, name: str = "policy") -> str:
    with pytest.raises(DocumentError) as refused:
        text_of(name, data)
    return str(refused.value)


@pytest.mark.parametrize(
    "data",
    ["The Clerk’s rules".encode(), "\ufeffThe Clerk’s rules".encode(), "The Clerk’s rules".encode("utf-16"),
     "The Clerk’s rules".encode("cp1252")],
)  # fmt: skip
def test_plain_text_is_read_in_the_encodings_of_offices(data: bytes) -> None:
    assert text_of("policy.txt", data) == "The Clerk’s rules"


def test_a_word_document_keeps_headings_by_style_and_by_bold_type_and_its_lists() -> None:
    body = (
        word_line("Comments", style="Kop1")
        + word_line("Who decides", run="<w:b/>")
        + word_line("The Clerk decides.")
        + word_line("spam", listed=True)
    )

    assert (
        text_of("p.docx", word(body, {"Kop1": "heading 1"}))
        == "# Comments\n\n# Who decides\n\nThe Clerk decides.\n\n• spam"
    )


def test_what_was_struck_out_in_word_is_left_out() -> None:
    struck = "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
    body = f"<w:p><w:r><w:t>Posts are </w:t></w:r>{struck}<w:r><w:t>kept.</w:t></w:r></w:p>"

    assert text_of("p.docx", word(body)) == "Posts are kept."


def test_a_table_in_word_is_read_cell_by_cell() -> None:
    body = f"<w:tbl><w:tr><w:tc>{word_line('Facebook')}</w:tc><w:tc>{word_line('news')}</w:tc></w:tr></w:tbl>"

    assert text_of("p.docx", word(body)) == "Facebook\n\nnews"


def test_an_open_document_keeps_headings_and_lists() -> None:
    body = (
        "<text:h>Comments</text:h><text:p>The <text:span>Clerk</text:span><text:s/>decides.</text:p>"
        "<text:list><text:list-item><text:p>spam</text:p></text:list-item></text:list>"
    )

    assert text_of("p.odt", open_document(body)) == "# Comments\n\nThe Clerk decides.\n\n• spam"


def test_a_pdf_is_read_without_what_stands_on_every_page() -> None:
    pages = [[FOOT, f"Paragraph {page} of the policy is here.", f"Page {page} of 3"] for page in "123"]

    assert text_of("p.pdf", portable(pages)).split("\n") == [
        f"Paragraph {page} of the policy is here." for page in "123"
    ]


def test_the_kind_is_known_by_the_bytes_and_not_by_the_name() -> None:
    assert text_of("policy.txt", word(word_line("The Clerk decides."))) == "The Clerk decides."


def test_a_pdf_gives_clauses_under_its_headings() -> None:
    lines = [
        "1. Comments",
        "The Clerk may hide a comment that is unlawful or that threatens",
        "somebody.",
        "2. Elections",
        "The council is careful before an election, and nobody publishes",
        "anything about candidates.",
    ]

    read = read_document("p.pdf", portable([lines]))

    assert [(clause.id, clause.heading) for clause in read.clauses] == [("1.1", "Comments"), ("2.1", "Elections")]
    assert read.clauses[0].text.endswith("threatens somebody.")


def test_a_scanned_pdf_says_what_to_do() -> None:
    assert "scanned" in refusal(portable([[""], [""]]))


def test_a_locked_pdf_says_what_to_do() -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(portable([["A policy of the council with enough words."]])))
    writer.encrypt("secret", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)

    assert "without the password" in refusal(locked.getvalue())


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(portable([["A policy of the council with enough words."]])))
    writer.encrypt("", "owner", algorithm="AES-256")
    free = io.BytesIO()
    writer.write(free)

    assert text_of("p.pdf", free.getvalue()).strip() == "A policy of the council with enough words."


def test_a_locked_open_document_says_what_to_do() -> None:
    locked = packed({"content.xml": b"\x00\x01", "META-INF/manifest.xml": "<manifest:encryption-data/>"})

    assert "without the password" in refusal(locked)


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    assert "far more text" in refusal(packed({"word/document.xml": b" " * 30_000_001}))


def test_entities_that_multiply_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    assert "damaged" in refusal(packed({"content.xml": bomb}))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "holds no text"),
        (b"  \n ", "holds no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Save it as .docx"),
        (b"{\\rtf1 text}", "Save it as .docx"),
        (b"\x89PNG\x00\x00", "no text document"),
        (b"PK\x03\x04 broken", "no text document"),
        (b"%PDF-1.7 broken", "damaged"),
        (packed({"xl/workbook.xml": "<x/>"}), "no text document"),
        (packed({"word/document.xml": "<w:document"}), "damaged"),
        (b"a" * (LARGEST_FILE + 1), "larger than 15 MB"),
        (b"word " * 100_000, "letters"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, said: str) -> None:
    assert said in refusal(data)


@pytest.mark.parametrize(
    "whole", [portable([["Some words of a policy, enough to be read."]]), word(word_line("Some words."))]
)
def test_no_damage_to_a_document_brings_us_down(whole: bytes) -> None:
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        with suppress(DocumentError):
            assert text_of("p", whole[:place] + b"\xff" + whole[place + 1 :])
