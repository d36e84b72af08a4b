"""What the commands do once Django stands: imported by commands.py after the environment is set."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import cast

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from parishpump.archive import queries as archive_queries
from parishpump.archive.models import Record
from parishpump.archive.verification import verify
from parishpump.config import serving, several
from parishpump.config.database import settings_for
from parishpump.councils.models import Council
from parishpump.councils.queries import all_councils, council_for_host
from parishpump.councils.scoped_postgresql.base import DatabaseWrapper
from parishpump.councils.tenancy import council_scope
from parishpump.demo.council import prepare
from parishpump.people import actions as people
from parishpump.people.models import Person
from parishpump.people.post_office import post
from parishpump.people.queries import councils_of
from parishpump.publishing.actions.pausing import hold_after_restore

KEYS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def use_database(url: str) -> None:
    """Point Django's one connection, and its pool, at another address."""
    connection = connections["default"]
    _close()
    fresh = settings_for(url)
    connection.settings_dict.update({key: fresh[key] for key in KEYS})


@contextmanager
def database(url: str) -> Iterator[None]:
    """Django's connection goes to `url` inside, and is closed afterwards."""
    use_database(url)
    try:
        yield
    finally:
        _close()


def _close() -> None:
    connection = cast(DatabaseWrapper, connections["default"])
    connection.close()
    connection.close_pool()


def migrate(owner_url: str) -> None:
    """Bring the database to this version, as the role that owns its tables."""
    with database(owner_url):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def waiting_migrations(url: str) -> list[str]:
    """The migrations that this version has and the database has not."""
    with database(url):
        executor = MigrationExecutor(connections["default"])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return [str(migration) for migration, _ in plan]


def demonstrate(app_url: str, address: str) -> None:
    """See to it that the demonstration council is there, reachable under `address`."""
    with database(app_url):
        prepare(address, at=timezone.now())


def serve(app_url: str, *, host: str, port: int, ready: Callable[[], None]) -> None:
    """Pages, jobs and courier, until a signal."""
    with database(app_url):
        serving.serve(app_url, host=host, port=port, ready=ready)


def work(app_url: str, *, ready: Callable[[], None]) -> None:
    """Jobs and courier, until a signal."""
    with database(app_url):
        serving.work(app_url, ready=ready)


def council_found(app_url: str, said: Mapping[str, str | None]) -> int:
    """Found a further council as the command said, invite its Clerk, and say what to do now. 1 where it cannot be."""
    with database(app_url):
        try:
            lines = several.found(said, at=timezone.now())
        except several.CannotBeFounded as why:
            sys.stderr.write(f"{why}\n")
            return 1
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def council_list(app_url: str) -> int:
    """Print every council: its host, its policy version, and how much there is of what. Nothing of its content."""
    with database(app_url):
        lines = [str(one) for one in several.overview(at=timezone.now())]
    sys.stdout.writelines(
        f"{line}\n" for line in lines or ["There is no council yet. Run it, and open its first page."]
    )
    return 0


def let_in(app_url: str, email: str) -> int:
    """Let somebody in who lost every second factor, and tell them. 1 where nobody is known by this address."""
    with database(app_url):
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            sys.stderr.write(f"Nobody is known by {email}. The page of people lists the addresses.\n")
            return 1
        taken = people.let_in(person, by=None, at=timezone.now())
        told = post("let_in", person.email, {"councils": councils_of(person)})
    sys.stdout.write(f"Second factors taken away: {taken}. {person.email} is signed out everywhere, and signs in with")
    sys.stdout.write(" the password; what is delegated to them then asks for a new second factor.\n")
    if not told:
        sys.stdout.write("The mail server did not take the email that says so. Tell them yourself.\n")
    return 0


def archive_verify(app_url: str, host: str | None, held: Sequence[str]) -> int:
    """Print what is wrong with the record of each council, or that nothing is. 1 where anything is.

    `held` are checkpoints that somebody kept elsewhere: a history rewritten as a whole shows only against them.
    """
    faults = 0
    with database(app_url):
        for council in _councils(host):
            with council_scope(council.id):
                found = list(verify(held=held))
                head = archive_queries.latest_checkpoint()
                size = head.size if head else 0
            for fault in found:
                sys.stdout.write(f"{council.name}: {fault.place}: {fault.what}\n")
            if not found:
                sys.stdout.write(f"{council.name}: {size} sealed records, every one as it was written.\n")
            faults += len(found)
    return 1 if faults else 0


def archive_prove(app_url: str, number: int, host: str | None) -> int:
    """Print the proof of one record as JSON."""
    with database(app_url):
        for council in _councils(host):
            with council_scope(council.id):
                record = Record.objects.filter(id=number).first()
                if record is not None:
                    proof = archive_queries.proof(record)
                    sys.stdout.write(json.dumps(proof, indent=1, ensure_ascii=False) + "\n")
                    return 0
    sys.stderr.write(f"There is no record {number}. The record page lists them.\n")
    return 1


def hold_everything(app_url: str) -> int:
    """After a restore: pause every council and hold what is due. Returns how many deliveries are held."""
    held = 0
    with database(app_url):
        for council in all_councils():
            with council_scope(council.id):
                held += hold_after_restore(at=timezone.now())
    return held


def _councils(host: str | None) -> list[Council]:
    if host is None:
        return all_councils()
    council = council_for_host(host)
    return [council] if council else []
