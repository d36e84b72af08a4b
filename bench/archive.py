"""Records a second against bare inserts of the same rows, in one run."""

import time

import psycopg
from django.db import transaction
from django.utils import timezone

from bench.ground import fresh_database
from bench.seed import Seeded
from parishpump.archive.actions import record, seal
from parishpump.councils.tenancy import council_scope
from parishpump.home.postgres.connection import ConnectionInfo

NUMBER = 2000


def archive(postgres: ConnectionInfo) -> dict[str, float]:
    """How many records a second are written, how many bare rows, and how many are sealed."""
    database = fresh_database(postgres, "archive")
    seeded = Seeded({})
    now = timezone.now()
    with council_scope(seeded.council.id):
        start = time.perf_counter()
        with transaction.atomic():
            for number in range(NUMBER):
                record("measured", subject=f"bench {number}", body={"n": number}, by="bench", authority="", at=now)
        records = NUMBER / (time.perf_counter() - start)
        start = time.perf_counter()
        with psycopg.connect(database.superuser_url) as session:
            session.execute("CREATE TABLE bare (id bigserial, kind text, subject text, body jsonb, at timestamptz)")
            for number in range(NUMBER):
                session.execute(
                    "INSERT INTO bare (kind, subject, body, at) VALUES ('measured', %s, '{}', %s)",
                    [f"bench {number}", now],
                )
        bare = NUMBER / (time.perf_counter() - start)
        start = time.perf_counter()
        seal(at=now)
        sealed = NUMBER / (time.perf_counter() - start)
    return {
        "records_per_s": records,
        "bare_inserts_per_s": bare,
        "record_to_bare": records / bare,
        "sealed_per_s": sealed,
    }
