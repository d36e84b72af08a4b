"""The embedded server against what really happens to servers: killed parents, killed servers, stale files."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from parishpump.home.database import inspect_server
from parishpump.home.errors import HomeError
from parishpump.home.folder import Home
from parishpump.home.postgres.binaries import Binaries, installed_binaries
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.home.postgres.place import area_of, socket_of
from parishpump.home.postgres.supervisor import EmbeddedPostgres, Restart
from tests.home.children import as_user, begin_supervising, gone, ordinary_user, supervising_process, within


@pytest.fixture
def bystander() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that has nothing to do with us; whatever number a stale file holds may be its."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    yield process
    process.kill()
    process.wait()


def test_the_application_reads_and_writes_what_the_owner_made(database: ConnectionInfo) -> None:
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("CREATE TABLE minute (id serial PRIMARY KEY, text text)")

    with psycopg.connect(database.app_url) as app:
        app.execute("INSERT INTO minute (text) VALUES ('Resolved')")
        app.execute("UPDATE minute SET text = 'Resolved, unanimously'")
        assert app.execute("SELECT id, text FROM minute").fetchall() == [(1, "Resolved, unanimously")]
        app.execute("DELETE FROM minute")


def test_the_application_may_not_change_what_holds_the_rows(council_rows: ConnectionInfo) -> None:
    with psycopg.connect(council_rows.app_url, autocommit=True) as app:
        for statement in (
            "CREATE TABLE x ()",
            "CREATE DATABASE x",
            "CREATE ROLE x",
            "TRUNCATE post",
            "DROP TABLE post",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)


def test_neither_role_escapes_row_level_security(council_rows: ConnectionInfo) -> None:
    for url in (council_rows.app_url, council_rows.owner_url):
        with psycopg.connect(url) as session:
            assert session.execute("SELECT count(*) FROM post").fetchone() == (0,)
            session.execute("SET parishpump.council = 'southfold'")
            assert session.execute("SELECT wording FROM post").fetchall() == [("Allotments",)]


def test_the_server_listens_on_its_socket_only_and_asks_for_a_password(standing_server: ConnectionInfo) -> None:
    with psycopg.connect(standing_server.app_url) as session:
        assert session.execute("SHOW listen_addresses").fetchone() == ("",)
        assert session.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(standing_server.app_url.replace("parishpump:", "parishpump:x"))


def test_a_second_supervisor_connects_and_takes_over_when_the_first_is_killed(used_home: Home) -> None:
    told: list[Restart] = []
    with supervising_process(used_home) as first:
        second = EmbeddedPostgres(used_home, durable=False, on_restart=told.append)

        with second as connection:
            assert connection.app_url == first.app_url
            assert not second.supervises
            first.kill()
            assert within(10, lambda: bool(told))

            assert second.supervises
            psycopg.connect(connection.app_url).close()


def test_a_short_command_uses_the_running_server_and_leaves_it_alone(used_home: Home) -> None:
    with EmbeddedPostgres(used_home, durable=False) as connection:
        command = EmbeddedPostgres(used_home, durable=False)

        assert command.connect_or_start() == connection

        command.stop()
        psycopg.connect(connection.app_url).close()


def test_killing_the_parent_stops_the_server_cleanly(used_home: Home) -> None:
    with supervising_process(used_home, durable=True) as child:
        child.kill()

        assert within(5, lambda: gone(child.server_pid))
        assert not (area_of(used_home) / "data" / "postmaster.pid").exists()


def test_a_parent_killed_at_any_moment_of_a_first_start_leaves_nothing_that_hinders_the_next(home: Home) -> None:
    for moment in (0.25, 0.5, 0.8):
        process = begin_supervising(home)
        time.sleep(moment)
        process.kill()
        process.communicate()

    with EmbeddedPostgres(home, durable=False) as connection:
        psycopg.connect(connection.app_url).close()

    assert not list(area_of(home).glob("unfinished-*"))


def test_a_killed_server_comes_back_with_every_committed_row(used_home: Home) -> None:
    told: list[Restart] = []
    supervisor = EmbeddedPostgres(used_home, on_restart=told.append)
    with supervisor as connection:
        with psycopg.connect(connection.owner_url, autocommit=True) as session:
            session.execute("CREATE TABLE entry (id int)")
            for number in range(50):
                session.execute("INSERT INTO entry VALUES (%s)", [number])
        assert supervisor.server_pid
        os.kill(supervisor.server_pid, signal.SIGKILL)
        assert within(20, lambda: bool(told))

        with psycopg.connect(connection.app_url) as session:
            assert session.execute("SELECT count(*) FROM entry").fetchone() == (50,)
        assert told[0].why == "killed by SIGKILL"


def test_of_two_that_start_at_once_one_supervises_and_both_connect(used_home: Home) -> None:
    both = [EmbeddedPostgres(used_home, durable=False) for _ in range(2)]

    with ThreadPoolExecutor() as pool:
        urls = {connection.app_url for connection in pool.map(EmbeddedPostgres.start, both)}

    assert len(urls) == 1
    assert sorted(supervisor.supervises for supervisor in both) == [False, True]
    for supervisor in both:
        supervisor.stop()


def test_an_ordinary_user_s_server_ends_with_its_parent(home: Home) -> None:
    with supervising_process(home, user=ordinary_user()) as child:
        with psycopg.connect(child.app_url) as session:
            assert session.execute("SELECT current_user").fetchone() == ("parishpump",)
        child.kill()

        assert within(5, lambda: gone(child.server_pid))


def test_an_ordinary_user_s_stale_lock_file_may_name_another_program_of_that_user(home: Home) -> None:
    user = ordinary_user()
    with supervising_process(home, user=user):
        pass
    bystander = subprocess.Popen([*as_user(user), "/bin/sleep", "300"])
    lock = home.postgres / "data" / "postmaster.pid"
    lock.write_text(f"{bystander.pid}\n{home.postgres / 'data'}\n1760000000\n5432\n\n\n\nready   \n")

    with supervising_process(home, user=user) as child:
        psycopg.connect(child.app_url).close()

    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_a_stale_lock_file_that_names_a_living_stranger_is_cleared_and_the_stranger_left_alone(
    used_home: Home, bystander: "subprocess.Popen[bytes]"
) -> None:
    supervisor = EmbeddedPostgres(used_home, durable=False)
    data, socket = area_of(used_home) / "data", socket_of(used_home)
    left = f"{bystander.pid}\n{data}\n1760000000\n5432\n{socket}\n\n  5432001    163845\nready   \n"
    for stale in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock", socket / ".s.PGSQL.5432"):
        stale.write_text(left)

    with supervisor as connection:
        psycopg.connect(connection.app_url).close()

    assert bystander.poll() is None


def test_a_cluster_of_another_major_version_is_named_and_left_as_it_is(used_home: Home) -> None:
    version = area_of(used_home) / "data" / "PG_VERSION"
    version.write_text("14\n")

    with pytest.raises(HomeError, match="made by PostgreSQL 14"):
        EmbeddedPostgres(used_home, durable=False).start()

    assert version.read_text() == "14\n"


def test_keys_that_were_lost_are_told_from_other_trouble(used_home: Home) -> None:
    (used_home.keys / "database-superuser").unlink()

    with pytest.raises(HomeError, match="passwords in the keys folder do not open"):
        EmbeddedPostgres(used_home, durable=False).start()


def test_a_home_with_a_very_long_path_gets_a_short_socket(home: Home) -> None:
    long = Home(home.path / ("deep-" * 24) / "home")

    with EmbeddedPostgres(long, durable=False) as connection:
        psycopg.connect(connection.app_url).close()
        assert len(str(connection.socket)) < 90

    os.rmdir(connection.socket)


def test_a_home_is_closed_and_the_folders_above_it_keep_their_modes(home: Home) -> None:
    home.path.mkdir(mode=0o755)
    home.path.chmod(0o755)
    inner = Home(home.path / "inner")

    with EmbeddedPostgres(inner, durable=False):
        modes = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in (home.path, inner.path, area_of(inner))}

    assert modes[home.path] == 0o755
    assert modes[inner.path] & 0o066 == 0
    assert modes[area_of(inner)] == 0o700


def test_a_home_below_a_closed_folder_works_and_says_where_its_cluster_went(home: Home) -> None:
    home.path.mkdir(mode=0o700)
    closed = Home(home.path / "home")

    with EmbeddedPostgres(closed, durable=False) as connection:
        psycopg.connect(connection.app_url).close()

    area = area_of(closed)
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    if os.geteuid() == 0:
        assert str(area) == (closed.path / "postgres-place").read_text().strip()
        assert area.parent == Path("/var/lib/parishpump/clusters")
        shutil.rmtree(area)
    else:
        assert area == closed.postgres


@pytest.mark.parametrize("binaries", installed_binaries(), ids=lambda binaries: binaries.release)
def test_every_postgresql_on_this_machine_will_do(home: Home, binaries: Binaries) -> None:
    with EmbeddedPostgres(home, durable=False, binaries=binaries) as connection:
        facts = {fact.what: fact.value for fact in inspect_server(connection.app_url)}

    assert facts["PostgreSQL"] == binaries.release


def test_a_folder_that_cannot_be_made_is_said_in_plain_words() -> None:
    with pytest.raises(HomeError, match="/proc/parishpump/home") as refused:
        EmbeddedPostgres(Home(Path("/proc/parishpump/home"))).start()

    assert "start again" in refused.value.do
