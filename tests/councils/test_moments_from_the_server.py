"""Moments as PostgreSQL sends them: read fast, and the same as they were written."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DataError, connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "when",
    [
        datetime(2026, 11, 23, 5, 29, 12, 120_000, tzinfo=UTC),
        datetime(2026, 6, 1, 0, 30, tzinfo=UTC),  # summer time here, not there
        datetime(1, 1, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_it_was_sent_and_at_utc(when):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [when])
        (found,) = cursor.fetchone()

    assert (found, found.utcoffset()) == (when, timedelta(0))


def test_a_moment_in_another_zone_is_the_same_moment():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Europe/London'")
        cursor.execute("SELECT timestamptz '2026-06-01 00:30:00+00', timestamptz '1840-06-01 00:30:00+00'")
        found = cursor.fetchone()

    assert found == (datetime(2026, 6, 1, 0, 30, tzinfo=UTC), datetime(1840, 6, 1, 0, 30, tzinfo=UTC))


@pytest.mark.parametrize("beyond", ["infinity", "0044-03-15 12:00:00+00 BC", "12026-11-23 12:00:00+00"])
def test_a_moment_that_python_has_no_place_for_is_refused_in_words(beyond):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [beyond])
        with pytest.raises(DataError, match="timestamp"):
            cursor.fetchone()
