"""The `parishpump` command, run as people run it."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from parishpump.archive.actions import record, seal
from parishpump.archive.models import Record
from parishpump.channels.actions import found_noticeboard
from parishpump.councils.tenancy import council_scope
from parishpump.people.models import Person
from parishpump.people.powers import POWERS
from parishpump.publishing.models import Delivery, Pause
from tests.conftest import as_superuser, make_council, person_in, the_clerk
from tests.publishing.lives import approved

PASSPHRASE = "four unusual words together"


def parishpump(*words: str, stdin: int = subprocess.DEVNULL, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "parishpump.config.cli", *words],
        env={**os.environ, **environ},
        stdin=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def recorded(own_database):
    """A council with a sealed record, in a database that other processes see."""
    council = make_council("Northfold")
    with council_scope(council.id):
        for number in range(3):
            record("said", subject="test", body={"n": number}, by="Clerk", authority="minute 1", at=timezone.now())
        seal(at=timezone.now())
        yield own_database


@pytest.fixture
def draft(tmp_path) -> Path:
    file = tmp_path / "draft.json"
    file.write_text(json.dumps({"text": "The lane is closed.", "channels": ["noticeboard", "bluesky"]}))
    return file


def test_a_draft_is_judged_and_the_answer_is_json(draft):
    ran = parishpump("policy", "check", str(draft), "--pack", "lenham", "--at", "2026-11-22T10:00+00:00")

    answer = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert answer["verdict"] == "blocked"
    assert set(answer["findings"][0]) == {"rule", "clause", "strength", "span", "message", "fix"}


def test_an_unknown_key_is_named(draft):
    draft.write_text('{"text": "The lane is closed.", "wheather": "fine"}')

    ran = parishpump("policy", "check", str(draft))

    assert ran.returncode == 1
    assert "wheather" in ran.stderr


def test_an_odd_moment_is_told_with_an_example(draft):
    ran = parishpump("policy", "check", str(draft), "--at", "next week")

    assert (ran.returncode, "2026-11-22T10:00+00:00" in ran.stderr) == (1, True)


def test_a_whole_record_verifies(recorded):
    ran = parishpump("archive", "verify")

    assert (ran.returncode, "3 sealed records, every one as it was written" in ran.stdout) == (0, True)


def test_a_changed_byte_is_found_and_its_place_named(recorded):
    number = Record.objects.last().id
    with as_superuser(recorded) as session:
        session.execute("UPDATE archive_record SET actor = 'Somebody else' WHERE id = %s", [number])

    ran = parishpump("archive", "verify")

    assert ran.returncode == 1
    assert str(number) in ran.stdout


def test_a_proof_is_checked_by_the_verifier_alone(recorded, tmp_path):
    proof = tmp_path / "proof.json"
    proof.write_text(parishpump("archive", "prove", str(Record.objects.first().id)).stdout)
    verifier = Path("parishpump/archive/verifier.py").resolve()

    ran = subprocess.run([sys.executable, "-I", verifier, proof], capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_restored_backup_sends_nothing_by_itself(own_database, server, tmp_path):
    council, now = make_council("Northfold"), timezone.now()
    with council_scope(council.id):
        clerk, deputy = person_in("clerk", *POWERS, minute="1"), person_in("deputy clerk", *POWERS, minute="2")
        board = found_noticeboard(address=council.address, by=clerk, at=now)
        approved(deputy, clerk, board, at=now, text="The lane is closed.", comes_down=now + timedelta(days=7))
    urls = {
        "PARISHPUMP_PASSPHRASE": PASSPHRASE,
        "DATABASE_URL": own_database.app_url,
        "PARISHPUMP_OWNER_URL": own_database.owner_url,
        "PARISHPUMP_BACKUP_URL": own_database.superuser_url,
    }
    file = tmp_path / "northfold.backup"

    written = parishpump("backup", str(file), **urls)
    assert written.returncode == 0, written.stderr
    refused = parishpump("restore", str(file), **urls)
    assert refused.returncode == 1
    restored = parishpump("restore", str(file), "--replace", **urls)

    assert restored.returncode == 0, restored.stderr
    with council_scope(council.id):
        assert set(Delivery.objects.values_list("state", flat=True)) == {"held"}
        assert Pause.objects.filter(ended_at__isnull=True).exists()


def test_a_backup_that_was_touched_is_refused(own_database, tmp_path):
    urls = {
        "PARISHPUMP_PASSPHRASE": PASSPHRASE,
        "DATABASE_URL": own_database.app_url,
        "PARISHPUMP_OWNER_URL": own_database.owner_url,
        "PARISHPUMP_BACKUP_URL": own_database.superuser_url,
    }
    file = tmp_path / "northfold.backup"
    parishpump("backup", str(file), **urls)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    ran = parishpump("restore", str(file), "--replace", **urls)

    assert (ran.returncode, "parishpump:" in ran.stderr) == (1, True)


def test_a_role_that_could_bypass_row_level_security_is_refused(own_database):
    ran = parishpump("worker", DATABASE_URL=own_database.superuser_url)

    assert ran.returncode == 1
    assert "row-level security" in ran.stderr


def test_the_doctor_says_what_it_looked_at(own_database):
    ran = parishpump("doctor", DATABASE_URL=own_database.app_url, PORT="8999")

    assert "Traceback" not in ran.stderr
    assert "well" in ran.stdout


def test_a_port_that_is_none_is_told(own_database):
    ran = parishpump("run", DATABASE_URL=own_database.app_url, PORT="eighty")

    assert (ran.returncode, "PORT is 'eighty'" in ran.stderr) == (1, True)


@pytest.fixture
def locked_out(own_database) -> Iterator[Person]:
    """The Clerk of Northfold, who lost every second factor."""
    council = make_council("Northfold")
    with council_scope(council.id):
        clerk = the_clerk()
        Authenticator.objects.create(user=clerk, type="totp", data={"secret": "lost"})
        yield clerk


def at_a_terminal(typed: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The command, by somebody who answers what it asks."""
    hands, screen = pty.openpty()
    os.write(hands, f"{typed}\n".encode())
    try:
        return parishpump(*words, stdin=screen)
    finally:
        os.close(hands)
        os.close(screen)


def test_somebody_is_let_in_after_their_address_was_typed_again(locked_out):
    ran = at_a_terminal(locked_out.email, "people", "let-in", locked_out.email)

    assert ran.returncode == 0, ran.stderr
    assert "speak to them" in ran.stdout
    assert "Second factors taken away: 1." in ran.stdout
    assert not Authenticator.objects.exists()
    assert Record.objects.filter(kind="person let in anew").count() == 1


def test_another_address_typed_changes_nothing(locked_out):
    ran = at_a_terminal("clerk@southfold.example", "people", "let-in", locked_out.email)

    assert (ran.returncode, "Nothing was changed." in ran.stderr) == (1, True)
    assert Authenticator.objects.exists()


def test_where_nobody_can_type_it_has_to_be_said_beforehand(locked_out):
    refused = parishpump("people", "let-in", locked_out.email)
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    assert Authenticator.objects.exists()

    done = parishpump("people", "let-in", locked_out.email.upper(), "--yes")

    assert done.returncode == 0, done.stderr
    assert not Authenticator.objects.exists()


def test_an_address_that_nobody_has_is_told(locked_out):
    ran = parishpump("people", "let-in", "nobody@northfold.example", "--yes")

    assert (ran.returncode, "Nobody is known by nobody@northfold.example." in ran.stderr) == (1, True)
    assert Authenticator.objects.exists()


def test_a_mail_server_that_is_down_is_told_to_whoever_lets_in(locked_out):
    ran = parishpump(
        "people",
        "let-in",
        locked_out.email,
        "--yes",
        PARISHPUMP_EMAIL_BACKEND="tests.people.post_boxes.Unreachable",
    )

    assert (ran.returncode, "Tell them yourself." in ran.stdout) == (0, True)
    assert not Authenticator.objects.exists()
