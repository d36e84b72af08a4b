"""Which database this installation uses, and whether it can be trusted with a council's records."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import psycopg
from psycopg import Connection

from parishpump.home.errors import HomeError
from parishpump.home.postgres.binaries import OLDEST_MAJOR
from parishpump.home.postgres.connection import ConnectionInfo


@dataclass(frozen=True)
class DatabaseUrls:
    """The postgresql:// addresses of one database, one for each thing that is done to it."""

    app: str = field(repr=False)
    owner: str = field(repr=False)
    """Runs migrations and restores."""

    backup: str = field(repr=False)
    """Reads every row of every council."""

    @classmethod
    def of(cls, connection: ConnectionInfo) -> Self:
        """Those of the embedded server."""
        return cls(connection.app_url, connection.owner_url, connection.superuser_url)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self | None:
        """Those of a server elsewhere, or None where DATABASE_URL is not set: then the server is the embedded one."""
        app = environ.get("DATABASE_URL", "").strip()
        if not app:
            return None
        owner = environ.get("PARISHPUMP_OWNER_URL", "").strip() or app
        return cls(app, owner, environ.get("PARISHPUMP_BACKUP_URL", "").strip() or owner)


@dataclass(frozen=True)
class Fact:
    """One thing that was found out about a server, for people to read."""

    what: str
    value: str


def inspect_server(url: str) -> tuple[Fact, ...]:
    """Connect as the application would, and refuse (HomeError) a server or role that could not keep councils apart."""
    with connect(url) as session:
        version = session.info.server_version
        _require_version(version)
        _require_encoding(session.info.parameter_status("server_encoding") or "")
        row = session.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        role, superuser, bypasses = row or (session.info.user, True, True)
        _require_bound(str(role), superuser=bool(superuser), bypasses=bool(bypasses))
        return (
            Fact("PostgreSQL", f"{version // 10000}.{version % 10000}"),
            Fact("Where", session.info.host or "this machine"),
            Fact("Database", session.info.dbname),
            Fact("Role", f"{role}, bound by row-level security"),
        )


def connect(url: str) -> Connection[tuple[object, ...]]:
    """Connect, or say in plain words why that did not work (HomeError); the password is never repeated."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise HomeError(
            "The address of the database does not begin with postgresql://.",
            "Parish Pump works with PostgreSQL only: correct DATABASE_URL, or leave it out to use the built-in one.",
        )
    try:
        return psycopg.connect(url, connect_timeout=10)
    except psycopg.ProgrammingError as error:
        raise HomeError(
            "The address of the database cannot be read.",
            "Write it as postgresql://role:password@host:5432/database, signs in the password as %40 and so on.",
        ) from error
    except psycopg.OperationalError as error:
        raise _unreachable(str(error)) from error


_WHY_NOT: tuple[tuple[str, str, str], ...] = (
    (
        r"password authentication failed|no password supplied|role .* does not exist",
        "The database refused the role or its password.",
        "Correct the role and password in DATABASE_URL.",
    ),
    (
        r"database .* does not exist",
        "The server has no database of that name.",
        "Have it made, encoding UTF8, or correct DATABASE_URL.",
    ),
    (
        r"no pg_hba.conf entry|authentication method requirement",
        "The server does not let this machine in that way.",
        "Ask whoever runs it to allow this machine in pg_hba.conf, with scram-sha-256.",
    ),
    (
        r"resolve host|could not translate host|Name or service not known",
        "The name of the database server is not known here.",
        "Correct the host in DATABASE_URL, or look at this machine's network.",
    ),
    (
        r"too many (clients|connections)|remaining connection slots",
        "The server has no connection left to give.",
        "Start fewer workers, or have max_connections raised.",
    ),
    (
        r"refused|timeout|timed out|No such file|unreachable|starting up|shutting down",
        "The database server cannot be reached: it does not answer.",
        "See that it runs and that this machine may reach it, then try again.",
    ),
)


def _unreachable(said: str) -> HomeError:
    for pattern, what, do in _WHY_NOT:
        if re.search(pattern, said, re.IGNORECASE):
            return HomeError(what, do)
    return HomeError(f"The database cannot be used: {said.strip()}.", "Ask whoever runs the server.")


def _require_version(version: int) -> None:
    if version < OLDEST_MAJOR * 10000:
        raise HomeError(
            f"The database server is PostgreSQL {version // 10000}; Parish Pump needs {OLDEST_MAJOR} or newer.",
            "Have the server upgraded, or leave DATABASE_URL out to use the built-in one.",
        )


def _require_encoding(encoding: str) -> None:
    if encoding != "UTF8":
        raise HomeError(
            f"The database keeps text as {encoding}, which cannot hold everything that people write.",
            "Have it made again with encoding UTF8.",
        )


def _require_bound(role: str, *, superuser: bool, bypasses: bool) -> None:
    if superuser or bypasses:
        trait = "SUPERUSER" if superuser else "BYPASSRLS"
        raise HomeError(
            f"The role “{role}” is {trait}: row-level security, which keeps councils apart, would do nothing.",
            f"Use a role of its own: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS, or another one in DATABASE_URL.",
        )
