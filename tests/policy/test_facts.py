"""What is read out of a text: dates, sentences, characters as readers count them, and numbers that point at people."""

import json
from datetime import date

import pytest

from parishpump.policy import identifiers
from parishpump.policy.check import Limit, parse_draft
from parishpump.policy.dates import find_dates
from parishpump.policy.facts import Passage
from parishpump.policy.graphemes import graphemes
from parishpump.policy.judge import judge
from parishpump.policy.packs import load_pack
from parishpump.policy.reading import flesch, syllables
from parishpump.policy.rules.limits import measure
from tests.policy.conftest import AT

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tuesday 1 December", ["2026-12-01"]),
        ("1st Dec 2026", ["2026-12-01"]),
        ("the 3rd of December", ["2026-12-03"]),
        ("December 3rd, 2026", ["2026-12-03"]),
        ("03/12/2026 or 3.12.26", ["2026-12-03", "2026-12-03"]),
        ("2026-12-03", ["2026-12-03"]),
        ("Tuesday 1 to Thursday 3 December", ["2026-12-01", "2026-12-03"]),
        ("14 June", ["2027-06-14"]),
        ("14 November", ["2026-11-14"]),
        ("29 February", ["2028-02-29"]),
        ("minute 2026/114, 26/500123/FULL, 10.30-12.30, you may 2", []),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, days: list[str]) -> None:
    assert [str(found.day) for found in find_dates(text, SUNDAY)] == days


def test_two_weekdays_before_two_dates_belong_to_neither_alone() -> None:
    dates = find_dates("Saturday and Sunday 5 and 6 December", SUNDAY)

    assert [found.weekday for found in dates] == [None, None]


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    passage = Passage("text", "Cllr. Oak met St. Mary's. It rained (min. 4).", SUNDAY)

    assert passage.sentence(0) == "Cllr. Oak met St. Mary's."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("👩‍🌾", 1),
        ("🇬🇧🇫🇷", 2),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1),
        ("👍🏽!", 2),
        ("\r\n", 1),
        ("각", 1),
        ("", 0),
    ],
)
def test_characters_are_counted_as_readers_see_them(text: str, count: int) -> None:
    assert graphemes(text) == count


def test_a_web_address_counts_what_its_network_says() -> None:
    text = "Read https://northfold.example/a/very/long/address/indeed now"
    draft = parse_draft(json.dumps({"text": text, "channels": ["m"]}), {"m": Limit(40, url_counts=23)})

    assert measure(draft.channels[0]) == len("Read  now") + 23


def test_what_is_over_a_limit_is_marked() -> None:
    draft = parse_draft('{"text": "abcdefghij", "channels": ["short"]}', {"short": Limit(6)})

    finding = next(each for each in judge(draft, load_pack("base"), AT).findings if each.rule == "limits.too_long")

    assert (finding.span, finding.words, finding.strength) == ((6, 10), "ghij", "must")


@pytest.mark.parametrize(
    ("find", "text", "found"),
    [
        (identifiers.postcodes, "ME17 2QT, me17 2qt, ME172QT, GIR 0AA", 4),
        (identifiers.postcodes, "QA1 1AA, M1 1CA, e1 2nd, ABCM11AADEF, #ME172QT", 0),
        (identifiers.phones, "01632 960118, 07700 900 123, +44 (0)1632 960118, 0044 1632 960118, 01632/960118", 5),
        (identifiers.phones, "01-12-2026, 0900-1700, 2026/0114, 26/500123, 999, 101, 1234567890", 0),
        (identifiers.emails, "a.b@mail.example, x@y.co.uk", 2),
        (identifiers.emails, "a@b, @northfold, a@b., hello-world", 0),
        (identifiers.ni_numbers, "AA 12 34 56 B, ab123456c, AB-12-34-56-D", 3),
        (identifiers.ni_numbers, "BG123456A, FQ 00 00 00 C, AA 12 34 56 H, AB1234567", 0),
        (identifiers.vehicles, "AB51 ABC, BD62XYZ, LN14-HGT", 3),
        (identifiers.vehicles, "IB51 ABC, AB35 ABC, A20 NEW, KH12 AND, S106 TCP, minute 2026", 0),
        (identifiers.vehicles, "the car A123 BCD", 1),
    ],
)
def test_what_points_at_a_person_is_found(find: object, text: str, found: int) -> None:
    assert callable(find)
    assert len(list(find(text))) == found


def test_long_words_read_harder_than_short_ones() -> None:
    assert syllables("notwithstanding") == 4
    assert flesch(["the", "path", "is", "shut"], 1) > flesch(["organisational", "responsibilities"], 1)
    assert flesch([], 0) == 100
