"""An adopted text is split into clauses under its own headings, in its own words."""

import pytest

from parishpump.policy.adopted.reading import read_text
from parishpump.policy.adopted.text import AdoptedClause
from parishpump.policy.errors import DocumentError


def clauses(text: str) -> list[tuple[str, str, str]]:
    return [(clause.id, clause.heading, clause.text) for clause in read_text(text).clauses]


def headings(text: str) -> list[str]:
    return list(dict.fromkeys(clause.heading for clause in read_text(text).clauses))


def only(text: str) -> AdoptedClause:
    (clause,) = read_text(text).clauses
    return clause


@pytest.mark.parametrize(
    "line",
    ["Comments", "COMMENTS AND REPLIES", "Use of the council’s pages", "# Comments", "Who can post?",
     "More Open and Accountable Government."],
)  # fmt: skip
def test_a_title_on_its_own_is_a_heading(line: str) -> None:
    assert headings(f"{line}\n\nThe Clerk decides.\n") == [line.removeprefix("# ")]


@pytest.mark.parametrize("line", ["Posts must be polite", "Be polite.", "Posts are kept, then removed:", "- Comments"])
def test_a_sentence_on_its_own_is_no_heading(line: str) -> None:
    assert headings(f"Rules\n\n{line}\n\nThe Clerk decides.\n") == ["Rules"]


def test_the_documents_own_numbers_are_kept() -> None:
    text = "4. Comments\n\n4.1 The Clerk decides.\n\n4.2. The Clerk records it.\n\n5 Elections\n\nNothing is said.\n"

    assert clauses(text) == [
        ("4.1", "Comments", "The Clerk decides."),
        ("4.2", "Comments", "The Clerk records it."),
        ("5.1", "Elections", "Nothing is said."),
    ]


def test_a_numbered_heading_may_be_half_a_sentence() -> None:
    assert headings("1. What posts are like\n\nPosts are short.\n\n2. When it is broken\n\nTell the Clerk.\n") == [
        "What posts are like",
        "When it is broken",
    ]


def test_without_numbers_sections_are_counted() -> None:
    text = "Comments\n\nThe Clerk decides.\n\nThe Clerk records it.\n\nElections\n\nNothing is said.\n"

    assert [each[0] for each in clauses(text)] == ["1.1", "1.2", "2.1"]


def test_an_id_stands_once() -> None:
    ids = [each[0] for each in clauses("1. One\n\nThe first.\n\n1. Two\n\nThe second.\n\n1. Three\n\nThe third.\n")]

    assert ids == ["1.1", "1.1b", "1.1c"]


@pytest.mark.parametrize("bullet", ["•", "·", "-", "–", "*", "▪", "\uf0b7", "(a)", "b)", "iii."])
def test_a_list_belongs_to_the_paragraph_that_begins_it(bullet: str) -> None:
    clause = only(f"Posts\n\nPosts are:\n{bullet} short;\n{bullet} polite.\n")

    assert clause.text == "Posts are:\n• short;\n• polite."
    assert [clause.text[start:end] for start, end in clause.items] == ["short;", "polite."]


def test_a_list_without_marks_belongs_to_it_too() -> None:
    assert only("Posts\n\nPosts are:\nshort\npolite\n").text == "Posts are:\n• short\n• polite"


def test_an_item_with_a_heading_of_its_own_is_a_clause_of_its_own() -> None:
    text = "Rules\n\n• Be polite – think before you write.\n• Copyright: ask whoever owns the picture.\n"

    assert clauses(text) == [
        ("1.1", "Be polite", "think before you write."),
        ("1.2", "Copyright", "ask whoever owns the picture."),
    ]


def test_lines_broken_at_the_edge_of_the_page_are_joined() -> None:
    text = (
        "Comments\n\n"
        "The Clerk may hide a comment that is unlawful, and keeps a\n"
        "copy of it for whoever wishes to have the decision looked at\n"
        "again.\n\n"
        "The person who wrote it is told why.\n"
    )

    first, second = clauses(text)
    assert first[2].endswith("and keeps a copy of it for whoever wishes to have the decision looked at again.")
    assert second[2] == "The person who wrote it is told why."


def test_a_table_of_contents_is_no_text() -> None:
    text = "1. Comments ........ 2\n2. Elections ....... 3\n\n1. Comments\n\nThe Clerk decides.\n"

    assert clauses(text) == [("1.1", "Comments", "The Clerk decides.")]


def test_the_title_is_what_stands_at_the_top() -> None:
    read = read_text("NORTHFOLD PARISH COUNCIL\n\nSocial Media Policy\n\n1. Comments\n\nThe Clerk decides.\n")

    assert read.title == "NORTHFOLD PARISH COUNCIL Social Media Policy"


def test_a_text_without_a_title_goes_by_its_file() -> None:
    assert read_text("The Clerk decides.", name="social-media_policy.v2.pdf").title == "Social media policy.v2"


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Posts must be polite.", "must"),
        ("Never post pictures of children.", "must"),
        ("Officers should be polite.", "should"),
        ("Respect copyright.", "should"),
        ("The council does not have to answer, but it may.", "may"),
        ("Social media are fast.", "aim"),
    ],
)
def test_the_strength_of_a_clause_is_read_from_its_words(text: str, strength: str) -> None:
    assert only(text).strength == strength


@pytest.mark.parametrize("text", ["", "\n\n", "•", "1.", "#", "A", "- - -", "1. 1. 1.", ":", "…"])
def test_odd_scraps_are_read_without_complaint(text: str) -> None:
    assert read_text(text).as_printed()["not_stated"]


def test_a_text_of_far_too_many_paragraphs_is_refused() -> None:
    with pytest.raises(DocumentError, match="Take the policy out"):
        read_text("A line.\n\n" * 2_001)
