"""The reader: asks every source that is due, side by side, so that no slow or flooded one keeps the others waiting.

One thread owns the database: it leases, and keeps what came. The others only speak to networks. A source with more to
give goes to the end of the queue after every batch, and each council is asked in turn.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.inbox.actions.ears import Reading, ear_of
from parishpump.inbox.actions.listening import Found, finish, listen, take
from parishpump.inbox.actions.sources import ensure_sources
from parishpump.networks.hearing import Listener

THREADS = 8  # each waits for a network
A_COUNCIL = 3  # sources of one council under way
A_TURN = timedelta(seconds=45)
LOOK = 0.5  # seconds between looks at what has become due


class Reader:
    """One turn at all councils: what is under way when its time is over is finished first."""

    def __init__(
        self, *, now: Callable[[], datetime], opened: Callable[[Reading], Listener] = ear_of, threads: int = THREADS
    ) -> None:
        self._now, self._opened, self._threads = now, opened, threads
        self._under_way: dict[Future[Found], Reading] = {}
        self._councils: deque[int] = deque()

    def read(self, *, within: timedelta = A_TURN) -> int:
        """Read until nothing is due or the time is over. Returns how many batches were concluded."""
        self._councils = deque(council.id for council in all_councils())
        for council_id in self._councils:
            with council_scope(council_id):
                ensure_sources(at=self._now())
        end, done = self._now() + within, 0
        with ThreadPoolExecutor(self._threads, thread_name_prefix="reader") as pool:
            while True:
                if self._now() < end:
                    self._start(pool)
                if not self._under_way:
                    return done
                done += self._finish()

    def _start(self, pool: ThreadPoolExecutor) -> None:
        self._councils.rotate(-1)  # another council is the first to be asked each time
        for council_id in self._councils:
            busy = [one.source_id for one in self._under_way.values() if one.council_id == council_id]
            free = min(A_COUNCIL - len(busy), self._threads - len(self._under_way))
            if free <= 0:
                continue
            with council_scope(council_id):
                readings = take(at=self._now(), most=free, busy=busy)
            for reading in readings:
                self._under_way[pool.submit(listen, reading, opened=self._opened)] = reading

    def _finish(self) -> int:
        done, _ = wait(self._under_way, timeout=LOOK, return_when=FIRST_COMPLETED)
        for call in done:
            reading = self._under_way.pop(call)
            with council_scope(reading.council_id):
                finish(reading, call.result(), at=self._now())
        return len(done)
