"""Day by day, how reading went: what the reader writes down, and what officers and everybody see of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parishpump.inbox.actions import listening
from parishpump.inbox.actions.listening import finish, listen, take
from parishpump.inbox.actions.source_days import note_day
from parishpump.inbox.actions.sources import follow_feed, own_source
from parishpump.inbox.models import Source, SourceDay
from parishpump.inbox.queries.source_days import BEFORE, FAILED, IN_PART, NOT_READ, READ, strips_of
from parishpump.inbox.queries.sources import followed
from parishpump.networks.contract import NetworkError
from tests.conftest import NOON
from tests.inbox.hearing import Village, opened

REGISTER, PUBLIC = "/conversations-monitored/", "/conversations-we-follow/"
DAY = timedelta(days=1)


@pytest.fixture
def county(clerk) -> Source:
    """A feed that has been followed for five days."""
    return follow_feed("County news", "https://county.example/feed", words=[], by=clerk, at=NOON - 4 * DAY)


@pytest.fixture
def five_days(county) -> Source:
    """Read, in part, failed, not read, read."""
    for back, failures in ((4, [False]), (3, [False, True]), (2, [True, True]), (0, [False])):
        for failed in failures:
            note_day(county, failed=failed, at=NOON - back * DAY)
    return county


def silent() -> NetworkError:
    return NetworkError(permanent=False, outcome_known=True, reason="silent", detail="No answer.")


def read(village: Village, *, at) -> None:
    for reading in take(at=at, most=9):
        finish(reading, listen(reading, opened=opened(village)), at=at)


def test_a_day_counts_how_often_it_was_read_and_failed_and_since_when(county):
    village = Village()
    read(village, at=NOON)
    for turn in (1, 2):
        village.faults = [silent()]
        read(village, at=NOON + turn * timedelta(hours=2))

    day = SourceDay.objects.get()
    assert (day.readings, day.failures, day.failed_at) == (1, 2, NOON + timedelta(hours=2))


def test_a_day_is_the_councils_own_and_not_utcs(county):
    late_in_june = datetime(2026, 6, 24, 23, 30, tzinfo=UTC)

    note_day(county, failed=False, at=late_in_june)

    assert SourceDay.objects.get().on == date(2026, 6, 25)


def test_a_reading_that_is_not_concluded_is_on_no_day(county, monkeypatch):
    def die(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(listening, "note_day", die)
    (reading,) = take(at=NOON, most=9)
    with pytest.raises(RuntimeError):
        finish(reading, listen(reading, opened=opened(Village())), at=NOON)

    county.refresh_from_db()
    assert (county.read_at, SourceDay.objects.count()) == (None, 0)


def test_each_day_says_how_it_went(five_days):
    strip = strips_of([five_days], NOON)[five_days.id]

    assert [day.how for day in strip.days] == [BEFORE] * 25 + [READ, IN_PART, FAILED, NOT_READ, READ]
    assert strip.in_words == (
        "26 October to 24 November 2026: read on 2 days, read in part on 1 day, failed on 1 day, not read on 1 day and "
        "not followed yet on 25 days."
    )
    assert strip.gaps == ("read in part 21 November 2026; failed 22 November 2026; not read 23 November 2026")


def test_days_that_follow_one_another_are_told_together(county):
    for back in (3, 2, 1):
        note_day(county, failed=True, at=NOON - back * DAY)

    strip = strips_of([county], NOON)[county.id]

    assert "failed 21 to 23 November 2026" in strip.gaps


def test_what_no_machine_reads_has_no_days(clerk, northfold):
    own_source(Source.ASK, at=NOON)

    assert [one.strip for one in followed(NOON)] == [None]


@pytest.mark.parametrize("address", [REGISTER, PUBLIC])
def test_the_days_are_shown_as_bars_as_words_and_as_a_table(as_officer, five_days, address):
    page = as_officer.get(address).text

    assert page.count('class="day--read"') == 2
    assert page.count('class="day--failed"') == page.count('class="day--part"') == page.count('class="day--none"') == 1
    assert "<title>26 October to 24 November 2026: read on 2 days" in page
    assert '<td data-h="Days read" class="num">3 of 5</td>' in page
    assert "failed 22 November 2026" in page


def test_a_sources_own_page_has_a_row_a_day(as_officer, five_days):
    page = as_officer.get(f"{REGISTER}{five_days.id}/").text

    assert page.count('data-h="How it went"') == 5
    assert '<th scope="row">Sun 22 Nov</th><td data-h="How it went">Failed</td>' in page
    assert '<td data-h="First failure">12 noon</td>' in page
