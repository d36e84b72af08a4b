"""Strangers' HTML as plain words: pure."""

import time

import pytest

from parishpump.networks.html_words import html_words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One &amp; <b>two</b><br />three</p><p>four</p>", "One & two\nthree\n\nfour"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("before<script>alert(1)</script>after<style>p{}</style>", "beforeafter"),
        ("<!-- <p>not said</p> -->said", "said"),
        ('<a href="https://evil.example/x">the council</a>', "the council (https://evil.example/x)"),
        (
            '<a href="https://northfold.example/"><span>https://</span>northfold.example</a>',
            "https://northfold.example",
        ),
        ('<a href="https://m.example/@clerk">@clerk</a> <a href="https://m.example/tags/x">#x</a>', "@clerk #x"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ('<img src="x.jpg" alt="The green">', "The green"),
        ("1 < 2 and <3 and a<b", "1 < 2 and <3 and a<b"),
        ("words <unfinished and more", "words <unfinished and more"),
        ('<p title="a > b">kept</p>', "kept"),
        ("&lt;script&gt;", "<script>"),
    ],
)
def test_html_says_what_a_reader_would_see(html: str, words: str) -> None:
    assert html_words(html) == words


def test_line_breaks_count_where_they_mean_something() -> None:
    assert html_words("one\ntwo", lines_count=True) == "one\ntwo"
    assert html_words("one\ntwo") == "one two"


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a ", "<a href='", "<script>", "</", "<p a=", "<a>", "<p>\n", "&", "<![CDATA["]
)
def test_a_megabyte_of_anything_is_read_in_a_moment(piece: str) -> None:
    started = time.process_time()

    html_words(piece * (1_000_000 // len(piece)))

    assert time.process_time() - started < 10
