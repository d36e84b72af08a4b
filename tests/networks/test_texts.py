"""Counting, marking and marking up texts: pure."""

import regex
from hypothesis import given
from hypothesis.strategies import text

from parishpump.networks import graphemes
from parishpump.networks.contract import Limits
from parishpump.networks.facets import facets
from parishpump.networks.lengths import hashtags_in, length, links_in
from parishpump.networks.markup import page, paragraphs
from parishpump.networks.registry import LIMITS

EMOJI = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def cut(said: str, spans: list[tuple[int, int]]) -> list[str]:
    return [said[start:end] for start, end in spans]


def test_what_a_reader_sees_as_one_character_counts_once() -> None:
    for one in ("a", "é", "e\u0301", EMOJI, "👍🏽", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
                "🇬🇧", "1\ufe0f\u20e3", "❤️", "\r\n", "한", "\u1112\u1161\u11ab", "☕"):  # fmt: skip
        assert graphemes.count(one) == 1, ascii(one)


def test_neighbours_do_not_run_together() -> None:
    assert graphemes.count("🇬🇧🇫🇷") == 2
    assert graphemes.count("🇬🇧🇫") == 2
    assert graphemes.count(f"{EMOJI}{EMOJI}ab\n\nc") == 7
    assert graphemes.count("") == 0


@given(text(alphabet="aé\u0301\u200d\ufe0f☕👍🏽👩🏴🇬🇧\r\n 1\u20e3한\u1112\u1161\U000e0067", max_size=12))
def test_the_count_is_that_of_the_unicode_standard(said: str) -> None:
    assert graphemes.count(said) == len(regex.findall(r"\X", said))


def test_a_link_ends_before_the_full_stop_of_its_sentence() -> None:
    said = "See https://northfold.example/a_(b), (https://northfold.example/c). Or https://northfold.example?q=1!"

    assert cut(said, links_in(said)) == [
        "https://northfold.example/a_(b)",
        "https://northfold.example/c",
        "https://northfold.example?q=1",
    ]


def test_a_hashtag_is_a_word_and_not_a_number() -> None:
    said = "#VillageHall is no. #1, not an#chor. #Café2026"

    assert cut(said, hashtags_in(said)) == ["#VillageHall", "#Café2026"]


def test_bluesky_is_told_of_places_in_bytes() -> None:
    (tag,) = facets("Café ☕ #Hall")

    assert tag["index"] == {"byteStart": 10, "byteEnd": 15}
    assert tag["features"] == [{"$type": "app.bsky.richtext.facet#tag", "tag": "Hall"}]


def test_a_web_address_counts_what_the_network_says_it_counts() -> None:
    said = "See https://northfold.example/a/very/long/address/indeed."

    assert length(said, LIMITS["mastodon"]) == len("See ") + 23 + 1
    assert length(said, LIMITS["bluesky"]) == len(said)


def test_a_flag_is_one_grapheme_and_two_characters() -> None:
    by_characters: Limits = LIMITS["x by hand"]

    assert length("🇬🇧", by_characters) == 2
    assert length("🇬🇧", LIMITS["bluesky"]) == 1


@given(text(alphabet="ab <>&\"'[]\n\t“é☕;#./:https", max_size=60))
def test_a_text_comes_back_from_its_markup_as_it_was(said: str) -> None:
    assert page(paragraphs(said)).text == said


def test_markup_runs_no_command_and_makes_links() -> None:
    marked = paragraphs('[gallery] <script>x</script> https://northfold.example/?a=1&b="2')

    assert "[" not in marked
    assert "<script" not in marked
    assert '<a href="https://northfold.example/?a=1&amp;b=">' in marked
