"""Putting a backup back: all of it or nothing."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from threading import Thread

from psycopg import sql

from parishpump.home.backup.contents import Contents, read_backup, verify_backup
from parishpump.home.backup.emptying import EMPTY_DATABASE
from parishpump.home.backup.manifest import Manifest
from parishpump.home.backup.pending_keys import PendingKeys
from parishpump.home.backup.programs import Running, close_quietly, newest_programs, programs_for, running, until_enough
from parishpump.home.backup.writing import role_of
from parishpump.home.database import DatabaseUrls, connect
from parishpump.home.errors import BackupError
from parishpump.home.folder import Home

_UNKNOWN_TO_OLDER = b"SET transaction_timeout = 0;\n"  # pg_restore writes it since 17; a server before that refuses it


def restore_backup(
    file: Path,
    passphrase: str,
    home: Home,
    urls: DatabaseUrls,
    *,
    replace: bool = False,
    environ: Mapping[str, str] | None = None,
    lock_seconds: int = 10,
) -> Manifest:
    """Verify a backup, then put its database and keys in place; BackupError leaves everything as it was.

    A database that holds any table is refused unless `replace` says that it may go. The old keys stay beside the new
    ones, named `….before-restore`. Whoever still works in the database has `lock_seconds` to finish.
    """
    manifest = verify_backup(file, passphrase)
    home.create()
    major = _require_room(urls, manifest, replace=replace)
    pending = PendingKeys(home, os.environ if environ is None else environ)
    names_fit = (role_of(urls.owner), role_of(urls.app)) == (manifest.owner_role, manifest.app_role)
    with running(_psql(major), urls.owner) as target:
        _tell(target, _BEGIN.format(seconds=lock_seconds) + EMPTY_DATABASE)
        contents = _pour(file, passphrase, target, major, with_rights=names_fit)
        pending.write(contents.keys)
        try:
            _tell(target, _end_of(contents.manifest, None if names_fit else role_of(urls.app)))
            _finish(target)
        except BaseException:
            pending.drop()
            raise
    pending.put_in_place()
    return contents.manifest


def _require_room(urls: DatabaseUrls, manifest: Manifest, *, replace: bool) -> int:
    with connect(urls.owner) as session:
        (tables,) = session.execute(_COUNT_TABLES).fetchone() or (0,)
        major = session.info.server_version // 10000
    if tables and not replace:
        raise BackupError(
            f"This installation is in use: its database holds {tables} tables.",
            "Restore into an empty data folder, or say that what is here may be replaced (--replace).",
        )
    if major < manifest.server_major:
        raise BackupError(
            f"The backup comes from PostgreSQL {manifest.server_major}; the server here is {major}, which is older.",
            f"Restore it on PostgreSQL {manifest.server_major} or newer.",
        )
    return major


_COUNT_TABLES = """
    SELECT count(*) FROM pg_class AS relation JOIN pg_namespace AS schema ON schema.oid = relation.relnamespace
    WHERE relation.relkind IN ('r', 'p') AND schema.nspname !~ '^pg_' AND schema.nspname <> 'information_schema'
"""

_BEGIN = "BEGIN;\nSET LOCAL lock_timeout = '{seconds}s';\n"


def _psql(major: int) -> list[str]:
    return [
        str(programs_for(major).program("psql")),
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--no-password",
    ]


def _pour(file: Path, passphrase: str, target: Running, major: int, *, with_rights: bool) -> Contents:
    """Pass the dump through pg_restore into the open transaction; only what was proved to the end gets to COMMIT."""
    command = [str(newest_programs().program("pg_restore")), "--no-owner", "--file=-", "--exit-on-error"]
    with running(command + ([] if with_rights else ["--no-privileges"])) as source:
        pump = Thread(target=_pump, args=(source, target, major), name="parishpump-restore")
        pump.start()
        try:
            contents = read_backup(file, passphrase, until_enough(source.stdin.write))
            close_quietly(source.stdin)
            code = source.process.wait()
        finally:
            source.process.kill()
            pump.join()
        if target.process.poll() is not None:
            raise _refused(target.complaint())
        if code != 0:
            raise BackupError(f"The database in this backup cannot be read: {source.complaint()}", _NOTHING_CHANGED)
    return contents


def _pump(source: Running, target: Running, major: int) -> None:
    first = True
    while block := source.stdout.read1(1 << 18):
        if first and major < 17:
            block = block.replace(_UNKNOWN_TO_OLDER, b"", 1)
        first = False
        try:
            target.stdin.write(block)
        except BrokenPipeError:  # the server refused something: its complaint is read by whoever waits for it
            source.process.kill()
            return


def _end_of(manifest: Manifest, strange_app_role: str | None) -> str:
    """Count what arrived, give the application's role its rights where the dump's do not fit, and make it final."""
    expected = sql.Literal(json.dumps(manifest.rows)).as_string(None)
    rights = "" if strange_app_role is None else _rights_for(strange_app_role)
    return f"{_COUNT_ARRIVED.format(expected=expected)}{rights}COMMIT;\n"


_COUNT_ARRIVED = """
DO $parishpump$ BEGIN
    IF EXISTS (
        SELECT FROM jsonb_each_text({expected}::jsonb) AS expected (name, rows)
        LEFT JOIN pg_stat_xact_user_tables AS arrived ON arrived.schemaname || '.' || arrived.relname = expected.name
        WHERE coalesce(arrived.n_tup_ins, 0) <> expected.rows::bigint
    ) THEN RAISE EXCEPTION 'rows are missing'; END IF;
END $parishpump$;
"""


def _rights_for(role: str) -> str:
    app = sql.Identifier(role).as_string(None)
    rights = (("SELECT, INSERT, UPDATE, DELETE", "TABLES"), ("USAGE, SELECT", "SEQUENCES"), ("EXECUTE", "FUNCTIONS"))
    now = "".join(f"GRANT {right} ON ALL {kind} IN SCHEMA public TO {app};\n" for right, kind in rights)
    later = "".join(f"ALTER DEFAULT PRIVILEGES GRANT {right} ON {kind} TO {app};\n" for right, kind in rights)
    return f"GRANT USAGE ON SCHEMA public TO {app};\n{now}{later}"


def _tell(target: Running, statements: str) -> None:
    try:
        target.stdin.write(statements.encode())
        target.stdin.flush()
    except BrokenPipeError as error:
        target.process.wait()
        raise _refused(target.complaint()) from error


def _finish(target: Running) -> None:
    close_quietly(target.stdin)
    target.stdout.read()
    if target.process.wait() != 0:
        raise _refused(target.complaint())


_NOTHING_CHANGED = "Nothing was changed. Use another copy of the backup, or an older one."


def _refused(complaint: str) -> BackupError:
    if "lock timeout" in complaint:
        return BackupError("Somebody is still working in the database.", "Stop Parish Pump everywhere, then try again.")
    return BackupError(f"The database did not take the backup: {complaint}", _NOTHING_CHANGED)
