"""Whatever somebody wrote, the page stays ours."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parishpump.portal.wording import excerpt, linked, one_line, paragraphs, shown
from tests.portal.conftest import body

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    'https://example.org/"onmouseover="alert(1)',
    "javascript:alert(1)",
    "{{ council.pack }}{% debug %}",
    "]]><x/>",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_in_words_stays_words(resident, pin, attack):
    words = f"The diversion is by Church Road. {attack}"
    post = pin(title=f"Mill Lane {attack}", text=words, sources=(f"Minute {attack}",))

    for path in ("/", f"/n/{post.reference}/", f"/n/{post.reference}/check/", "/published/"):
        page = body(resident.get(path))
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript:' not in page
        assert 'mouseover="' not in page.replace("&quot;", "")


def test_controls_that_turn_text_around_are_not_shown():
    """The policy blocks them; what went out before it did, or past it, is still shown straight."""
    assert one_line("Mill Lane \u202ednepo\u202c") == "Mill Lane dnepo"
    assert shown("The lane is \u2066not\u2069 closed\x07 \u200fשלום.\r\n") == "The lane is not closed \u200fשלום.\n"


@given(st.text())
def test_nothing_that_anybody_types_becomes_markup(text):
    html = str(paragraphs(text))

    bare = html.replace("<p>", "").replace("</p>", "").replace("<br>", "").replace("</a>", "").replace('<a href="', "")
    assert "<" not in bare


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_what_is_shown_can_be_written_as_xml(text):
    assert all(c in "\t\n" or c >= " " for c in shown(text))
    assert not {"\ufffe", "\uffff", "\x7f", "\x85"} & set(shown(text))


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://example.org/a?b=1&c=2.", '<a href="https://example.org/a?b=1&amp;c=2">'),
        ("(see https://example.org/a_(b))", '<a href="https://example.org/a_(b)">https://example.org/a_(b)</a>)'),
        ("Write to clerk@northfold.example.", '<a href="mailto:clerk@northfold.example">clerk@northfold.example</a>.'),
        ("Ring 01632 960 118 24 hours a day", '<a href="tel:01632960118">01632 960 118</a> 24'),
        ("Ring (020) 7946 0958", '<a href="tel:02079460958">(020) 7946 0958</a>'),
        ("Ring +44 (0)1632 960118", '<a href="tel:+441632960118">+44 (0)1632 960118</a>'),
        ("Ring 07700 900123", '<a href="tel:07700900123">07700 900123</a>'),
    ],
)
def test_addresses_and_numbers_become_links(text, link):
    assert link in linked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Minute 2026/203",
        "on 01 12 2026 12 30",
        "0800",
        "javascript:alert(1)",
        "https://",
        "data:text/html,x",
        "a@b",
        "invoice 00000000000",
        "www.example.org",
    ],
)
def test_what_is_no_address_becomes_no_link(text):
    assert "<a" not in linked(text)


@pytest.mark.parametrize(
    "hostile",
    ["a@" * 50_000, "0" * 100_000, "a." * 50_000, "a@" + "b-" * 50_000, "https://" + "(" * 99_992, "01632 " * 16_000],
)
def test_a_hundred_thousand_hostile_characters_are_drawn_in_a_moment(hostile):
    begun = time.process_time()

    drawn = paragraphs(hostile)

    assert len(drawn) >= len(hostile)
    assert time.process_time() - begun < 2


def test_an_excerpt_ends_after_a_whole_word():
    assert excerpt("The lane is closed. " * 40, 30) == "The lane is closed. The lane …"
    assert excerpt("Short.\n\nAnd second.") == "Short. And second."
