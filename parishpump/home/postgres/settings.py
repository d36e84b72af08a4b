"""The server's settings: small, durable, reachable by its own socket only."""

from pathlib import Path

from parishpump.home.postgres.place import Place

LOG_FILES_KEPT = 8
"""Log files of at most 5 MB each."""

_SETTINGS = {
    "listen_addresses": "",  # no network: the socket's folder decides who gets in, then a password
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "on",
    "log_filename": "%Y-%m-%d-%H%M%S.log",
    "log_rotation_size": "5MB",
    "log_rotation_age": "7d",
    "log_line_prefix": "%m [%p] %u@%d ",
    # What residents wrote must not end up in a log: no statements, no values of failing rows.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def server_settings(place: Place, *, durable: bool) -> dict[str, str]:
    """Every setting as PostgreSQL takes it on its command line; not durable is for tests, whose data may be lost."""
    own = {"unix_socket_directories": _listed(place.socket), "log_directory": str(place.log)}
    return _SETTINGS | own | ({} if durable else _THROWAWAY)


def _listed(folder: Path) -> str:
    return '"' + str(folder).replace('"', '""') + '"'
