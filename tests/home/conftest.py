import subprocess
from collections.abc import Iterator

import psycopg
import pytest

from parishpump.home.folder import Home
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.home.postgres.roles import create_database, drop_database
from parishpump.home.postgres.supervisor import EmbeddedPostgres
from tests.home.scratch import scratch_home


@pytest.fixture
def home() -> Iterator[Home]:
    """A home of its own, not made yet."""
    with scratch_home() as home:
        yield home


@pytest.fixture(scope="session")
def pattern_home() -> Iterator[Home]:
    """A home whose server ran once."""
    with scratch_home() as home:
        with EmbeddedPostgres(home, durable=False):
            pass
        yield home


@pytest.fixture
def used_home(home: Home, pattern_home: Home) -> Home:
    """A home of its own, whose server ran once: a copy, which is quicker than making one."""
    subprocess.run(["cp", "-a", pattern_home.path, home.path], check=True)
    return home


@pytest.fixture(scope="session")
def standing_home() -> Iterator[Home]:
    """One home whose server serves every test that does not need its own."""
    with scratch_home() as home:
        yield home


@pytest.fixture(scope="session")
def standing_server(standing_home: Home) -> Iterator[ConnectionInfo]:
    with EmbeddedPostgres(standing_home, durable=False) as connection:
        yield connection


@pytest.fixture
def database(standing_server: ConnectionInfo, request: pytest.FixtureRequest) -> Iterator[ConnectionInfo]:
    """An empty database of the standing server."""
    made = create_database(standing_server, f"test_{abs(hash(request.node.nodeid))}")
    yield made
    drop_database(standing_server, made.database)


@pytest.fixture(scope="session")
def council_template(standing_server: ConnectionInfo) -> ConnectionInfo:
    """A database with a table under forced row-level security: one post for each of two councils, and pictures."""
    made = create_database(standing_server, "council_template")
    with psycopg.connect(made.owner_url) as session:
        session.execute("CREATE EXTENSION pg_trgm")
        session.execute("CREATE TABLE post (id serial PRIMARY KEY, council text NOT NULL, wording text)")
        session.execute("CREATE INDEX post_wording ON post USING gin (wording gin_trgm_ops)")
        session.execute("INSERT INTO post (council, wording) VALUES ('northfold', 'Fête'), ('southfold', 'Allotments')")
        session.execute("ALTER TABLE post ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        session.execute(
            "CREATE POLICY own ON post USING (council = current_setting('parishpump.council', true)) WITH CHECK (true)"
        )
        session.execute("CREATE TYPE stage AS ENUM ('draft', 'approved')")
        session.execute("CREATE TABLE decision (stage stage, minute text) PARTITION BY LIST (stage)")
        session.execute("CREATE TABLE decision_draft PARTITION OF decision FOR VALUES IN ('draft')")
        session.execute("CREATE VIEW latest AS SELECT max(id) FROM post")
        session.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''never''; END'")
        session.execute("CREATE TRIGGER never BEFORE UPDATE ON post FOR EACH ROW EXECUTE FUNCTION refuse()")
        session.execute("CREATE TABLE picture (id int PRIMARY KEY, content bytea)")
        session.execute("REVOKE UPDATE, DELETE ON picture FROM parishpump")
        session.execute("INSERT INTO picture SELECT n, sha256(n::text::bytea) FROM generate_series(1, 500) AS n")
    return made


@pytest.fixture
def council_rows(council_template: ConnectionInfo, request: pytest.FixtureRequest) -> Iterator[ConnectionInfo]:
    """A copy of the template for one test."""
    made = create_database(council_template, f"rows_{abs(hash(request.node.nodeid))}", template="council_template")
    yield made
    drop_database(council_template, made.database)
