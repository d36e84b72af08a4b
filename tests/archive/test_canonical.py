"""The same record always gives the same bytes."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parishpump.archive.canonical import NotCanonical, canonical, moment

texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
bodies = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(texts, parts, max_size=4),
    max_leaves=12,
)


def test_the_names_are_in_the_order_of_their_utf_16_units():
    # The example of RFC 8785, section 3.2.3.
    names = ["€", "\r", "\ufb33", "1", "😀", "\x80", "ö"]

    written = canonical(dict.fromkeys(names))

    assert list(json.loads(written)) == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


def test_text_is_written_in_utf_8_without_needless_escapes():
    written = canonical({"b": [1, True, None], "a": "“Pump”\n\x1f"})

    assert written.decode() == '{"a":"“Pump”\\n\\u001f","b":[1,true,null]}'


@given(bodies)
def test_what_is_written_reads_back_and_is_written_the_same_again(body):
    written = canonical(body)

    assert json.loads(written) == body
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize(
    "value",
    [1.5, 2**53, float("nan"), "\x00", {"\x00": 1}, "\ud800", {"\ud800": 1}, {1: "a"}, [datetime.now(UTC)], b"bytes"],
)
def test_what_has_more_than_one_way_to_be_written_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"body": value})


def test_a_backslash_before_u0000_is_only_text():
    assert canonical("\\u0000") == b'"\\\\u0000"'


def test_a_moment_is_written_in_utc_whatever_its_zone():
    summer = timezone(timedelta(hours=1))

    assert moment(datetime(2026, 7, 1, 10, 30, tzinfo=summer)) == "2026-07-01T09:30:00.000000Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(NotCanonical):
        moment(datetime(2026, 7, 1, 10, 30))
