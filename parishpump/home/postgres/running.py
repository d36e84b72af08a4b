"""Finding a home's server, whoever supervises it."""

import psycopg

from parishpump.home.folder import Home
from parishpump.home.keys import database_passwords
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.home.postgres.place import SOCKET_NAME, socket_of


def connection_of(home: Home) -> ConnectionInfo:
    """How this home's server is reached when it runs."""
    return ConnectionInfo(socket_of(home), database_passwords(home))


def running_server(home: Home) -> ConnectionInfo | None:
    """This home's server if one answers now, whoever supervises it."""
    if not home.keys.is_dir() or not (socket_of(home) / SOCKET_NAME).exists():
        return None
    connection = connection_of(home)
    try:
        psycopg.connect(connection.app_url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return None
    return connection
