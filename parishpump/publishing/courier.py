"""The courier: carries what is due, side by side, so that one slow network never keeps the others waiting.

One thread owns the database: it claims, and writes down what came of each call. The others only speak to networks, so
that nobody holds a connection while waiting for an answer.

Why not a job a delivery: measured, the job queue writes 56 to 79 durable jobs a second; here a delivery costs a share
of two commits, and the row is the to-do anyway (docs/decisions/0006-courier.md).
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import SimpleQueue

from django.db import DatabaseError, InterfaceError, connection, transaction

from parishpump.councils.tenancy import council_scope
from parishpump.publishing.actions.alarms import wind
from parishpump.publishing.actions.consigning import Consignment, Outcome
from parishpump.publishing.actions.deliver import claim, conclude, send
from parishpump.publishing.actions.settling import conclude_reading, give_up_on_lost, read_back, take_unknown
from parishpump.publishing.queries.alarms import ringing

log = logging.getLogger(__name__)

THREADS = 128  # each waits for a network; begun only when needed
A_CHANNEL = 20  # calls under way on one channel, so that one that hangs leaves room for others
AT_ONCE = 40  # deliveries claimed in one transaction: fewer take more transactions, more hold their rows for longer
TICK = 0.3  # seconds between looks at the alarms
SWEEP = timedelta(minutes=1)


@dataclass(frozen=True)
class Answer:
    """What a call came back with; `asked` says whether it sent something or only read."""

    consignment: Consignment
    outcome: Outcome
    asked: str


class Courier:
    """Runs until told to stop; what it had claimed is concluded first."""

    def __init__(self, *, now: Callable[[], datetime], tick: float = TICK) -> None:
        self._now = now
        self._tick = tick
        self._under_way: Counter[int] = Counter()
        self._answers: SimpleQueue[Answer] = SimpleQueue()
        self._unwritten: list[Answer] = []
        self._came = threading.Event()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="courier")

    def run(self, stop: threading.Event) -> None:
        """Look at the alarms until `stop`; a database that is away is waited for, and answers are kept meanwhile."""
        while not stop.is_set() or self._owes_answers():
            busy = False
            try:
                self._write_down()
                busy = not stop.is_set() and self._round()
            except (DatabaseError, InterfaceError) as away:
                log.warning("The database does not answer (%s); trying again.", type(away).__name__)
                stop.wait(1.0)
            finally:
                connection.close()
            if not busy:
                self._came.wait(self._tick)
                self._came.clear()
        self._pool.shutdown(wait=True)

    def _owes_answers(self) -> bool:
        return self._under_way.total() > 0 or bool(self._unwritten) or not self._answers.empty()

    def _write_down(self) -> None:
        while not self._answers.empty():
            self._unwritten.append(self._answers.get())
            self._under_way[self._unwritten[-1].consignment.channel_id] -= 1
        for council_id in {answer.consignment.council_id for answer in self._unwritten}:
            mine = [answer for answer in self._unwritten if answer.consignment.council_id == council_id]
            with council_scope(council_id):
                self._conclude(mine)
            self._unwritten = [answer for answer in self._unwritten if answer not in mine]

    def _conclude(self, answers: list[Answer]) -> None:
        sent = [(answer.consignment, answer.outcome) for answer in answers if answer.asked == "send"]
        if sent:
            conclude(sent, at=self._now())
        for answer in answers:
            if answer.asked == "read":
                conclude_reading(answer.consignment, answer.outcome, at=self._now())

    def _round(self) -> bool:
        """Carry for every council whose alarm rings. True where there may be more at once."""
        more = False
        for council_id in ringing(self._now()):
            with council_scope(council_id):
                more = self._carry() or more
        return more

    def _carry(self) -> bool:
        at = self._now()
        give_up_on_lost(at=at)
        claimed = claim(at=at, most=AT_ONCE, busy=self._busy()) if self._free() >= AT_ONCE else []
        for consignment in claimed:
            self._start(consignment, "send")  # at once: what is taken back from here on comes too late for it
        unknown = take_unknown(at=at, most=min(AT_ONCE, self._free()))
        for consignment in unknown:
            self._start(consignment, "read")
        with transaction.atomic():
            wind(at + SWEEP)
        return bool(claimed or unknown)

    def _free(self) -> int:
        return THREADS - self._under_way.total()

    def _busy(self) -> list[int]:
        return [channel for channel, calls in self._under_way.items() if calls >= A_CHANNEL]

    def _start(self, consignment: Consignment, asked: str) -> None:
        self._under_way[consignment.channel_id] += 1
        self._pool.submit(self._call, consignment, asked)

    def _call(self, consignment: Consignment, asked: str) -> None:
        """Speak to the network, in a thread. Whatever goes wrong in our own code leaves the outcome not known."""
        try:
            outcome = send(consignment, now=self._now) if asked == "send" else read_back(consignment)
        except Exception:
            log.exception("A call to %s failed in our own code; it will be read back.", consignment.network)
            outcome = Outcome("not known", problem="Something went wrong on our side.")
        self._answers.put(Answer(consignment, outcome, asked))
        self._came.set()
