"""How fast and how late: a thousand posts in one instant, and two dozen with nothing before them."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psutil
import psycopg
from django.db.models import Max
from django.utils import timezone

from bench.ground import fresh_database
from bench.seed import Seeded
from parishpump.councils.tenancy import council_scope
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.publishing.actions.alarms import ring
from parishpump.publishing.models import Delivery


@contextmanager
def slow_network(seconds: float) -> Iterator[dict[str, str]]:
    """The credentials of a network that answers after `seconds`."""
    process = subprocess.Popen([sys.executable, "-m", "bench.network", str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


@contextmanager
def worker() -> Iterator[psutil.Process]:
    """One worker process, ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "parishpump.config.cli", "worker"], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(60)


class Connections:
    """The most connections that the application's role held at once."""

    def __init__(self, database: ConnectionInfo) -> None:
        self.most = 0
        self._database, self._stop = database, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        with psycopg.connect(self._database.superuser_url, autocommit=True) as session:
            while not self._stop.wait(0.2):
                row = session.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND usename = 'parishpump'",
                    [self._database.database],
                ).fetchone()
                self.most = max(self.most, row[0] if row else 0)

    def stop(self) -> int:
        self._stop.set()
        self._thread.join()
        return self.most


def burst(postgres: ConnectionInfo, number: int = 1000) -> dict[str, float]:
    """`number` posts due in one instant over a network that answers in 100 ms, by one worker process."""
    database = fresh_database(postgres, "burst")
    with slow_network(0.1) as credentials:
        seeded = Seeded({"demonstration": credentials})
        with council_scope(seeded.council.id), worker() as one:
            time.sleep(2)
            due = timezone.now() + timedelta(seconds=20)
            seeded.posts([due] * number)
            ring(due)
            connections = Connections(database)
            before = _cpu(one)
            _wait_until_sent(number * 2, seconds=120)
            last = Delivery.objects.aggregate(last=Max("settled_at"))["last"]
            return {
                "burst_seconds": (last - due).total_seconds(),
                "burst_worker_cpu_s": _cpu(one) - before,
                "burst_connections": connections.stop(),
            }


def trickle(postgres: ConnectionInfo, number: int = 24) -> dict[str, float]:
    """How late `number` posts are that come due a second apart."""
    fresh_database(postgres, "trickle")
    with slow_network(0.1) as credentials:
        seeded = Seeded({"demonstration": credentials})
        with council_scope(seeded.council.id), worker():
            time.sleep(2)
            start = timezone.now() + timedelta(seconds=3)
            due = [start + timedelta(seconds=second) for second in range(number)]
            seeded.posts(due)
            ring(start)
            _wait_until_sent(number * 2, seconds=90)
            late = sorted(
                (delivery.settled_at - delivery.due_at).total_seconds()
                for delivery in Delivery.objects.exclude(channel__network="noticeboard")
                if delivery.settled_at
            )
            return {"late_p50_s": late[len(late) // 2], "late_p95_s": late[int(len(late) * 0.95)]}


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _wait_until_sent(number: int, *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while Delivery.objects.filter(state="sent").count() < number and time.monotonic() < end:
        time.sleep(0.5)
