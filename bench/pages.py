"""Server time and queries of the officer's pages with many posts behind them."""

import time
from collections import Counter
from datetime import timedelta
from statistics import median
from typing import Any

import psycopg
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.ground import fresh_database
from bench.seed import Seeded
from bench.yardstick import yardstick
from parishpump.config.serving import rest_memory
from parishpump.councils.tenancy import council_scope
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.people.models import Delegation
from parishpump.publishing.actions.drafting import begin_post

POSTS = 10_000  # four a day for nearly seven years
LOOKS = 40


def pages(postgres: ConnectionInfo) -> dict[str, float]:
    """The 95th percentile in milliseconds, and the number of queries, of each page."""
    database = fresh_database(postgres, "pages")
    seeded = Seeded({})
    now = timezone.now()
    with council_scope(seeded.council.id):
        seeded.posts([now - timedelta(hours=6 * number) for number in range(POSTS)], published=True)
        with psycopg.connect(database.superuser_url, autocommit=True) as session:
            session.execute("VACUUM (ANALYZE)")  # as autovacuum does within the minute after so many rows
        # A second factor is asked of whoever can approve; to look at pages, writing is enough.
        Delegation.objects.filter(office__person=seeded.clerk).update(powers=["write posts"])
        draft = begin_post(by=seeded.officer, at=now)
    client = Client(headers={"host": "northfold.example"})
    client.force_login(seeded.officer)
    found: dict[str, float] = {}
    for name, path in (
        ("desk", "/desk/"),
        ("calendar", "/calendar/"),
        ("composer", f"/posts/{draft.reference}/draft/"),
        ("register", "/register/"),
        ("policy_live", "/the-policy/"),
        ("findings", "/findings/"),
        ("our_policy", "/our-policy/"),
    ):
        found |= measure(client, name, path)
    return found


def measure(client: Client, name: str, path: str) -> dict[str, float]:
    """Of one page: the 95th percentile in milliseconds, the median in yardsticks, and the number of queries."""
    queries = Counter[str]()

    def counted(execute: Any, *asked: Any) -> Any:
        queries["asked"] += 1
        return execute(*asked)

    with connection.execute_wrapper(counted):
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    rest_memory()  # as the server does when it is ready
    took, beside = [], []
    for _ in range(LOOKS):
        beside.append(yardstick())
        start = time.perf_counter()
        client.get(path)
        took.append((time.perf_counter() - start) * 1000)
    return {
        f"{name}_p95_ms": sorted(took)[int(LOOKS * 0.95)],
        f"{name}_yardsticks": median(page / rod for page, rod in zip(took, beside, strict=True)),
        f"{name}_queries": queries["asked"],
    }
