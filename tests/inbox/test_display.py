"""Words of strangers on our pages: harmless, without contact details, never endless."""

import time

import pytest

from parishpump.inbox.display import (
    Piece,
    Span,
    gives_address,
    gives_name,
    harmless,
    one_line,
    personal_in,
    pieces,
    without_contacts,
)


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u2069", "\u061c", "\u200f", "\u200b", "\ufeff"])
def test_marks_that_turn_or_hide_what_follows_are_left_out(mark):
    assert harmless(f"safe{mark}txt.exe") == "safetxt.exe"


def test_control_characters_are_left_out_and_lines_stay():
    assert harmless("one\x1b[31m\x07\r\ntwo\rthree\x85") == "one[31m\ntwo\nthree"


def test_no_letter_carries_thirty_marks():
    assert len(harmless("Z" + "\u0301" * 30 + "algo")) <= 8


def test_other_scripts_and_emoji_are_shown_as_they_are():
    for words in ("Ysgol Llan ŵyl", "مرحبا بكم", "Zażółć", "👩‍👩‍👧 ok", "नमस्ते"):
        assert harmless(words) == words


def test_contacts_and_ones_own_name_are_kept_back():
    words = without_contacts("my name is Ash Weald and email ash@resident.example, ring 01632 960118, ME17 2QX")

    assert "Ash" not in words
    assert "resident.example" not in words
    assert "960118" not in words
    assert "2QX" not in words
    assert words.count("[kept back]") == 4


def test_what_is_kept_back_stays_so_where_it_is_also_marked():
    text = "email ash@resident.example now"

    cut = pieces(text, [Span(0, len(text), "should"), *personal_in(text)])

    assert cut == [Piece("email ", "should"), Piece("ash@resident.example", "kept"), Piece(" now", "should")]


def test_every_character_comes_once_whatever_the_spans():
    text = "abcdefghij"

    cut = pieces(text, [Span(2, 5, "should"), Span(4, 8, "must"), Span(-3, 2, "must"), Span(9, 40, "must")])

    assert "".join(one.words for one in cut) == text


def test_a_line_is_short_and_on_one_line():
    assert one_line("a\nb\t c") == "a b c"
    assert len(one_line("word " * 500)) <= 243


def test_a_megabyte_is_made_harmless_in_a_moment():
    start = time.perf_counter()
    harmless("\u202ea" * 500_000)

    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("words", "name", "address"),
    [
        ("my name is Ash Weald and email a@b.example", True, True),
        ("Kind regards, Ash Weald", True, False),
        ("Answer to ME17 2QX", False, True),
        ("When is the drain repaired?", False, False),
    ],
)
def test_whether_somebody_gives_a_name_and_an_address(words, name, address):
    assert (gives_name(words), gives_address(words)) == (name, address)
