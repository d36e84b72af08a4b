"""What each command does, up to the door of Django: the database is found or started first."""

import argparse
import getpass
import importlib
import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import django

import parishpump.ui
from parishpump.home.backup.restoring import restore_backup
from parishpump.home.backup.writing import write_backup
from parishpump.home.database import DatabaseUrls, inspect_server
from parishpump.home.doctor.examination import examine
from parishpump.home.folder import Home
from parishpump.home.postgres.running import running_server
from parishpump.home.postgres.supervisor import EmbeddedPostgres
from parishpump.inbox.spikes.count_file import run_spikes
from parishpump.inbox.spikes.errors import SpikeError
from parishpump.networks.registry import LIMITS
from parishpump.policy.adopted.documents.kinds import LARGEST_FILE
from parishpump.policy.adopted.reading import read_document
from parishpump.policy.check import Limit, run_check
from parishpump.policy.coverage import as_printed, as_table, register
from parishpump.policy.errors import PolicyError
from parishpump.policy.triage.file import Answer, triage_file

PASSPHRASE = "PARISHPUMP_PASSPHRASE"  # noqa: S105 - the name of a variable

# More would push the first ones off the screen.
_LINES_NAMED = 20


class Refused(Exception):
    """A command that cannot be done as it was asked; the message says why and what to do."""


def run(asked: argparse.Namespace) -> int:
    """Serve, until a signal."""
    return _serve(demo=False)


def demo(asked: argparse.Namespace) -> int:
    """Serve the demonstration council, until a signal."""
    os.environ["PARISHPUMP_DEMO"] = "1"
    return _serve(demo=True)


def _serve(*, demo: bool) -> int:
    host, port = os.environ.get("PARISHPUMP_BIND", "127.0.0.1"), _port()
    address = os.environ.get("PARISHPUMP_ADDRESS") or f"http://localhost:{port}"
    with _database(stay=True) as urls:
        inside = _django(urls)
        inside.migrate(urls.owner)
        if demo:
            inside.demonstrate(urls.app, address)
        where = f"{address}/demonstration/" if demo else f"{address}/desk/"
        inside.serve(urls.app, host=host, port=port, ready=lambda: _say(f"Parish Pump is ready: {where}"))
    return 0


def worker(asked: argparse.Namespace) -> int:
    """Work, until a signal."""
    with _database(stay=True) as urls:
        _django(urls).work(urls.app, ready=lambda: _say("The worker is ready."))
    return 0


def migrate(asked: argparse.Namespace) -> int:
    """Bring the database to this version."""
    with _database() as urls:
        _django(urls).migrate(urls.owner)
    _say("The database is at this version.")
    return 0


def doctor(asked: argparse.Namespace) -> int:
    """Print every diagnosis; 1 where anything is wrong."""
    logging.disable(logging.CRITICAL)
    home = Home.from_environment()
    diagnoses = examine(
        home,
        os.environ,
        at=datetime.now(UTC),
        port=_port(),
        waiting_migrations=_waiting_migrations,
        static_files=Path(parishpump.ui.__file__).parent / "static/ui/vendor",
    )
    for diagnosis in diagnoses:
        mark = {True: "well ", False: "WRONG", None: "     "}[diagnosis.ok]
        _say(f"{mark}  {diagnosis.what}" + (f": {diagnosis.why}" if diagnosis.why else ""))
        if diagnosis.do:
            _say(f"       Do this: {diagnosis.do}")
    return 1 if any(diagnosis.ok is False for diagnosis in diagnoses) else 0


def _waiting_migrations() -> list[str]:
    with _database() as urls:
        waiting: list[str] = _django(urls).waiting_migrations(urls.app)
    return waiting


def backup(asked: argparse.Namespace) -> int:
    """Write, and read back, one encrypted file."""
    with _database() as urls:
        manifest = write_backup(
            Home.from_environment(), urls, Path(asked.file), _passphrase(twice=True), at=datetime.now(UTC)
        )
    rows = sum(manifest.rows.values())
    _say(f"{asked.file} is written and checked: {rows} rows in {len(manifest.rows)} tables, and the keys.")
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Bring everything back, then hold what would go out: nobody knows what went out since the backup."""
    if DatabaseUrls.from_environment(os.environ) is None and running_server(Home.from_environment()):
        raise Refused("Parish Pump is running on this data folder. Stop it, then restore.")
    with _database() as urls:
        manifest = restore_backup(Path(asked.file), _passphrase(), Home.from_environment(), urls, replace=asked.replace)
        inside = _django(urls)
        inside.migrate(urls.owner)
        held = inside.hold_everything(urls.app)
    _say(
        f"The backup of {manifest.created_at:%d %B %Y, %H:%M} UTC is in place."
        f" Everything is paused; {held} deliveries are held."
    )
    return 0


def council_found(asked: argparse.Namespace) -> int:
    """Open the installation to one more council."""
    said = {name: value for name, value in vars(asked).items() if name != "do"}
    with _database() as urls:
        status: int = _django(urls).council_found(urls.app, said)
    return status


def council_list(asked: argparse.Namespace) -> int:
    """Print every council with counts."""
    with _database() as urls:
        status: int = _django(urls).council_list(urls.app)
    return status


def let_in(asked: argparse.Namespace) -> int:
    """Take away a lost second factor, after the address was typed twice."""
    if not asked.yes:
        _typed_again(asked.email)
    with _database() as urls:
        status: int = _django(urls).let_in(urls.app, asked.email)
    return status


def archive_verify(asked: argparse.Namespace) -> int:
    """Check the record."""
    with _database() as urls:
        held = [Path(file).read_text(encoding="utf-8") for file in asked.held]
        status: int = _django(urls).archive_verify(urls.app, asked.council, held)
    return status


def archive_prove(asked: argparse.Namespace) -> int:
    """Print a proof."""
    with _database() as urls:
        status: int = _django(urls).archive_prove(urls.app, asked.record, asked.council)
    return status


def policy_check(asked: argparse.Namespace) -> int:
    """Judge a draft: the answer is JSON on standard output."""
    at = _moment(asked.at) if asked.at else datetime.now(UTC)
    try:
        answer = run_check(asked.draft, asked.pack, at, _limits())
    except PolicyError as trouble:
        raise Refused(str(trouble)) from trouble
    _say(json.dumps(answer, indent=2, ensure_ascii=False))
    return 0


def policy_read(asked: argparse.Namespace) -> int:
    """Read an adopted policy: the answer is JSON on standard output."""
    file = Path(asked.file)
    try:
        with file.open("rb") as document:
            read = read_document(file.name, document.read(LARGEST_FILE + 1))
    except OSError as trouble:
        raise Refused(f"{file} cannot be read: {trouble.strerror or trouble}.") from trouble
    except PolicyError as trouble:
        raise Refused(str(trouble)) from trouble
    _say(json.dumps(read.as_printed(), indent=2, ensure_ascii=False))
    return 0


def policy_coverage(asked: argparse.Namespace) -> int:
    """Print the clause register."""
    entries = register()
    _say(json.dumps(as_printed(entries), indent=2, ensure_ascii=False) if asked.json else as_table(entries))
    return 0


def spikes(asked: argparse.Namespace) -> int:
    """Print the alerts of a file of counts, as JSON; each knows only the rows before it."""
    try:
        alerts = run_spikes(asked.file)
    except SpikeError as trouble:
        raise Refused(str(trouble)) from trouble
    _say(json.dumps(alerts, indent=2, ensure_ascii=False))
    return 0


def triage(asked: argparse.Namespace) -> int:
    """Suggest what each message of a file is: a JSON line each; 1 where a line could not be read."""
    broken = 0
    try:
        for each in triage_file(asked.file):
            if isinstance(each, Answer):
                _say(each.line)
            else:
                broken += 1
                if broken <= _LINES_NAMED:
                    sys.stderr.write(f"parishpump: {asked.file}, {each}\n")
    except OSError as trouble:
        if isinstance(trouble, BrokenPipeError):
            raise
        raise Refused(f"{asked.file} cannot be read: {trouble.strerror or trouble}.") from trouble
    if broken > _LINES_NAMED:
        sys.stderr.write(f"parishpump: {asked.file}, and {broken - _LINES_NAMED} more lines like these\n")
    return 1 if broken else 0


def _limits() -> dict[str, Limit]:
    """What each network takes, as the policy asks it."""
    return {
        name: Limit(limit=limits.characters, counts=limits.counts, url_counts=limits.url_counts, network=name)
        for name, limits in LIMITS.items()
    }


@contextmanager
def _database(*, stay: bool = False) -> Iterator[DatabaseUrls]:
    """The server of DATABASE_URL, looked over first; or the embedded one, for as long as this lasts."""
    given = DatabaseUrls.from_environment(os.environ)
    if given is not None:
        inspect_server(given.app)
        yield given
        return
    server = EmbeddedPostgres(Home.from_environment())
    connection = server.start() if stay else server.connect_or_start()
    try:
        yield DatabaseUrls.of(connection)
    finally:
        server.stop()


def _django(urls: DatabaseUrls) -> ModuleType:
    """Django's half, imported here and not above: it reads its settings from the environment when it is imported."""
    os.environ["DATABASE_URL"] = urls.app
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parishpump.config.settings")
    django.setup()
    return importlib.import_module("parishpump.config.inside")


def _port() -> int:
    asked = os.environ.get("PORT", "8000")
    if not asked.isdigit() or not 0 < int(asked) < 65536:
        raise Refused(f"PORT is {asked!r}, which is no port. Set a number from 1 to 65535.")
    return int(asked)


def _passphrase(*, twice: bool = False) -> str:
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refused(f"A passphrase is needed. Set {PASSPHRASE}, or run the command where you can type one.")
    typed = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("Again: ") != typed:
        raise Refused("The two passphrases differ. Nothing was written.")
    return typed


def _typed_again(email: str) -> None:
    if not sys.stdin.isatty():
        raise Refused("This has to be confirmed. Run the command where you can type, or add --yes.")
    _say(f"{email} will sign in with the password alone, until a new second factor is set up.")
    _say("Be sure that it is they who ask: speak to them. To go on, type the email address again.")
    if input().strip().lower() != email.strip().lower():
        raise Refused("The two addresses differ. Nothing was changed.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as odd:
        raise Refused(f"--at {text!r} is no moment. Write it like 2026-11-22T10:00+00:00.") from odd
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
