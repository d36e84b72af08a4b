import psycopg
import pytest

from parishpump.home.database import DatabaseUrls, inspect_server
from parishpump.home.errors import HomeError
from parishpump.home.postgres.connection import ConnectionInfo


def test_a_good_server_is_described_without_its_password(standing_server: ConnectionInfo) -> None:
    facts = {fact.what: fact.value for fact in inspect_server(standing_server.app_url)}

    assert facts["Role"] == "parishpump, bound by row-level security"
    assert facts["Database"] == standing_server.database
    assert standing_server.passwords.app not in str(facts)


def test_a_superuser_is_refused(standing_server: ConnectionInfo) -> None:
    with pytest.raises(HomeError, match="is SUPERUSER: row-level security"):
        inspect_server(standing_server.superuser_url)


def test_a_role_that_passes_by_row_level_security_is_refused(standing_server: ConnectionInfo) -> None:
    with psycopg.connect(standing_server.superuser_url, autocommit=True) as session:
        session.execute("CREATE ROLE passer LOGIN BYPASSRLS PASSWORD 'let-me-in'")
        session.execute("GRANT CONNECT ON DATABASE parishpump TO passer")
    url = standing_server.app_url.replace(f"parishpump:{standing_server.passwords.app}", "passer:let-me-in")

    with pytest.raises(HomeError, match="“passer” is BYPASSRLS"):
        inspect_server(url)

    with psycopg.connect(standing_server.superuser_url, autocommit=True) as session:
        session.execute("DROP OWNED BY passer")
        session.execute("DROP ROLE passer")


def test_a_wrong_password_a_missing_database_and_a_silent_server_are_told_apart(
    standing_server: ConnectionInfo,
) -> None:
    good = standing_server.app_url

    with pytest.raises(HomeError, match="refused the role or its password"):
        inspect_server(good.replace(standing_server.passwords.app, "wrong"))
    with pytest.raises(HomeError, match="no database of that name"):
        inspect_server(standing_server.for_database("nowhere").app_url)
    with pytest.raises(HomeError, match="does not answer"):
        inspect_server("postgresql://council:secret@127.0.0.1:9/council")


@pytest.mark.parametrize("url", ["mysql://x", "sqlite:///db", "postgresql://[", "postgresql://h/d?colour=red"])
def test_an_address_that_is_not_one_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(HomeError, match="The address of the database") as refused:
        inspect_server(url)

    assert url not in str(refused.value)


def test_a_database_that_cannot_hold_every_character_is_refused(standing_server: ConnectionInfo) -> None:
    with psycopg.connect(standing_server.superuser_url, autocommit=True) as session:
        session.execute(
            "CREATE DATABASE narrow OWNER parishpump ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' "
            "TEMPLATE template0"
        )

    with pytest.raises(HomeError, match="keeps text as LATIN1"):
        inspect_server(standing_server.for_database("narrow").app_url)

    with psycopg.connect(standing_server.superuser_url, autocommit=True) as session:
        session.execute("DROP DATABASE narrow")


def test_the_environment_names_one_address_or_one_for_each_use() -> None:
    one = DatabaseUrls.from_environment({"DATABASE_URL": "postgresql://a"})
    three = DatabaseUrls.from_environment(
        {
            "DATABASE_URL": "postgresql://a",
            "PARISHPUMP_OWNER_URL": "postgresql://b",
            "PARISHPUMP_BACKUP_URL": "postgresql://c",
        }
    )

    assert one == DatabaseUrls("postgresql://a", "postgresql://a", "postgresql://a")
    assert three == DatabaseUrls("postgresql://a", "postgresql://b", "postgresql://c")
    assert DatabaseUrls.from_environment({}) is None
