"""Real workers in processes of their own, to be killed, and what puts things right after them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from parishpump.channels.actions import sign_in
from parishpump.channels.models import Channel
from parishpump.people.models import Person
from parishpump.publishing.actions.consigning import LEASE
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.settling import give_up_on_lost, settle
from parishpump.publishing.models import Delivery
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.fakes.fake_network_server import FakeNetworkServer


class WorkerProcess:
    """`parishpump worker`, as it is started on any machine."""

    def __init__(self, database_url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "parishpump.config.cli", "worker"],
            env={**os.environ, "DATABASE_URL": database_url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def ready(self) -> "WorkerProcess":
        """Wait until it says that it is ready."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "ready" in line:
                return self
        raise AssertionError("The worker never got ready.")

    def end(self, number: signal.Signals) -> None:
        """Send a signal and wait until the process is gone."""
        self.process.send_signal(number)
        self.process.wait(timeout=60)
        assert self.process.stdout is not None
        self.process.stdout.close()


def connect(server: FakeNetworkServer, by: Person, name: str = "") -> Channel:
    """A channel of the council in scope on a fake network."""
    kind = server.network.name
    channel = open_channel(name or kind.title(), kind, address="", purpose="", minute="", by=by, at=NOON)
    sign_in(channel, server.credentials, ends_at=None, by=by, at=NOON)
    return channel


def until(happened: Callable[[], object], *, seconds: float = 40) -> None:
    """Wait for something; fail, and say where each delivery stands, where it does not happen."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            stands = list(Delivery.objects.values_list("channel__name", "state", "tries", "problem"))
            raise AssertionError(f"It did not happen in {seconds:g} s: {stands}")
        time.sleep(0.05)


def put_right(*, rounds: int = 8) -> datetime:
    """What any worker does in the minutes that follow, with the clock moved on instead of waited for."""
    now = timezone.now()
    for _ in range(rounds):
        now += LEASE + timedelta(seconds=5)
        give_up_on_lost(at=now)
        settle(now=lambda moment=now: moment)
        deliver(now=lambda moment=now: moment)
        if not Delivery.objects.exclude(state__in=("sent", "rejected", "void")).exists():
            break
        now += timedelta(minutes=16)
    return now
