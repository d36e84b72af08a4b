"""Keeps one PostgreSQL running for a home: started with us, restarted when it dies, stopped with us."""

import atexit
import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import psycopg

from parishpump.home.errors import HomeError
from parishpump.home.folder import Home
from parishpump.home.postgres.binaries import Binaries
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.home.postgres.ground import Ground
from parishpump.home.postgres.lock import SupervisorLock
from parishpump.home.postgres.place import Place
from parishpump.home.postgres.running import connection_of, running_server
from parishpump.home.postgres.server import Server, drop_old_logs

logger = logging.getLogger(__name__)

_START_WITHIN = 180.0
_FIRST_TRIES = 3
_FIRST_DELAY, _LONGEST_DELAY = 0.1, 5.0
_LOOK_EVERY = 0.1
_TIDY_EVERY = 600.0


@dataclass(frozen=True)
class Restart:
    """The server ended without being asked to and is up again."""

    why: str
    seconds: float
    """How long nobody could connect."""


class EmbeddedPostgres:
    """The database of a home, for as long as this process wants it.

    The first process to start it supervises; another finds the lock held, connects instead, and takes over when the
    first one ends. `durable=False` is for tests: faster, and a power cut may lose everything.
    """

    def __init__(
        self,
        home: Home,
        *,
        durable: bool = True,
        binaries: Binaries | None = None,
        on_restart: Callable[[Restart], None] | None = None,
    ) -> None:
        self.home = home
        self._binaries = binaries
        self._durable = durable
        self._on_restart = on_restart
        self._lock = SupervisorLock.of(home)
        self._stopping = threading.Event()
        self._settled = threading.Event()
        self._failure: BaseException | None = None
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def supervises(self) -> bool:
        """Whether the server is ours, not that of another process."""
        return self._lock.held

    @property
    def server_pid(self) -> int | None:
        """The number of the server's main process while it is ours."""
        return self._server.child.pid if self._server else None

    def start(self) -> ConnectionInfo:
        """Start the server, or connect to the one another process supervises; HomeError says why neither worked."""
        if self._thread is None:
            self._begin()
        if not self._settled.wait(_START_WITHIN):
            self.stop()
            raise HomeError(
                f"Another Parish Pump holds {self.home.path}, but its database does not answer.",
                "Stop that one, or wait until it has started, then start again.",
            )
        if self._failure is not None:
            failure = self._failure
            self.stop()
            raise failure
        return connection_of(self.home)

    def connect_or_start(self) -> ConnectionInfo:
        """For a short command: use the server that is running, without standing by to take over, or start one."""
        return running_server(self.home) or self.start()

    def stop(self) -> None:
        """Stop the server if it is ours; harmless when nothing runs."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        atexit.unregister(self.stop)

    def __enter__(self) -> ConnectionInfo:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _begin(self) -> None:
        self.home.create()
        self._stopping.clear()
        self._settled.clear()
        self._failure = None
        # One thread starts the server and lives as long as it does: the server's tie is to the thread that began it.
        self._thread = threading.Thread(target=self._live, name="parishpump-postgres", daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def _live(self) -> None:
        try:
            while not self._stopping.is_set():
                if self._lock.try_take():
                    self._supervise_or_stand_back()
                elif running_server(self.home):
                    self._settled.set()
                self._stopping.wait(0.2)
        except Exception as error:
            logger.exception("The database of %s is not being looked after any more.", self.home.path)
            self._failure = error
        finally:
            self._lock.release()
            self._settled.set()

    def _supervise_or_stand_back(self) -> None:
        try:
            self._supervise(Ground.of(self.home, self._binaries, durable=self._durable))
        except (HomeError, psycopg.Error, OSError) as error:
            if not self._settled.is_set():
                self._failure = error
                self._stopping.set()
                return
            logger.warning("The database of %s could not be taken over: %s", self.home.path, error)
            self._lock.release()
            self._stopping.wait(_LONGEST_DELAY)

    def _supervise(self, ground: Ground) -> None:
        """Run servers one after the other until asked to stop; only a first start gives up."""
        failures, down_since, why = 0, time.monotonic(), "the process that looked after it ended"
        while not self._stopping.is_set():
            try:
                self._server = ground.started_server()
            except (HomeError, psycopg.Error) as error:
                failures += 1
                if failures > _FIRST_TRIES and not self._settled.is_set():
                    raise
                logger.warning("The database did not start (attempt %d): %s", failures, error)
                self._stopping.wait(min(_FIRST_DELAY * 2**failures, _LONGEST_DELAY))
                continue
            if self._settled.is_set():
                self._tell(Restart(why, time.monotonic() - down_since))
            self._settled.set()
            why = self._watch(self._server, ground.place)
            failures, down_since = 0, time.monotonic()

    def _watch(self, server: Server, place: Place) -> str:
        """Stay with a server until it ends or we are asked to stop it; say why it ended."""
        try:
            tidied = 0.0
            while server.alive and not self._stopping.wait(_LOOK_EVERY):
                if time.monotonic() - tidied > _TIDY_EVERY:
                    drop_old_logs(place)
                    tidied = time.monotonic()
        finally:
            server.stop()
            self._server = None
        code = server.child.returncode
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

    def _tell(self, restart: Restart) -> None:
        logger.warning("The database was away for %.1f seconds (%s).", restart.seconds, restart.why)
        if self._on_restart is None:
            return
        try:
            self._on_restart(restart)
        except Exception:
            logger.exception("Whoever wanted to know of the database's restart failed.")
