"""With years behind a council its pages ask the database no more than on its first day."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.conftest import NOON
from tests.desk.scenes import many_published

PAGES = [
    "/desk/",
    "/calendar/",
    "/calendar/?week=2026-W48",
    "/register/",
    "/register/?words=lane&year=2026",
    "/record/",
    "/the-policy/",
    "/the-policy/POL-4/",
    "/findings/",
    "/findings/?show=kept",
    "/findings/?show=checked",
    "/findings.csv",
]
MOST = 12


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_at_most_twelve_times_however_much_there_is(
    as_clerk: Client, busy_day, southfold, django_assert_max_num_queries, path: str
):
    many_published(400, busy_day, until=NOON, every=timedelta(hours=2))

    with django_assert_max_num_queries(MOST):
        assert as_clerk.get(path).status_code == 200
