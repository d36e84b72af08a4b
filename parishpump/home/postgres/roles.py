"""The roles and databases inside the cluster."""

import psycopg
from psycopg import Connection, sql

from parishpump.home.errors import HomeError
from parishpump.home.postgres.connection import APP, DATABASE, OWNER, ConnectionInfo

_PLAIN = sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION")


def prepare(connection: ConnectionInfo) -> None:
    """Make the two roles and the database where they are missing."""
    with _maintenance(connection) as session:
        known = {name for (name,) in session.execute("SELECT rolname FROM pg_roles")}
        for role, password in ((OWNER, connection.passwords.owner), (APP, connection.passwords.app)):
            if role not in known:
                statement = sql.SQL("CREATE ROLE {} {} PASSWORD {}")
                session.execute(statement.format(sql.Identifier(role), _PLAIN, sql.Literal(password)))
        exists = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
    if not exists:
        create_database(connection, DATABASE)
    grant_to_app(connection.for_database(DATABASE).superuser_url)  # again, in case a crash came in between


def create_database(connection: ConnectionInfo, name: str, template: str | None = None) -> ConnectionInfo:
    """Make a database that the owner role owns and the application's role may use; a template brings its grants."""
    with _maintenance(connection) as session:
        session.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template or "template1")
            )
        )
        session.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        session.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), sql.Identifier(APP)))
    made = connection.for_database(name)
    if template is None:
        grant_to_app(made.superuser_url)
    return made


def drop_database(connection: ConnectionInfo, name: str) -> None:
    """Remove a database and end whoever is still connected to it."""
    with _maintenance(connection) as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def grant_to_app(superuser_url: str) -> None:
    """Let the application's role work on what the owner role makes in this database, from now on."""
    defaults = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} ON {} TO {}")
    with psycopg.connect(superuser_url, autocommit=True) as session:
        session.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(APP)))
        for rights, kind in _RIGHTS:
            session.execute(defaults.format(sql.Identifier(OWNER), rights, kind, sql.Identifier(APP)))


_RIGHTS = (
    (sql.SQL("SELECT, INSERT, UPDATE, DELETE"), sql.SQL("TABLES")),
    (sql.SQL("USAGE, SELECT"), sql.SQL("SEQUENCES")),
    (sql.SQL("EXECUTE"), sql.SQL("FUNCTIONS")),
)


def _maintenance(connection: ConnectionInfo) -> Connection[tuple[str, ...]]:
    try:
        return psycopg.connect(connection.for_database("postgres").superuser_url, autocommit=True)
    except psycopg.OperationalError as error:
        if "password authentication failed" not in str(error):
            raise
        raise HomeError(
            "The passwords in the keys folder do not open this home's database: they belong to another one.",
            "Put back the keys folder that was made with it.",
        ) from error
