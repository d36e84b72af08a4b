"""A backup is worth what comes back from it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from parishpump.home.backup.contents import verify_backup
from parishpump.home.backup.restoring import restore_backup
from parishpump.home.backup.writing import write_backup
from parishpump.home.database import DatabaseUrls
from parishpump.home.errors import BackupError
from parishpump.home.folder import Home
from parishpump.home.keys import CREDENTIAL_KEY_VARIABLE, SECRET_KEY_VARIABLE, credential_key, django_secret
from parishpump.home.postgres.connection import ConnectionInfo

PASSPHRASE = "well oiled village pump"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def written(
    council_template: ConnectionInfo, standing_home: Home, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, bytes]:
    file = tmp_path_factory.mktemp("backup") / "northfold.backup"
    with pytest.MonkeyPatch.context() as patch:  # the keys of that data folder, not those given to every test
        for variable in (SECRET_KEY_VARIABLE, CREDENTIAL_KEY_VARIABLE):
            patch.delenv(variable, raising=False)
        write_backup(standing_home, DatabaseUrls.of(council_template), file, PASSPHRASE, at=NOON)
    return oct(file.stat().st_mode & 0o777), file.read_bytes()


@pytest.fixture
def backup(written: tuple[str, bytes], tmp_path: Path) -> Path:
    file = tmp_path / "northfold.backup"
    file.write_bytes(written[1])
    return file


@pytest.fixture
def empty(database: ConnectionInfo) -> ConnectionInfo:
    return database


def rows(database: ConnectionInfo, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database.superuser_url) as session:
        return session.execute(query).fetchall()


def test_a_backup_tells_what_is_in_it(backup: Path, written: tuple[str, bytes]) -> None:
    manifest = verify_backup(backup, PASSPHRASE)

    assert manifest.created_at == NOON
    assert manifest.rows == {"public.decision_draft": 0, "public.picture": 500, "public.post": 2}
    assert set(manifest.sha256) == {"database.dump", "keys/credential-key", "keys/django-secret"}
    assert written[0] == "0o600"
    assert b"northfold" not in backup.read_bytes()


def test_everything_comes_back_rows_of_every_council_pictures_rights_and_keys(
    backup: Path, council_rows: ConnectionInfo, empty: ConnectionInfo, standing_home: Home, home: Home
) -> None:
    restore_backup(backup, PASSPHRASE, home, DatabaseUrls.of(empty), environ={})

    for query in (
        "SELECT * FROM post ORDER BY id",
        "SELECT * FROM picture ORDER BY id",
        "SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text, relowner::regrole::text "
        "FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
        "SELECT proname, proacl::text FROM pg_proc WHERE proowner = 'parishpump_owner'::regrole ORDER BY 1",
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger ORDER BY 1, 2",
        "SELECT nspacl::text FROM pg_namespace WHERE nspname = 'public'",
        "SELECT defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1",
    ):
        assert rows(empty, query) == rows(council_rows, query)
    assert credential_key(home, {}) == credential_key(standing_home, {})
    assert django_secret(home, {}) == django_secret(standing_home, {})


def test_a_role_that_an_administrator_let_in_stays_let_in_when_it_restores(
    backup: Path, council_rows: ConnectionInfo, home: Home
) -> None:
    with psycopg.connect(council_rows.superuser_url) as session:  # as on a hosted server: granted, not owned
        session.execute(
            sql.SQL("ALTER DATABASE {} OWNER TO CURRENT_USER").format(sql.Identifier(council_rows.database))
        )
        session.execute(
            sql.SQL("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {} TO parishpump_owner").format(
                sql.Identifier(council_rows.database)
            )
        )
        session.execute("GRANT USAGE, CREATE ON SCHEMA public TO parishpump_owner")

    for _ in range(2):
        restore_backup(backup, PASSPHRASE, home, DatabaseUrls.of(council_rows), replace=True, environ={})

    assert rows(council_rows, "SELECT count(*) FROM picture") == [(500,)]


def test_row_level_security_still_binds_the_application_after_a_restore(
    backup: Path, empty: ConnectionInfo, home: Home
) -> None:
    restore_backup(backup, PASSPHRASE, home, DatabaseUrls.of(empty), environ={})

    with psycopg.connect(empty.app_url) as app:
        assert app.execute("SELECT count(*) FROM post").fetchone() == (0,)
        app.execute("SET parishpump.council = 'northfold'")
        assert app.execute("SELECT wording FROM post").fetchall() == [("Fête",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("DELETE FROM picture")


def test_a_home_in_use_is_not_overwritten_unless_told(
    backup: Path, council_rows: ConnectionInfo, standing_home: Home
) -> None:
    with psycopg.connect(council_rows.owner_url) as owner:
        owner.execute("DELETE FROM picture WHERE id > 10")
        owner.execute("CREATE TABLE later_table (id int)")
    urls = DatabaseUrls.of(council_rows)

    with pytest.raises(BackupError, match="in use: its database holds 5 tables"):
        restore_backup(backup, PASSPHRASE, standing_home, urls, environ={})
    assert rows(council_rows, "SELECT count(*) FROM picture") == [(10,)]

    restore_backup(backup, PASSPHRASE, standing_home, urls, replace=True, environ={})
    assert rows(council_rows, "SELECT count(*) FROM picture") == [(500,)]
    assert rows(council_rows, "SELECT to_regclass('later_table')") == [(None,)]
    psycopg.connect(council_rows.app_url).close()


def test_a_restore_that_fails_at_the_end_leaves_rows_and_keys_as_they_were(
    backup: Path, council_rows: ConnectionInfo, standing_home: Home
) -> None:
    before = credential_key(standing_home, {})
    with psycopg.connect(council_rows.superuser_url) as session:  # somebody else's table stands in the way
        session.execute("ALTER TABLE post OWNER TO CURRENT_USER")

    with pytest.raises(BackupError, match="did not take the backup"):
        restore_backup(backup, PASSPHRASE, standing_home, DatabaseUrls.of(council_rows), replace=True, environ={})

    assert rows(council_rows, "SELECT count(*) FROM picture") == [(500,)]
    assert credential_key(standing_home, {}) == before
    assert not list(standing_home.keys.glob("*.restoring"))


def test_a_restore_waits_for_nobody_who_still_works_in_the_database(
    backup: Path, council_rows: ConnectionInfo, standing_home: Home
) -> None:
    with psycopg.connect(council_rows.superuser_url) as working:
        working.execute("SELECT 1 FROM picture")

        urls = DatabaseUrls.of(council_rows)
        with pytest.raises(BackupError, match="still working in the database"):
            restore_backup(backup, PASSPHRASE, standing_home, urls, replace=True, environ={}, lock_seconds=1)


def test_a_key_in_the_environment_that_would_hide_the_restored_one_is_named(
    backup: Path, empty: ConnectionInfo, home: Home
) -> None:
    environ = {"PARISHPUMP_SECRET_KEY": "z" * 50}

    with pytest.raises(BackupError, match="PARISHPUMP_SECRET_KEY is set here to another key"):
        restore_backup(backup, PASSPHRASE, home, DatabaseUrls.of(empty), environ=environ)

    assert rows(empty, "SELECT to_regclass('post')") == [(None,)]


@pytest.mark.parametrize("share", [0.002, 0.1, 0.5, 0.9, 0.999])
def test_a_changed_byte_is_refused(backup: Path, share: float) -> None:
    content = bytearray(backup.read_bytes())
    content[int(len(content) * share)] ^= 0x10
    backup.write_bytes(content)

    with pytest.raises(BackupError, match="changed"):
        verify_backup(backup, PASSPHRASE)


@pytest.mark.parametrize("kept", [0.3, 0.99])
def test_a_cut_file_is_refused_and_nothing_is_restored(
    backup: Path, kept: float, empty: ConnectionInfo, home: Home
) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * kept)])

    with pytest.raises(BackupError, match="cut off"):
        restore_backup(backup, PASSPHRASE, home, DatabaseUrls.of(empty), environ={})

    assert rows(empty, "SELECT to_regclass('post')") == [(None,)]


def test_a_wrong_passphrase_opens_nothing(backup: Path, empty: ConnectionInfo, home: Home) -> None:
    with pytest.raises(BackupError, match="passphrase does not open"):
        restore_backup(backup, "well oiled village pumps", home, DatabaseUrls.of(empty), environ={})


def test_a_role_that_cannot_see_every_row_writes_no_backup(
    council_rows: ConnectionInfo, standing_home: Home, tmp_path: Path
) -> None:
    urls = replace(DatabaseUrls.of(council_rows), backup=council_rows.owner_url)

    with pytest.raises(BackupError, match="may not see every row") as refused:
        write_backup(standing_home, urls, tmp_path / "x", PASSPHRASE, at=NOON)

    assert "PARISHPUMP_BACKUP_URL" in refused.value.do
    assert not list(tmp_path.iterdir())


def test_a_failed_backup_leaves_the_older_file(backup: Path, standing_home: Home, council_rows: ConnectionInfo) -> None:
    older = backup.read_bytes()
    urls = replace(DatabaseUrls.of(council_rows), backup=council_rows.owner_url)

    with pytest.raises(BackupError):
        write_backup(standing_home, urls, backup, PASSPHRASE, at=NOON)

    assert backup.read_bytes() == older
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_short_passphrase_is_refused(standing_home: Home, council_rows: ConnectionInfo, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="shorter than 12"):
        write_backup(standing_home, DatabaseUrls.of(council_rows), tmp_path / "x", "pump", at=NOON)
