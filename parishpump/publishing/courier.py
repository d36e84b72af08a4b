"""The courier: carries what is due, side by side, so that one slow network never keeps the others waiting.

Why not a job a delivery: measured, the job queue writes 56 to 79 durable jobs a second, the courier's own two commits a
delivery are several times faster, and the row is the to-do anyway (docs/decisions/0006-courier.md).
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection, transaction

from parishpump.councils.tenancy import council_scope
from parishpump.publishing.actions.alarms import wind
from parishpump.publishing.actions.deliver import Consignment, claim, conclude, send
from parishpump.publishing.actions.settling import give_up_on_lost, settle
from parishpump.publishing.queries.alarms import ringing

log = logging.getLogger(__name__)

THREADS = 48  # each waits for a network; none holds a database connection while it waits
A_CHANNEL = 16  # calls under way on one channel, so that one that hangs leaves room for others
AT_ONCE = 16  # deliveries claimed in one transaction
TICK = 0.3  # seconds between looks at the alarms
SWEEP = timedelta(minutes=1)


class Courier:
    """Runs until told to stop; what it had claimed is concluded first."""

    def __init__(self, *, now: Callable[[], datetime], tick: float = TICK) -> None:
        self._now = now
        self._tick = tick
        self._under_way: Counter[int] = Counter()
        self._settling: set[int] = set()
        self._lock = threading.Lock()
        self._freed = threading.Event()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="courier")

    def run(self, stop: threading.Event) -> None:
        """Look at the alarms until `stop`; a database that is away is waited for."""
        while not stop.is_set():
            try:
                busy = self.round()
            except (DatabaseError, InterfaceError) as away:
                log.warning("The database does not answer (%s); trying again.", type(away).__name__)
                busy = False
                stop.wait(1.0)
            finally:
                connection.close()
            if not busy:
                self._freed.wait(self._tick)
                self._freed.clear()
        self._pool.shutdown(wait=True)

    def round(self) -> bool:
        """Carry for every council whose alarm rings. True where there may be more at once."""
        more = False
        for council_id in ringing(self._now()):
            with council_scope(council_id):
                more = self._carry(council_id) or more
        return more

    def _carry(self, council_id: int) -> bool:
        at = self._now()
        give_up_on_lost(at=at)
        claimed = claim(at=at, most=min(AT_ONCE, self._free()), busy=self._busy())
        for consignment in claimed:
            self._start(consignment)
        self._start_settling(council_id)
        with transaction.atomic():
            wind(at + SWEEP)
        return bool(claimed)

    def _free(self) -> int:
        with self._lock:
            return max(THREADS - sum(self._under_way.values()) - len(self._settling), 0)

    def _busy(self) -> list[int]:
        with self._lock:
            return [channel for channel, calls in self._under_way.items() if calls >= A_CHANNEL]

    def _start(self, consignment: Consignment) -> None:
        with self._lock:
            self._under_way[consignment.channel_id] += 1
        self._pool.submit(self._deliver, consignment).add_done_callback(self._tell)

    def _deliver(self, consignment: Consignment) -> None:
        try:
            outcome = send(consignment, now=self._now)
            with council_scope(consignment.council_id):
                conclude(consignment, outcome, at=self._now())
        finally:
            with self._lock:
                self._under_way[consignment.channel_id] -= 1
            connection.close()
            self._freed.set()

    def _start_settling(self, council_id: int) -> None:
        with self._lock:
            if council_id in self._settling:
                return
            self._settling.add(council_id)
        self._pool.submit(self._settle, council_id).add_done_callback(self._tell)

    def _settle(self, council_id: int) -> None:
        try:
            with council_scope(council_id):
                settle(now=self._now)
        finally:
            with self._lock:
                self._settling.discard(council_id)
            connection.close()

    @staticmethod
    def _tell(done: "Future[None]") -> None:
        """An answer that could not be stored is not lost: its lease ends, and the network is read back."""
        if (trouble := done.exception()) is not None:
            log.error("A delivery could not be concluded (%s); it will be read back.", type(trouble).__name__)
