"""What changed between two versions, word by word."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from parishpump.publishing.content import Content
from parishpump.publishing.diff import changes, word_diff, words_counted

BEFORE = Content(title="Mill Lane closed", text="Closed for three days.", zone="Europe/London", channel_ids=(1, 2))


def test_a_changed_phrase_reads_as_one_change():
    parts = word_diff("closed from Tuesday for three days while", "closed from Tuesday to 5pm on Thursday while")

    assert parts == [
        ("same", "closed from Tuesday "),
        ("removed", "for three days"),
        ("added", "to 5pm on Thursday"),
        ("same", " while"),
    ]


def test_words_added_at_the_end_are_counted():
    parts = word_diff(
        "The diversion is by Church Road.", "The diversion is by Church Road. People on foot can get through."
    )

    assert words_counted(parts) == (6, 0)


@given(st.text(alphabet="ab \n.’-", max_size=60), st.text(alphabet="ab \n.’-", max_size=60))
def test_a_difference_holds_both_texts_whole(before, after):
    parts = word_diff(before, after)

    assert "".join(words for kind, words in parts if kind != "added") == before
    assert "".join(words for kind, words in parts if kind != "removed") == after


def test_a_very_long_text_is_compared_line_by_line():
    lines = [f"line {number} of many words" for number in range(3000)]
    changed = [*lines[:1500], "another line", *lines[1500:]]

    parts = word_diff("\n".join(lines), "\n".join(changed))

    assert [words for kind, words in parts if kind == "added"] == ["another line\n"]


def test_only_what_changed_is_listed_and_in_the_words_of_the_council():
    after = replace(
        BEFORE, channel_ids=(1,), goes_out=datetime(2026, 11, 24, 12, 30, tzinfo=UTC), own_texts={1: "Closed."}
    )

    found = {change.label: change.parts for change in changes(BEFORE, after, {1: "Noticeboard", 2: "Bluesky"})}

    assert found == {
        "Where it goes": (("removed", "Noticeboard and Bluesky"), ("added", "Noticeboard")),
        "Goes out": (("removed", "as soon as it is approved"), ("added", "Tuesday 24 November 2026 at 12:30pm")),
        "Own text for Noticeboard": (("added", "Closed."),),
    }


def test_the_same_content_has_no_changes():
    assert changes(BEFORE, replace(BEFORE), {}) == []
