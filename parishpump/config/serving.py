"""The whole product in one process: pages, jobs and the courier. Or a worker alone, on any machine."""

import asyncio
import gc
import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from django.utils import timezone
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app as jobs

from parishpump.config.asgi import application
from parishpump.publishing.courier import Courier

log = logging.getLogger(__name__)

COLLECT_AFTER = 20_000  # objects
JOBS_AT_ONCE = 3  # a slow network that is read, or pages that are looked at, keep nobody from sealing the record


class Worker:
    """The courier in one thread, the jobs in another: started and stopped together."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._stop = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._jobs: asyncio.Task[None] | None = None
        self._threads = [
            threading.Thread(target=self._carry, name="courier"),
            threading.Thread(target=self._work, name="jobs"),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is under way, then come back."""
        self._stop.set()
        if self._loop is not None and self._jobs is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._jobs.cancel)
        for thread in self._threads:
            thread.join(timeout=40)

    def _carry(self) -> None:
        Courier(now=timezone.now).run(self._stop)

    def _work(self) -> None:
        """Keep a job worker going; where the database was away it is begun anew."""
        while not self._stop.is_set():
            try:
                asyncio.run(self._work_once())
            except Exception as trouble:  # the database may be away for any reason: say so, wait, begin anew
                log.warning("The job worker stopped (%s); it starts again.", type(trouble).__name__)
            self._stop.wait(2)

    async def _work_once(self) -> None:
        """Work until somebody cancels it, or the database goes away. It can be cancelled while it still connects."""
        self._loop, self._jobs = asyncio.get_running_loop(), asyncio.current_task()
        if self._stop.is_set():
            return
        app: App = jobs.with_connector(PsycopgConnector(conninfo=self._url, min_size=1, max_size=2))
        with suppress(asyncio.CancelledError):
            async with app.open_async():
                await app.run_worker_async(
                    concurrency=JOBS_AT_ONCE,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                    fetch_job_polling_interval=10.0,
                )


def serve(database_url: str, *, host: str, port: int, ready: Callable[[], None]) -> None:
    """Pages and worker in this process, until a signal ends it."""
    worker = Worker(database_url)
    server = _Server(
        uvicorn.Config(
            application,
            host=host,
            port=port,
            log_level="warning",
            lifespan="off",
            server_header=False,
            proxy_headers=os.environ.get("PARISHPUMP_HTTPS") == "1",
            access_log=False,
        ),
        ready,
    )
    # uvicorn raises the signal that ended it anew. Without a handler of ours, SIGTERM would then end this process
    # before the worker has finished what it has begun.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: setattr(server, "should_exit", True))
    worker.start()
    try:
        server.run()
    finally:
        worker.stop()


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup()
        if self.started:
            rest_memory()
            self._ready()


def rest_memory() -> None:
    """Set aside what start-up made, so that the collector does not look through it at every page; and look less often.

    A page makes some ten thousand objects, nearly all freed by their counts: see gc.freeze in Python's documentation.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def work(database_url: str, *, ready: Callable[[], None]) -> None:
    """A worker alone, until SIGINT or SIGTERM: what it has begun is finished first."""
    worker = Worker(database_url)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    worker.start()
    ready()
    ended.wait()
    worker.stop()
