"""At most once: whatever dies, hangs or lies on the way, nothing is sent twice, lost, or stuck in silence."""

import signal
import threading
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone

from parishpump.channels.actions import found_noticeboard
from parishpump.channels.models import Channel
from parishpump.councils.tenancy import council_scope
from parishpump.networks.registry import LETTERS, NETWORKS
from parishpump.people.powers import COMMUNICATIONS_OFFICER, POWERS, WRITE
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.courier import Courier
from parishpump.publishing.models import Attempt, Delivery
from tests.conftest import as_superuser, make_council, person_in, use_database
from tests.fakes.fake_network_server import FakeNetworkServer, Fault
from tests.publishing.lives import approved
from tests.publishing.workers import WorkerProcess, connect, put_right, until

POSTED_ON = sorted(NETWORKS.keys() - LETTERS)  # letters: test_at_most_once_by_email.py
KILLS = (signal.SIGKILL, signal.SIGTERM)
REFUSALS = (Fault.REFUSED,)
COMES_DOWN = timedelta(days=12)


@pytest.fixture
def council(own_database):
    """A council in a database of the test's own, where everything really commits."""
    council = make_council("Northfold")
    with council_scope(council.id):
        council.clerk = person_in("clerk", *POWERS, minute="2026/118")
        council.officer = person_in(COMMUNICATIONS_OFFICER, WRITE, minute="2026/120")
        council.board = found_noticeboard(address=council.address, by=council.clerk, at=timezone.now())
        yield council


def post_on(council, *channels: Channel):
    """One approved post, due now."""
    now = timezone.now()
    return approved(council.officer, council.clerk, council.board, *channels, at=now, comes_down=now + COMES_DOWN)


@contextmanager
def slowed(database, table: str, event: str, condition: str = "true"):
    """Every write of this kind waits in the database, so that a worker can be killed just there."""
    with as_superuser(database) as session:
        session.execute(
            "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_sleep(3); RETURN NEW; END $$"
        )
        session.execute(
            f"CREATE TRIGGER dawdle BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION dawdle()"
        )
    try:
        yield lambda: sleeping(database)
    finally:
        with as_superuser(database) as session:
            session.execute("DROP FUNCTION dawdle CASCADE")


def sleeping(database) -> bool:
    with psycopg.connect(database.superuser_url) as session:
        row = session.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event = 'PgSleep'", [database.database]
        ).fetchone()
    return bool(row and row[0])


def assert_once(server: FakeNetworkServer, channel: Channel) -> None:
    """Sent once, known to be sent, and nothing stands open."""
    delivery = Delivery.objects.get(channel=channel)
    assert delivery.state == "sent", delivery.problem
    assert server.accepted(delivery.key) == 1
    assert not Delivery.objects.exclude(state="sent").exists()


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.name)
@pytest.mark.parametrize("network", POSTED_ON)
class TestKilled:
    """The worker dies at each step of a delivery."""

    def test_before_the_attempt_is_committed(self, council, own_database, network, kill):
        with FakeNetworkServer(network) as server:
            channel = connect(server, council.clerk)
            with slowed(own_database, "publishing_attempt", "INSERT") as reached:
                worker = WorkerProcess(own_database.app_url).ready()
                post_on(council, channel)
                until(reached)
                worker.end(kill)
            put_right()

            assert_once(server, channel)

    def test_before_the_network_takes_it(self, council, own_database, network, kill):
        with FakeNetworkServer(network) as server:
            channel = connect(server, council.clerk)
            server.fail(Fault.SILENT_BEFORE)
            worker = WorkerProcess(own_database.app_url).ready()
            post_on(council, channel)
            until(lambda: any(deed == "publish" for deed, _ in server.calls))
            worker.end(kill)
            assert Attempt.objects.filter(delivery__channel=channel).exists()
            put_right()

            assert_once(server, channel)

    def test_after_the_network_took_it(self, council, own_database, network, kill):
        with FakeNetworkServer(network) as server:
            channel = connect(server, council.clerk)
            gate = server.hold("publish", "after")
            worker = WorkerProcess(own_database.app_url).ready()
            post_on(council, channel)
            until(gate.reached.is_set)
            if kill is signal.SIGTERM:
                gate.open()
            worker.end(kill)
            gate.open()
            put_right()

            assert_once(server, channel)

    def test_before_the_result_is_stored(self, council, own_database, network, kill):
        with FakeNetworkServer(network) as server:
            channel = connect(server, council.clerk)
            sent_there = f"NEW.state = 'sent' AND NEW.channel_id = {channel.id}"
            with slowed(own_database, "publishing_delivery", "UPDATE", sent_there) as reached:
                worker = WorkerProcess(own_database.app_url).ready()
                post_on(council, channel)
                until(reached)
                worker.end(kill)
            put_right()

            assert_once(server, channel)


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.name)
@pytest.mark.parametrize("network", POSTED_ON)
def test_whatever_a_network_answers_it_is_sent_once(council, network, fault, impatient):
    with FakeNetworkServer(network) as server:
        channel = connect(server, council.clerk)
        post_on(council, channel)
        server.fail(fault)
        deliver(now=timezone.now)
        put_right()

        delivery = Delivery.objects.get(channel=channel)
        if fault in REFUSALS:
            assert (delivery.state, server.accepted(delivery.key)) == ("rejected", 0)
            assert delivery.problem
        else:
            assert (delivery.state, server.accepted(delivery.key)) == ("sent", 1)


@pytest.mark.parametrize("network", POSTED_ON)
def test_an_expired_token_loses_nothing(council, network):
    with FakeNetworkServer(network) as server:
        channel = connect(server, council.clerk)
        post_on(council, channel)
        server.fail(Fault.SIGN_IN_REFUSED, on="any", times=None)
        deliver(now=timezone.now)
        waiting = Delivery.objects.get(channel=channel)
        assert (waiting.state, bool(waiting.problem)) == ("waiting", True)

        server.mend()
        put_right()

        assert_once(server, channel)


def test_one_network_that_hangs_does_not_keep_the_others_waiting(council):
    with FakeNetworkServer("mastodon") as hanging, FakeNetworkServer("demonstration") as well:
        stuck, free = connect(hanging, council.clerk), connect(well, council.clerk)
        hanging.fail(Fault.SILENT_BEFORE, on="any", times=None)
        for _ in range(40):
            post_on(council, stuck, free)
        stop = threading.Event()
        courier = threading.Thread(target=Courier(now=timezone.now).run, args=[stop])
        courier.start()
        try:
            until(lambda: Delivery.objects.filter(channel=free, state="sent").count() == 40, seconds=25)
            assert not Delivery.objects.filter(channel=stuck, state="sent").exists()
        finally:
            stop.set()
            hanging.stopping.set()
            courier.join()


def test_two_workers_at_once_send_nothing_twice(council, own_database):
    with ExitStack() as stack:
        servers = [stack.enter_context(FakeNetworkServer(network, latency=0.05)) for network in POSTED_ON]
        channels = [connect(server, council.clerk) for server in servers]
        for _ in range(15):
            post_on(council, *channels)
        workers = [WorkerProcess(own_database.app_url) for _ in range(2)]
        try:
            until(lambda: Delivery.objects.filter(state="sent").count() == 75, seconds=60)
        finally:
            for worker in workers:
                worker.end(signal.SIGTERM)

        for server, channel in zip(servers, channels, strict=True):
            keys = Delivery.objects.filter(channel=channel).values_list("key", flat=True)
            assert [server.accepted(key) for key in keys] == [1] * 15


@pytest.mark.parametrize("away", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_a_database_that_is_away_for_a_while_is_waited_for(council, own_database, away):
    with FakeNetworkServer("wordpress") as server:
        channel = connect(server, council.clerk)
        worker = WorkerProcess(own_database.app_url).ready()
        with without_database(own_database):
            threading.Event().wait(away)
        try:
            post_on(council, channel)
            until(lambda: Delivery.objects.filter(channel=channel, state="sent").exists(), seconds=60)
        finally:
            worker.end(signal.SIGTERM)

        assert_once(server, channel)


@contextmanager
def without_database(database):
    """Nobody gets in, and who was in is thrown out."""
    with psycopg.connect(database.for_database("postgres").superuser_url, autocommit=True) as session:
        session.execute(f'ALTER DATABASE "{database.database}" ALLOW_CONNECTIONS false')
        session.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database.database]
        )
        try:
            yield
        finally:
            session.execute(f'ALTER DATABASE "{database.database}" ALLOW_CONNECTIONS true')
            use_database(database.app_url)  # this process was thrown out too
