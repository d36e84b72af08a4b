"""Writing a backup: the whole database and the keys, in one encrypted file."""

import hashlib
import importlib.metadata
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import Connection, sql

from parishpump.home.backup.contents import DUMP, KEYS, MANIFEST, verify_backup
from parishpump.home.backup.manifest import Manifest
from parishpump.home.backup.parts import framed
from parishpump.home.backup.programs import programs_for, running
from parishpump.home.backup.sealed_stream import SealingWriter
from parishpump.home.database import DatabaseUrls, connect
from parishpump.home.errors import BackupError, disk_trouble
from parishpump.home.files import sync_folder
from parishpump.home.folder import Home
from parishpump.home.keys import key_texts

SHORTEST_PASSPHRASE = 12
"""Characters; whoever gets the file can guess for as long as they like."""

_BLOCK = 256 * 1024


def write_backup(home: Home, urls: DatabaseUrls, file: Path, passphrase: str, *, at: datetime) -> Manifest:
    """Write a backup and read it back in full before it takes its name; an older file of that name stays until then."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BackupError(
            f"The passphrase is shorter than {SHORTEST_PASSPHRASE} characters.", "Choose four or more unusual words."
        )
    file = file.absolute()
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    try:
        _write(home, urls, temporary, passphrase, at)
        manifest = verify_backup(temporary, passphrase)
        temporary.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        trouble = disk_trouble(error, file)
        raise BackupError(trouble.what, trouble.do) from error
    finally:
        temporary.unlink(missing_ok=True)
    return manifest


@dataclass
class _Parts:
    """Writes parts and remembers the hash of each."""

    writer: SealingWriter
    hashes: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        digest = hashlib.sha256()

        def counted() -> Iterator[bytes]:
            for block in blocks:
                digest.update(block)
                yield block

        for piece in framed(name, counted()):
            self.writer.write(piece)
        self.hashes[name] = digest.hexdigest()


def _write(home: Home, urls: DatabaseUrls, file: Path, passphrase: str, at: datetime) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as sealed, connect(urls.backup) as session:
        parts = _Parts(SealingWriter.begin(sealed, passphrase))
        for name, text in key_texts(home).items():
            parts.put(KEYS + name, [text.encode()])
        snapshot, rows = _counted(session)
        major = session.info.server_version // 10000
        parts.put(DUMP, _dumped(urls.backup, major, snapshot))
        manifest = Manifest(
            created_at=at,
            parishpump=_version(),
            server_major=major,
            owner_role=role_of(urls.owner),
            app_role=role_of(urls.app),
            sha256=dict(parts.hashes),
            rows=rows,
        )
        parts.put(MANIFEST, [manifest.as_json()])
        parts.writer.finish()
        sealed.flush()
        os.fsync(sealed.fileno())


def _counted(session: Connection[tuple[object, ...]]) -> tuple[str, dict[str, int]]:
    """Count every table's rows in a snapshot that pg_dump reads too; refused where rows would be hidden from us."""
    session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    session.execute("SET LOCAL row_security = off")  # makes PostgreSQL refuse instead of hiding rows
    (snapshot,) = session.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
    rows: dict[str, int] = {}
    try:
        for schema, table in session.execute(_TABLES).fetchall():
            count = sql.SQL("SELECT count(*) FROM ONLY {}").format(sql.Identifier(str(schema), str(table)))
            rows[f"{schema}.{table}"] = int(str((session.execute(count).fetchone() or (0,))[0]))
    except psycopg.errors.InsufficientPrivilege as error:
        raise BackupError(
            f"The role “{session.info.user}” may not see every row, so a backup by it would lack some.",
            "Set PARISHPUMP_BACKUP_URL to a role that may: one with BYPASSRLS and pg_read_all_data.",
        ) from error
    return str(snapshot), rows


_TABLES = """
    SELECT schema.nspname, relation.relname
    FROM pg_class AS relation JOIN pg_namespace AS schema ON schema.oid = relation.relnamespace
    WHERE relation.relkind = 'r' AND schema.nspname !~ '^pg_' AND schema.nspname <> 'information_schema'
    ORDER BY 1, 2
"""


def _dumped(url: str, major: int, snapshot: str) -> Iterator[bytes]:
    program = str(programs_for(major).program("pg_dump"))
    command = [program, "--format=custom", "--compress=6", "--no-password", f"--snapshot={snapshot}"]
    with running(command, url) as dump:
        while block := dump.stdout.read(_BLOCK):
            yield block
        if dump.process.wait() != 0:
            raise BackupError(
                f"PostgreSQL could not dump the database: {dump.complaint()}",
                "Nothing was written. See that PARISHPUMP_BACKUP_URL's role may read every table, then try again.",
            )


def role_of(url: str) -> str:
    """The name of the role in an address."""
    return str(psycopg.conninfo.conninfo_to_dict(url).get("user") or "")


def _version() -> str:
    try:
        return importlib.metadata.version("parishpump")
    except importlib.metadata.PackageNotFoundError:
        return "unreleased"
