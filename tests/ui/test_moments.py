from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parishpump.ui import words
from parishpump.ui.moments import UnreadableError, read_moment

LONDON = ZoneInfo("Europe/London")
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=LONDON)


def read(typed: str) -> str:
    return read_moment(typed, now=SUNDAY, zone=LONDON).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tue 24 Nov, 12:30pm", "2026-11-24 12:30"),
        ("24/11 1230", "2026-11-24 12:30"),
        ("24 nov 1730", "2026-11-24 17:30"),
        ("tomorrow 9am", "2026-11-23 09:00"),
        ("9am tomorrow", "2026-11-23 09:00"),
        ("today at 12 noon", "2026-11-22 12:00"),
        ("24 November 2026 at 5pm", "2026-11-24 17:00"),
        ("on the 24th of November at 5 p.m.", "2026-11-24 17:00"),
        ("5.30pm 3rd December", "2026-12-03 17:30"),
        ("December 3rd, 2026, 5pm", "2026-12-03 17:00"),
        ("Dec 3 10:30", "2026-12-03 10:30"),
        ("24.11.2026 17.30", "2026-11-24 17:30"),
        ("24-11-26 17:30", "2026-11-24 17:30"),
        ("24 Nov 26 5pm", "2026-11-24 17:00"),
        ("Thursday 5pm", "2026-11-26 17:00"),
        ("Sunday 5pm", "2026-11-22 17:00"),
        ("this Thurs, 5pm", "2026-11-26 17:00"),
        ("in 2 hours", "2026-11-22 12:00"),
        ("in an hour", "2026-11-22 11:00"),
        ("in 30 minutes", "2026-11-22 10:30"),
        ("in 3 days at 5pm", "2026-11-25 17:00"),
        ("0930 24 Nov", "2026-11-24 09:30"),
        ("12am 24 Nov", "2026-11-24 00:00"),
        ("2026-11-24T12:30", "2026-11-24 12:30"),
        ("2026-11-24 12:30", "2026-11-24 12:30"),
        ("2026-11-24 5pm", "2026-11-24 17:00"),
        ("  TUE   24 NOV  5PM ", "2026-11-24 17:00"),
    ],
)
def test_a_moment_is_read_as_people_type_it(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("3 Jan 9am", "2027"), ("20 Nov 9am", "2026"), ("1 Sept 9am", "2027"), ("29 Feb 9am", "2028")]
)
def test_a_day_without_a_year_lies_between_two_months_back_and_ten_ahead(typed: str, meant: str) -> None:
    assert read(typed).startswith(meant)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mon 1 December 5pm", "1 December 2026 is a Tuesday, not a Monday"),
        ("Wednesday tomorrow 5pm", "23 November 2026 is a Monday, not a Wednesday"),
        ("31 Nov 5pm", "no such day as 31 Nov"),
        ("24/13 5pm", "no such day as 24/13"),
        ("2026-13-40T10:00", "no such day"),
        ("24 Nov", "Say the time too"),
        ("5pm", "Say the day too"),
        ("", "Say the day too"),
        ("when it stops raining", "cannot read"),
        ("next Tuesday 5pm", "“Next Tuesday” is not clear"),
        ("midnight tomorrow", "Midnight can be the start or the end"),
        ("24 Nov 5:30", "Write 5:30am or 5:30pm"),
        ("24 Nov 25:00", "25:00 is no time"),
        ("tomorrow 13pm", "13pm is no time"),
        ("tomorrow 17:75", "17:75 is no time"),
        ("24 Nov 5pm " + "x" * 100, "Write it like"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_words_that_help(typed: str, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read(typed)


def test_an_offset_that_was_typed_is_honoured() -> None:
    moment = read_moment("2026-06-24T12:30:00Z", now=SUNDAY, zone=LONDON)

    assert (moment.hour, moment.utcoffset()) == (13, timedelta(hours=1))


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(UnreadableError, match="the clocks go forward"):
        read("Sunday 28 March 2027, 1:30am")


def test_a_time_that_comes_twice_is_the_first() -> None:
    moment = read_moment("25 October 2026 1:30am", now=SUNDAY, zone=LONDON)

    assert moment.utcoffset() == timedelta(hours=1)


def test_in_two_hours_counts_real_hours_over_a_change_of_the_clocks() -> None:
    before = datetime(2027, 3, 28, 0, 30, tzinfo=LONDON)

    moment = read_moment("in 2 hours", now=before, zone=LONDON)

    assert moment.strftime("%H:%M") == "03:30"


def test_a_usual_time_stands_in_where_none_is_typed() -> None:
    moment = read_moment("24 Nov", now=SUNDAY, zone=LONDON, usual_time=time(9))

    assert moment.strftime("%d %H:%M") == "24 09:00"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2040, 1, 1)))
def test_what_we_write_into_a_field_we_read_back_as_the_same_moment(naive: datetime) -> None:
    moment = naive.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC")).astimezone(LONDON)

    read_back = read_moment(words.typed(moment), now=SUNDAY, zone=LONDON)

    assert read_back.replace(fold=moment.fold) == moment


def answer(typed: str) -> str:
    """The moment or the refusal, whichever came; anything else breaks the test."""
    try:
        return read_moment(typed, now=SUNDAY, zone=LONDON).isoformat()
    except UnreadableError as refusal:
        return str(refusal)


@given(st.text(max_size=120))
def test_whatever_is_typed_is_read_or_refused_and_never_breaks(typed: str) -> None:
    assert answer(typed)


@given(st.from_regex(r"[0-9]{1,4}[/. :-][0-9]{1,4}[/. :-]?[0-9]{0,4} ?(am|pm|nov)?( [0-9]{1,4})?", fullmatch=True))
def test_any_heap_of_figures_is_read_or_refused(typed: str) -> None:
    assert answer(typed)
