import errno
import os
from pathlib import Path

import pytest

from parishpump.home.errors import disk_trouble
from parishpump.home.files import write_once, write_privately
from parishpump.home.postgres.trouble import trouble_in

DATA = Path("/srv/pump/postgres/data")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('FATAL:  could not write lock file "postmaster.pid": No space left on device', "The disk is full"),
        ('FATAL:  could not create lock file "postmaster.pid": Read-only file system', "can only be read"),
        ("FATAL:  database files are incompatible with server", "another version"),
        ('FATAL:  data directory "x" has wrong ownership', "may not use"),
        ("PANIC:  could not locate a valid checkpoint record at 0/14EE5D8", "is damaged"),
        ("FATAL:  could not map anonymous shared memory: Cannot allocate memory", "too little memory"),
    ],
)
def test_postgresql_s_complaints_are_said_with_a_remedy(said: str, expected: str) -> None:
    trouble = trouble_in(said, DATA)

    assert expected in trouble.what
    assert trouble.do.endswith(".")


def test_an_unknown_complaint_is_quoted() -> None:
    assert "the moon is full" in trouble_in("LOG: starting\nFATAL: the moon is full", DATA).what


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "can only be read"), (errno.EACCES, "may not read or write")],
)
def test_the_system_s_errors_are_said_with_a_remedy(number: int, expected: str) -> None:
    trouble = disk_trouble(OSError(number, os.strerror(number)), DATA)

    assert expected in trouble.what
    assert str(DATA) in trouble.what


def test_of_two_first_writers_one_wins_for_both(tmp_path: Path) -> None:
    assert write_once(tmp_path / "key", b"first") == b"first"
    assert write_once(tmp_path / "key", b"second") == b"first"

    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_a_file_is_replaced_whole_and_stays_closed(tmp_path: Path) -> None:
    write_privately(tmp_path / "note", b"old")
    write_privately(tmp_path / "note", b"new")

    assert (tmp_path / "note").read_bytes() == b"new"
    assert (tmp_path / "note").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["note"]
