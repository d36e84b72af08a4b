"""Reading a backup: its parts, proved against its manifest."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from parishpump.home.backup.manifest import Manifest
from parishpump.home.backup.parts import PartsReader
from parishpump.home.backup.programs import close_quietly, newest_programs, running, until_enough
from parishpump.home.backup.sealed_stream import opened
from parishpump.home.errors import BackupError, disk_trouble

DUMP = "database.dump"
KEYS = "keys/"
MANIFEST = "manifest.json"

_LARGEST_SMALL_PART = 1 << 24


@dataclass(frozen=True)
class Contents:
    """Everything of a backup but the dump, whose bytes went to whoever asked for them."""

    manifest: Manifest
    keys: dict[str, bytes]


def verify_backup(file: Path, passphrase: str) -> Manifest:
    """Decrypt all of a backup, check each part's hash, and let pg_restore read the dump's contents; or BackupError."""
    with running([str(newest_programs().program("pg_restore")), "--list"]) as listing:
        contents = read_backup(file, passphrase, until_enough(listing.stdin.write))
        close_quietly(listing.stdin)
        listed = listing.stdout.read().decode(errors="replace")
        if listing.process.wait() != 0:
            raise BackupError(f"The database in this backup cannot be read: {listing.complaint()}", _ANOTHER)
    _require_tables(contents.manifest, listed)
    return contents.manifest


def read_backup(file: Path, passphrase: str, take_dump: Callable[[bytes], None]) -> Contents:
    """Read from beginning to end, passing the dump on as it comes; nothing is proved before this returns."""
    hashes: dict[str, str] = {}
    small: dict[str, bytes] = {}
    try:
        with file.open("rb") as sealed:
            for name, blocks in PartsReader(opened(sealed, passphrase)).parts():
                digest, kept = hashlib.sha256(), bytearray()
                for block in blocks:
                    digest.update(block)
                    if name == DUMP:
                        take_dump(block)
                    elif len(kept) < _LARGEST_SMALL_PART:
                        kept += block
                hashes[name], small[name] = digest.hexdigest(), bytes(kept)
    except OSError as error:
        trouble = disk_trouble(error, file)
        raise BackupError(trouble.what, trouble.do) from error
    return _proved(hashes, small)


_ANOTHER = "Use another copy of it, or an older backup."


def _proved(hashes: dict[str, str], small: dict[str, bytes]) -> Contents:
    if MANIFEST not in hashes or DUMP not in hashes:
        raise BackupError("This backup lacks its list of contents or its database.", _ANOTHER)
    manifest = Manifest.from_json(small[MANIFEST])
    if manifest.sha256 != {name: digest for name, digest in hashes.items() if name != MANIFEST}:
        raise BackupError("The parts of this backup are not those that it lists.", _ANOTHER)
    keys = {name.removeprefix(KEYS): content for name, content in small.items() if name.startswith(KEYS)}
    return Contents(manifest, keys)


def _require_tables(manifest: Manifest, listed: str) -> None:
    """Every table that has rows must have its data in the dump."""
    present = {".".join(line.split()[5:7]) for line in listed.splitlines() if " TABLE DATA " in line}
    missing = [table for table, rows in manifest.rows.items() if rows and table not in present]
    if missing:
        raise BackupError(f"The backup lacks the rows of {', '.join(sorted(missing)[:5])}.", _ANOTHER)
